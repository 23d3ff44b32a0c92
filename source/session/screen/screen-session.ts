import {resolve} from 'node:path';
import {setFlagsFromString} from 'node:v8';
import type {Options} from '../../config/options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {profileNames, type Settings} from '../../config/settings.ts';
import {systemClock} from '../../core/time/system-clock.ts';
import {commandRegistry} from '../../features/command-registry.ts';
import {bugText} from '../../report/bug-text.ts';
import {watchOutcome} from '../../report/outcome.ts';
import {receipt} from '../../report/receipt.ts';
import {endTimeoutMs} from '../../storage/storage.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import type {Notice} from '../../store/notice.ts';
import {calmTickMs, startTicker} from '../../store/ticker.ts';
import {guardTerminal} from '../../terminal/guard.ts';
import {openKeyboard} from '../../terminal/input/keyboard.ts';
import {straighten} from '../../terminal/output/rows.ts';
import {writeNow} from '../../terminal/output/terminal-stream.ts';
import {cellWidth} from '../../terminal/width.ts';
import {exitNow} from '../exit-now.ts';
import {openNotifier} from '../open-notifier.ts';
import {readIds} from '../read-ids.ts';
import {exitCodes, Refusal} from '../refusal.ts';
import type {RunSource} from '../run-source.ts';
import {chosenOptions} from '../watch-store.ts';
import {systemAdapter} from './system-adapter.ts';
import {TerminalSession} from './terminal-session.ts';

/**
 * Shows a watch until the user quits, all runs have ended (`--exit-when-done`) or the time is up (`--timeout`). Then
 * restores the terminal, prints a summary and resolves to the exit code. After a signal, a crash or a closed
 * terminal, `guardTerminal` ends the process, so the promise does not resolve.
 */
export async function showScreen(context: SessionContext, source: RunSource): Promise<number> {
	const {options, settings, messages} = context;
	const {stdout, stderr} = process;
	const stdin = options.idsFromInput ? openKeyboard() : process.stdin;

	if (stdin === null) {
		throw new Refusal(messages.input.noKeyboard);
	}

	// Also prints the warnings to stderr, because the notices on the screen disappear after some seconds.
	source.warnings.forEach(warn);

	const ending = Promise.withResolvers<number>();
	const terminal = new TerminalSession({
		...context,
		stdin,
		ScreenReader: options.screenReader ? (await import('./draw.tsx')).ScreenReader : null,
		onBug: ending.reject,
	});
	let moreToCome = options.idsFromInput;
	let isDown = false;

	const watch = source.open({
		interval: options.interval,
		concurrency: options.concurrency,
		giveUpAfter: Infinity,
		size: terminal.size,
		graphics: async () => terminal.queryTerminal(),
		commands: commandRegistry(settings.bindings, profileNames(settings), settings.views),
		downloadFolder: resolve(options.download ?? settings.downloadFolder ?? '.'),
		initial: chosenOptions(context),
		tracksBalance: true,
		isVisit: true,
		calm: options.calm,
		system: {
			...systemAdapter(messages, terminal.suspender),
			redraw: terminal.repaint,
			setAppearance: terminal.appearance.setAppearance,
			leave({how}) {
				ending.resolve(how === 'quit' ? 0 : exitCodes.interrupted);
			},
		},
		onBug: ending.reject,
		onWarning: report,
	});
	const {store, clock} = watch;
	const notifier = await openNotifier(
		context,
		watch,
		notice => (isDown ? warn : report)(notice),
		source.redact,
	);
	const stops = [startTicker(store, clock, options.calm ? calmTickMs : undefined)];

	if (options.timeout !== null) {
		stops.push(clock.after(options.timeout, () => ending.resolve(exitCodes.gaveUp)));
	}

	function warn(notice: Notice): void {
		stderr.write(`chenyu-top: ${messages.notice(notice, paletteName)}\n`);
	}

	function report(notice: Notice): void {
		store.dispatch({type: 'noticeShown', at: clock.now(), notice});
	}

	async function takeDown(): Promise<void> {
		stops.forEach(stop => stop());
		const problem = watch.stopSaving(endTimeoutMs);
		await terminal.takeDown(
			() => guard.forceExit(),
			() => {
				const lines = receipt(store.getState(), {
					appearance: terminal.appearance.current,
					columns: store.getState().view.size.columns,
					resumeOptions: resumeOptions(options, settings, store.getState().profile),
				});
				const {columns} = store.getState().view.size;
				return lines
					.map(line => `${cellWidth(line) <= columns ? straighten(line) : line}\n`)
					.join('');
			},
		);

		if (problem !== null) {
			warn({kind: 'storage', problem});
		}

		isDown = true;
	}

	function closeWhenDone(): void {
		const {ended, exitCode} = watchOutcome(store.getState(), 'all', moreToCome);

		if (ended) {
			ending.resolve(exitCode);
		}
	}

	if (options.exitWhenDone) {
		store.observe(closeWhenDone);
		watch.over?.then(() => {
			const {ended, exitCode} = watchOutcome(store.getState(), 'all');
			ending.resolve(ended ? exitCode : exitCodes.gaveUp);
		}, ending.reject);
	}

	terminal.attach(watch);
	// From this line on, the terminal is restored however the process ends.
	const guard = guardTerminal({
		host: process,
		exit: exitNow,
		input: stdin,
		output: stdout,
		clock: systemClock,
		subprocessOwnsTerminal: () => terminal.suspender.subprocessOwnsTerminal,
		restore: terminal.restore,
		shutDown: takeDown,
		lastWork: () => notifier.close(),
		reportCrash(error) {
			writeNow(stderr, `chenyu-top: ${bugText(error, messages)}\n`);
		},
	});
	let stopReading: (() => void) | null = null;
	// Prevents an unhandled rejection while Ink is loading. The `await` below reports the error.
	ending.promise.catch(() => {});

	try {
		// Starts polling before Ink is loaded, so that both happen at the same time.
		watch.start();
		await terminal.show();
		stops.push(source.onShown?.(ending.reject) ?? (() => {}));
		source.warnings.forEach(report);
		keepYoungGenerationSmall();

		if (options.idsFromInput) {
			stopReading = readIds(process.stdin, {
				add: watch.add,
				warn: report,
				ended() {
					moreToCome = false;

					if (options.exitWhenDone) {
						closeWhenDone();
					}
				},
			});
		}

		const exitCode = await ending.promise;
		guard.shutdownStarted(exitCode);
		await takeDown();
		watch.hold(true);
		await notifier.close();
		return exitCode;
	} catch (error) {
		guard.crash(error);
		throw error;
	} finally {
		stopReading?.();
		await watch.stop();
		guard.keepOnlySignals();

		if (options.idsFromInput) {
			stdin.destroy();
		}
	}
}

/** Returns the options of a command to watch the same runs again, such as `--profile NAME`. The caller adds the ids. */
export function resumeOptions(
	{demo, download, replay, baseUrl, baseUrlGiven}: Options,
	{profile: firstProfile, sources, values}: Settings,
	profile: string | null,
): readonly string[] {
	if (replay !== null) {
		return ['--replay', replay];
	}

	// Another profile may have another base URL and proxy, so those of the first profile are not repeated.
	const isFirst = profile === firstProfile;
	return [
		...(demo ? ['--demo'] : []),
		...(profile === null ? [] : ['--profile', profile]),
		...(baseUrlGiven && isFirst && !demo ? ['--base-url', baseUrl.href] : []),
		...(sources.proxy === 'flag' && isFirst ? ['--proxy', values.proxy ?? ''] : []),
		...(download === null ? [] : ['--download', download]),
	];
}

/**
 * Stops V8 from enlarging its young generation (the memory for new objects), which would grow up to 64 MiB and never
 * shrink. Call this after the first frame has enlarged it: at its initial size, V8 would collect garbage in each frame.
 */
export function keepYoungGenerationSmall(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
}
