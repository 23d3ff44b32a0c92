import {render, type SuspendTerminal} from 'ink';
import type {Options} from '../config/options.ts';
import type {Messages} from '../messages/index.ts';
import {systemClock} from '../poll/system-clock.ts';
import {verdict} from '../report/outcome.ts';
import {receipt} from '../report/receipt.ts';
import {App} from '../screen/app.tsx';
import {helpLength} from '../screen/help-lines.ts';
import {createLook} from '../screen/look.ts';
import type {Notice} from '../state/notice.ts';
import {startTicker} from '../state/ticker.ts';
import {Canvas} from '../terminal/canvas.ts';
import {capabilities} from '../terminal/capabilities.ts';
import {guardTerminal} from '../terminal/guard.ts';
import {Keyboard} from '../terminal/keyboard.ts';
import {terminalRestorer, writeNow} from '../terminal/modes.ts';
import {openKeyboard} from '../terminal/open-keyboard.ts';
import {cleanName} from '../terminal/sanitize.ts';
import {createSuspender} from '../terminal/suspender.ts';
import {bugText} from './bug-text.ts';
import {desktopHands} from './hands.ts';
import {logHands} from './log-hands.ts';
import {readIds} from './read-ids.ts';
import {resumeOptions} from './resume-options.ts';
import type {Source} from './source.ts';

/** What a screen is opened with. */
export type ScreenSession = {
	readonly options: Options;
	readonly messages: Messages;
	readonly source: Source;
};

/** Exit codes of a screen: no keys to drive it, left with ctrl+c as by its signal, and given up, as by `--timeout`. */
const interrupted = 130;
const wrongUsage = 2;
const gaveUp = 3;

/**
 * Shows the watch on the terminal until the reader leaves it, it is done (`--exit-when-done`) or time is up
 * (`--timeout`). Gives the exit code; the terminal is as it was, with a receipt below. A signal, a crash or a terminal
 * that goes away ends the process from here, by the guard.
 */
export async function showScreen({options, messages, source}: ScreenSession): Promise<number> {
	const {stdout, stderr, env, platform} = process;
	const stdin = options.idsFromInput ? openKeyboard() : process.stdin;

	if (stdin === null) {
		stderr.write(`chenyu-top: ${messages.input.noKeyboard}\n`);
		return wrongUsage;
	}

	const ending = Promise.withResolvers<number>();
	let moreToCome = options.idsFromInput;
	const handover = Promise.withResolvers<SuspendTerminal>();
	const able = capabilities(env, {isTTY: stdout.isTTY, platform});
	const look = createLook({
		messages,
		theme: options.theme,
		colour: options.color !== 'never' && able.color > 0,
		ascii: options.ascii || !able.unicode,
		hyperlinks: able.hyperlinks,
		timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
	});
	const suspender = createSuspender({
		host: process,
		clock: systemClock,
		handOver,
		stop: platform === 'win32' ? null : () => process.kill(0, 'SIGTSTP'),
		onBug: ending.reject,
	});
	const watch = source.open({
		interval: options.interval,
		concurrency: options.concurrency,
		giveUpAfter: null,
		size: {columns: stdout.columns, rows: stdout.rows},
		helpLength: helpLength(),
		hands: {
			...desktopHands({env, platform, clock: systemClock, write: text => stdout.write(text)}),
			...logHands({
				messages,
				env,
				platform,
				clock: systemClock,
				host: process,
				folder: process.cwd(),
				write: text => stdout.write(text),
				lend: async work => suspender.lend(work),
			}),
			leave(how) {
				ending.resolve(how === 'quit' ? 0 : interrupted);
			},
			suspend: async () => suspender.suspend(),
			redraw() {
				canvas.resize(stdout.columns, stdout.rows);
			},
		},
		onBug: ending.reject,
		onRecordingStopped(why) {
			tell({kind: 'recording-stopped', why: cleanName(why)});
		},
	});
	const keyboard = new Keyboard(stdin, systemClock);
	const canvas = new Canvas(stdout, stdout, systemClock);
	// The guard hears of it from stdout itself.
	canvas.on('error', () => {});
	const screen = render(
		<App
			store={watch.store}
			look={look}
			now={() => watch.clock.now()}
			onReady={handover.resolve}
		/>,
		{
			stdout: canvas.asStdout(),
			stderr,
			stdin: keyboard.asStdin(),
			alternateScreen: true,
			incrementalRendering: true,
			// Ink would not draw where `CI` is set; whether there is a screen was decided already.
			interactive: true,
			exitOnCtrlC: false,
			patchConsole: false,
		},
	);
	const guard = guardTerminal({
		host: process,
		input: stdin,
		output: stdout,
		clock: systemClock,
		isLent: () => suspender.isLent,
		restore: terminalRestorer({
			takeDown() {
				screen.unmount();
			},
			write(text) {
				writeNow(stdout.fd, text);
			},
			endRawMode() {
				stdin.setRawMode(false);
			},
		}),
		leave: takeDown,
		report(error) {
			stderr.write(`chenyu-top: ${bugText(error, messages)}\n`);
		},
	});
	const stopRemembering = source.memory.attach(watch.store, trouble => {
		tell({kind: 'memory', trouble});
	});
	const stopTicker = startTicker(watch.store, watch.clock);
	const stopTimeout =
		options.timeout === null
			? null
			: watch.clock.after(options.timeout, () => {
					ending.resolve(gaveUp);
				});

	function tell(notice: Notice): void {
		watch.store.dispatch({type: 'noticed', at: watch.clock.now(), notice});
	}

	async function handOver() {
		const lend = await handover.promise;
		canvas.lend();
		const suspension = await lend();
		return {
			async resume() {
				await suspension.resume();
				canvas.takeBack();
				resized();

				// While this process was stopped, only the shell was told of a new size.
				if (platform !== 'win32') {
					process.kill(process.pid, 'SIGWINCH');
				}
			},
		};
	}

	function resized(): void {
		const {columns, rows} = stdout;
		watch.store.dispatch({type: 'resized', at: watch.clock.now(), columns, rows});
		canvas.resize(columns, rows);
	}

	/** Gives the terminal back, and says the last words. */
	async function takeDown(): Promise<void> {
		stopTimeout?.();
		stopTicker();
		stdout.off('resize', resized);
		canvas.release();
		suspender.release();
		screen.unmount();
		await screen.waitUntilExit();
		await stopRemembering();
		const lines = receipt(watch.store.getState(), {
			messages,
			glyphs: look.glyphs.phases,
			resumeOptions: resumeOptions(options),
		});
		stdout.write(lines.map(line => `${line}\n`).join(''));
	}

	/** Closes the screen by itself where that was asked for and there is nothing to wait for. */
	function closeWhenDone(): void {
		const {ended, exitCode} = verdict(watch.store.getState(), 'all', moreToCome);

		if (options.exitWhenDone && ended) {
			ending.resolve(exitCode);
		}
	}

	watch.store.observe(closeWhenDone);
	watch.over?.then(() => {
		if (options.exitWhenDone) {
			const {ended, exitCode} = verdict(watch.store.getState(), 'all');
			ending.resolve(ended ? exitCode : gaveUp);
		}
	}, ending.reject);
	stdout.on('resize', resized);
	watch.start();
	const stopReading = options.idsFromInput
		? readIds(process.stdin, {
				add: watch.add,
				warn: tell,
				ended() {
					moreToCome = false;
					closeWhenDone();
				},
			})
		: null;

	try {
		const exitCode = await ending.promise;
		await takeDown();
		return exitCode;
	} finally {
		stopReading?.();
		await watch.stop();
		guard.release();

		if (options.idsFromInput) {
			stdin.destroy();
		}
	}
}
