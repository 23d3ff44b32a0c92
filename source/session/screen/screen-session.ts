import {resolve} from 'node:path';
import {setFlagsFromString} from 'node:v8';
import type {Options} from '../../config/options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {saveSettings} from '../../config/save-settings.ts';
import type {Settings} from '../../config/settings.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {systemClock} from '../../core/time/clock.ts';
import {watchOutcome} from '../../events/outcome.ts';
import {receipt} from '../../events/receipt.ts';
import {bugText} from '../../events/run-texts.ts';
import {commandRegistry} from '../../features/command-registry.ts';
import {needsTime} from '../../features/index.ts';
import {pathText, saveLines} from '../../features/outputs/download/files.ts';
import {endTimeoutMs} from '../../storage/storage.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import type {Notice} from '../../store/notice.ts';
import {startTicker} from '../../store/ticker.ts';
import {createDesktop} from '../../terminal/desktop.ts';
import {guardTerminal} from '../../terminal/guard.ts';
import {openKeyboard} from '../../terminal/input/keyboard.ts';
import {straighten} from '../../terminal/output/rows.ts';
import {writeNow} from '../../terminal/output/terminal-stream.ts';
import {exitNow} from '../../terminal/platform.ts';
import {cellWidth} from '../../terminal/width.ts';
import {openSession} from '../open-session.ts';
import {readIds} from '../read-ids.ts';
import {exitCodes, Refusal} from '../refusal.ts';
import {createTerminalSession} from './terminal-session.ts';

/**
 * Shows a session until the user quits, all runs have ended (`--exit-when-done`) or the time is up (`--timeout`). Then
 * restores the terminal, prints a summary and resolves to the exit code. After a signal, a crash or a closed terminal,
 * `guardTerminal` ends the process, so the promise does not resolve.
 */
export async function showScreen(context: SessionContext): Promise<number> {
	const {options, settings, messages} = context;
	const {calm, interval, concurrency, idsFromInput} = options;
	const {stdout, stderr} = process;
	const hasKeyboard = process.stdin.isTTY && !idsFromInput;
	const stdin = hasKeyboard ? process.stdin : openKeyboard();

	if (stdin === null) {
		throw new Refusal(messages.input.noKeyboard);
	}

	const ending = Promise.withResolvers<number>();
	// Prevents an unhandled rejection while Ink is loading. The `await` below reports the error.
	ending.promise.catch(() => {});
	const terminal = createTerminalSession({
		...context,
		stdin,
		ScreenReader: options.screenReader ? (await import('./draw.tsx')).ScreenReader : null,
		onBug: ending.reject,
	});
	const session = await openSession(context, {
		interval,
		concurrency,
		giveUpAfter: Infinity,
		size: terminal.size(),
		graphics: async () => terminal.queryTerminal(),
		commands: commandRegistry(settings.bindings),
		downloadFolder: resolve(options.download ?? settings.downloadFolder ?? '.'),
		tracksBalance: true,
		isVisit: true,
		calm,
		screen: {
			...createDesktop(terminal.suspender),
			messages,
			saveLines,
			redraw: terminal.repaint,
			setAppearance: terminal.appearance.setAppearance,
			async saveSettings(values) {
				const {configPath: path, profile} = settings;
				const all = {...terminal.appearance.chosen(), ...values};
				return path === null
					? {path: pathText('config.json'), why: cleanName('HOME')}
					: {path: pathText(path), why: await saveSettings(path, profile, all)};
			},
			leave: how => ending.resolve(how === 'quit' ? 0 : exitCodes.interrupted),
		},
		onBug: ending.reject,
	});
	const {store, clock, notifier, warnings} = session;
	// On the screen, they disappear after some seconds.
	warnings.forEach(warn);
	const stops = [startTicker(store, clock, needsTime, calm)];
	let moreToCome = idsFromInput;

	if (options.timeout !== null) {
		stops.push(clock.after(options.timeout, () => ending.resolve(exitCodes.gaveUp)));
	}

	function warn(notice: Notice): void {
		stderr.write(`chenyu-top: ${messages.notice(notice, paletteName)}\n`);
	}

	function showNotice(notice: Notice): void {
		store.dispatch({type: 'noticeShown', at: clock.now(), notice});
	}

	function lastLines(): string {
		const state = store.getState();
		const {columns} = state.view.size;
		const lines = receipt(state, {
			appearance: terminal.appearance.current(),
			columns,
			resumeOptions: resumeOptions(options, settings),
		});
		return lines.map(line => `${cellWidth(line) <= columns ? straighten(line) : line}\n`).join('');
	}

	async function takeDown(): Promise<void> {
		stops.forEach(stop => stop());
		const problem = session.stopSaving(endTimeoutMs);
		await terminal.takeDown(() => guard.forceExit(), lastLines);
		// What hooks and channels have to say comes after the screen.
		store.observe((_state, action) => {
			if (action.type === 'noticeShown') {
				warn(action.notice);
			}
		});

		if (problem !== null) {
			warn({kind: 'storage', problem});
		}
	}

	function closeWhenDone(): void {
		const {ended, exitCode} = watchOutcome(store.getState(), 'all', moreToCome);

		if (ended) {
			ending.resolve(exitCode);
		}
	}

	if (options.exitWhenDone) {
		store.observe(closeWhenDone);
		session.over?.then(() => {
			closeWhenDone();
			ending.resolve(exitCodes.gaveUp);
		}, ending.reject);
	}

	terminal.attach(session);
	// From this line on, the terminal is restored however the process ends.
	const guard = guardTerminal({
		host: process,
		exit: exitNow,
		input: stdin,
		output: stdout,
		clock: systemClock,
		subprocessOwnsTerminal: () => terminal.suspender.subprocessOwnsTerminal,
		restore: terminal.restore,
		async shutDown() {
			await takeDown();
			// Removes what is saved in part.
			await session.stop();
		},
		lastWork: () => notifier.close(),
		reportCrash(error) {
			writeNow(stderr, `chenyu-top: ${bugText(error, messages)}\n`);
		},
	});
	let stopReading: (() => void) | null = null;

	try {
		// Starts polling before Ink is loaded, so that both happen at the same time.
		session.start();
		await terminal.show(session);
		warnings.forEach(showNotice);
		keepMemorySmall();

		if (idsFromInput) {
			stopReading = readIds(process.stdin, {
				add: session.add,
				warn: showNotice,
				ended() {
					moreToCome = false;

					if (options.exitWhenDone) {
						closeWhenDone();
					}
				},
			});
		}

		const end = await ending.promise;
		guard.shutdownStarted(end);
		await takeDown();
		session.hold(true);
		await notifier.close();
		return end;
	} catch (error) {
		guard.crash(error);
		throw error;
	} finally {
		stopReading?.();
		await session.stop();

		guard.keepOnlySignals();

		if (!hasKeyboard) {
			stdin.destroy();
		}
	}
}

/** Returns the options of a command to watch the same runs again, such as `--profile NAME`. The caller adds the ids. */
export function resumeOptions(
	{demo, download, replay, baseUrl, baseUrlGiven}: Options,
	{profile, sources, values}: Settings,
): readonly string[] {
	const watched = [
		...(demo ? ['--demo'] : []),
		...(profile === null ? [] : ['--profile', profile]),
		...(baseUrlGiven && !demo ? ['--base-url', baseUrl.href] : []),
		...(sources.proxy === 'flag' ? ['--proxy', values.proxy ?? ''] : []),
		...(download === null ? [] : ['--download', download]),
	];
	return replay === null ? watched : ['--replay', replay];
}

/**
 * Keeps V8 from using much more memory than what is alive. Call this after the first frame has enlarged the young
 * generation (the memory for new objects): at its initial size, V8 would collect garbage in each frame.
 */
function keepMemorySmall(): void {
	// The young generation would grow up to 64 MiB and never shrink.
	setFlagsFromString('--semi-space-growth-factor=1');
	// `npm run soak`, after five minutes: 255 MiB, without this 306, though only some 90 are alive.
	setFlagsFromString('--heap-growing-percent=50');
}
