import type {SessionContext} from '../../config/parse-options.ts';
import {systemClock as clock, waitFor, type Duration, type Instant} from '../../core/time/clock.ts';
import {visibleImages} from '../../features/outputs/preview/box.ts';
import type {Size} from '../../features/panes/layout.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import {Keyboard} from '../../terminal/input/keyboard.ts';
import {enableBracketedPaste, restoreShellModes} from '../../terminal/modes.ts';
import {FrameStdout, type TerminalOutput} from '../../terminal/output/frame-stdout.ts';
import {allTaken, writeNow} from '../../terminal/output/terminal-stream.ts';
import {platform, refreshSize, stopGroup} from '../../terminal/platform.ts';
import {queryTerminal, unknownTerminal, type TerminalReport} from '../../terminal/query.ts';
import {createSuspender, yieldToEventLoop} from '../../terminal/suspender.ts';
import {describeTerminal} from '../../terminal/terminal.ts';
import type {Watch} from '../watch.ts';
import type {Drawing, SuspendTerminal} from './draw.tsx';
import type {ScreenReader} from './screen-reader/screen-reader.ts';
import {createSwitchableAppearance} from './switchable-appearance.ts';
import {TerminalStatus} from './terminal-status.ts';

type TerminalSessionOptions = SessionContext & {
	readonly stdin: NodeJS.ReadStream;
	/** Null for a screen that is drawn. It needs Ink, so that only a watch with a screen reader loads it this early. */
	readonly ScreenReader: typeof ScreenReader | null;
	readonly onBug: (error: unknown) => void;
};

/** How long the first frame waits for a response. Responses that arrive after this time are drawn in later frames. */
const firstResponseMs: Duration = 30;

/** Discards what Ink draws. With a screen reader, Ink is used only to read keys. */
const discardOutput: TerminalOutput = {
	write(_chunk, callback) {
		callback();
		return true;
	},
};

/** Returns what sets up the terminal (`show`) and restores it (`takeDown`). Does not change the terminal before. */
export function createTerminalSession({stdin, onBug, ...options}: TerminalSessionOptions) {
	const {stdout, stderr, env} = process;
	const write = (sequence: string): void => void stdout.write(sequence);
	const terminal = describeTerminal(env, {isTTY: stdout.isTTY, platform});
	const isScreenReader = options.ScreenReader !== null;
	const frames = new FrameStdout(isScreenReader ? discardOutput : stdout, stdout, clock);
	const mounted = Promise.withResolvers<SuspendTerminal>();
	/** The terminal's answer since the last resize; null if it was not asked. */
	let answer: Promise<TerminalReport> | null = null;
	let watch: Watch | null = null;
	let screen: Drawing | null = null;

	/** The size of the terminal in cells. With a screen reader it is fixed, so that a narrow terminal does not cut lines. */
	function size(): Size {
		const {columns, rows} = stdout;
		return isScreenReader ? {columns: 120, rows: 40} : {columns, rows};
	}

	function now(): Instant {
		return (watch?.clock ?? clock).now();
	}

	function dispatch(action: Action): void {
		watch?.store.dispatch(action);
	}

	const keyboard = new Keyboard(stdin, clock, {
		onFocus: focused => dispatch({type: 'windowFocusChanged', at: now(), focused}),
		onMouse({kind, column, row}) {
			const place = {at: now(), column, row};
			dispatch(
				kind === 'click'
					? {...place, type: 'clicked', sortKey: screen?.sortKeyAt({column, row})}
					: {...place, type: 'wheeled', notches: kind === 'wheel-up' ? -1 : 1},
			);
		},
	});
	const appearance = createSwitchableAppearance({
		...options,
		terminal,
		redraw: () => screen?.redraw(),
	});
	const integrations =
		options.ScreenReader === null
			? new TerminalStatus({
					terminal,
					clock,
					enabled: options.options.signals,
					messages: options.messages,
					glyphs: appearance.current().glyphs.phases,
					write,
				})
			: new options.ScreenReader({write, appearance: appearance.current});
	const suspender = createSuspender({
		host: process,
		clock,
		suspendTerminal: releaseTerminal,
		stopProcess: stopGroup,
		onBug,
	});
	// Prevents an exception. The terminal guard handles errors of stdout.
	frames.on('error', () => {});

	function repaint(): void {
		frames.resize(stdout.columns, stdout.rows);
	}

	function resized(): void {
		answer = null;
		dispatch({type: 'resized', at: now(), ...size()});
		repaint();
	}

	function unmount(): void {
		frames.finish(restoreShellModes);
		screen?.unmount();
	}

	/**
	 * Asks the terminal what it can do. Keeps the result until the next resize, which may change the size of a cell. The
	 * terminal responds as keyboard input, so Ink must have started to read the keyboard.
	 */
	async function askTerminal(): Promise<TerminalReport> {
		const listen = (listener: (sent: string) => void) => keyboard.listen(listener);
		answer ??= isScreenReader
			? Promise.resolve(unknownTerminal)
			: queryTerminal({env, terminal, clock, write, listen});
		return answer;
	}

	async function releaseTerminal() {
		const suspendTerminal = await mounted.promise;
		frames.suspend();
		integrations.suspend();
		const suspension = await suspendTerminal();
		await allTaken(stdout, clock);
		return {
			async resume() {
				// A resize while stopped would otherwise reach stdout after the frame.
				refreshSize?.();
				await yieldToEventLoop();

				await suspension.resume();
				frames.resume();
				integrations.resume();
				resized();
			},
		};
	}

	return {
		appearance,
		suspender,
		size,
		repaint,
		/**
		 * Lets the images and the window title follow the state of a watch. With a screen reader, changes of the state are
		 * announced instead. Call it before the watch starts.
		 */
		attach(attached: Watch): void {
			watch = attached;
			attached.store.observe(state => frames.setImages(visibleImages(state)));
			integrations.attach(attached.store);
		},
		/** Draws the screen. Before this call, pass `restore` to `guardTerminal`, so that a crash restores the terminal. */
		async show({store}: Watch): Promise<void> {
			// Sets raw mode and bracketed paste now, because Ink sets them only after its first frame. Until then the
			// terminal would echo keys, and a pasted text would run commands.
			stdin.setRawMode(true);
			frames.write(enableBracketedPaste);
			stdout.on('resize', resized);
			const {draw} = await import('./draw.tsx');
			const {signal} = new AbortController();

			// Waits after the import, which blocks: a timeout that has passed meanwhile would come before the response.
			if (!hasResponse(store.getState())) {
				await waitFor(firstResponseMs, clock, signal, wake =>
					store.observe(state => (hasResponse(state) ? wake() : undefined)),
				);
			}

			const props = () => ({
				screenReader: isScreenReader,
				store,
				appearance: appearance.current(),
				now,
				receiveSuspendTerminal: mounted.resolve,
			});
			screen = draw(props, {stdout: frames.asStdout(), stderr, stdin: keyboard.asStdin()});
			mounted.promise
				.then(async () => appearance.setBackground((await askTerminal()).background))
				.catch(onBug);
			// If drawing a frame throws, Ink unmounts but the process would continue. `onBug` ends it.
			screen.waitUntilExit().catch(onBug);
		},
		/** Restores the terminal, then prints the last lines. Calls `forceExit` if the user presses Ctrl+C during this time. */
		async takeDown(forceExit: () => void, lastLines: () => string): Promise<void> {
			keyboard.beginShutdown(forceExit);
			stdout.off('resize', resized);
			integrations.stop();
			suspender.release();
			unmount();
			// A response after the exit would be typed into the shell.
			await Promise.all([answer, screen?.waitUntilExit()]);
			write(lastLines());
			await allTaken(stdout, clock);
			keyboard.detach();
		},
		queryTerminal: askTerminal,
		/**
		 * The steps that restore the terminal synchronously, after a crash or a forced exit. Ink is unmounted first:
		 * otherwise it would draw its last frame over the restored terminal. Raw mode ends last: without it, ctrl+c would
		 * make the terminal driver discard output that the terminal has not read yet, such as the sequences that restore it.
		 */
		restore: [
			unmount,
			() => writeNow(stdout, restoreShellModes + integrations.restoreSequence()),
			() => keyboard.detach(),
			() => stdin.setRawMode(false),
		],
	};
}

function hasResponse({runs}: State): boolean {
	return [...runs.values()].some(
		({execution, polling}) => execution !== null || polling.problem !== null,
	);
}
