import type {SessionContext} from '../../config/parse-options.ts';
import type {Instant} from '../../core/time/clock.ts';
import {systemClock} from '../../core/time/system-clock.ts';
import {yieldToEventLoop} from '../../core/time/yield-to-event-loop.ts';
import {visibleImages} from '../../features/outputs/preview/box.ts';
import type {Size} from '../../features/panes/state.ts';
import type {ScreenReader} from '../../report/screen-reader/screen-reader.ts';
import type {Action} from '../../store/action.ts';
import {Keyboard} from '../../terminal/input/keyboard.ts';
import {enableBracketedPaste, restoreShellModes} from '../../terminal/modes.ts';
import {FrameStdout, type TerminalOutput} from '../../terminal/output/frame-stdout.ts';
import {allTaken, writeNow} from '../../terminal/output/terminal-stream.ts';
import {platform, refreshSize, stopGroup} from '../../terminal/platform.ts';
import {queryTerminal, unknownTerminal, type TerminalReport} from '../../terminal/query.ts';
import {createSuspender, type Suspender} from '../../terminal/suspender.ts';
import {describeTerminal} from '../../terminal/terminal.ts';
import type {Watch} from '../watch.ts';
import type {Drawing, DrawingProps, SuspendTerminal} from './draw.tsx';
import {firstResponse} from './first-response.ts';
import {SwitchableAppearance} from './switchable-appearance.ts';
import {TerminalStatus} from './terminal-status.ts';

type TerminalSessionOptions = SessionContext & {
	readonly stdin: NodeJS.ReadStream;
	/** Null for a screen that is drawn. It needs Ink, so that only a watch with a screen reader loads it this early. */
	readonly ScreenReader: typeof ScreenReader | null;
	readonly onBug: (error: unknown) => void;
};

const {stdout, stderr, env} = process;
const clock = systemClock;

const write = (sequence: string): void => void stdout.write(sequence);
const terminal = describeTerminal(env, {isTTY: stdout.isTTY, platform});

/** Discards what Ink draws. With a screen reader, Ink is used only to read keys. */
const discardOutput: TerminalOutput = {
	write(_chunk, callback) {
		callback();
		return true;
	},
};

/** Sets up the terminal (`show`) and restores it (`takeDown`). The constructor does not change the terminal. */
export class TerminalSession {
	readonly appearance: SwitchableAppearance;
	readonly suspender: Suspender;
	readonly #options: TerminalSessionOptions;
	readonly #screenReader: boolean;
	readonly #keyboard: Keyboard;
	readonly #integrations: TerminalStatus | ScreenReader;
	readonly #stdout: FrameStdout;
	readonly #mounted = Promise.withResolvers<SuspendTerminal>();
	/** What the terminal told since its last resize; null if it was not asked. */
	#report: Promise<TerminalReport> | null = null;
	#watch: Watch | null = null;
	#screen: Drawing | null = null;

	constructor(options: TerminalSessionOptions) {
		this.#options = options;
		this.#screenReader = options.ScreenReader !== null;
		this.#stdout = new FrameStdout(this.#screenReader ? discardOutput : stdout, stdout, clock);
		this.#keyboard = new Keyboard(options.stdin, clock, {
			onFocus: focused => this.#dispatch({type: 'windowFocusChanged', at: this.#now, focused}),
			onMouse: ({kind, column, row}) =>
				this.#dispatch({
					at: this.#now,
					column,
					row,
					...(kind === 'click'
						? {type: 'clicked', sortKey: this.#screen?.sortKeyAt({column, row})}
						: {type: 'wheeled', notches: kind === 'wheel-up' ? -1 : 1}),
				}),
		});
		this.appearance = new SwitchableAppearance({
			...options,
			terminal,
			redraw: () => this.#screen?.redraw(),
		});
		this.suspender = createSuspender({
			host: process,
			clock,
			suspendTerminal: this.#releaseTerminal,
			stopProcess: stopGroup,
			onBug: options.onBug,
		});
		this.#integrations =
			options.ScreenReader === null
				? new TerminalStatus({
						terminal,
						clock,
						enabled: options.options.signals,
						messages: options.messages,
						glyphs: this.appearance.current.glyphs.phases,
						write,
					})
				: new options.ScreenReader({write, appearance: () => this.appearance.current});
		// Prevents an exception. The terminal guard handles errors of stdout.
		this.#stdout.on('error', () => {});
	}

	/** The size of the terminal in cells. With a screen reader it is fixed, so that a narrow terminal does not cut lines. */
	get size(): Size {
		const {columns, rows} = stdout;
		return this.#screenReader ? {columns: 120, rows: 40} : {columns, rows};
	}

	/**
	 * Lets the images and the window title follow the state of a watch. With a screen reader, changes of the state are
	 * announced instead. Call it before the watch starts.
	 */
	attach(watch: Watch): void {
		this.#watch = watch;
		watch.store.observe(state => this.#stdout.setImages(visibleImages(state)));
		this.#integrations.attach(watch.store);
	}

	/** Draws the screen. Before this call, pass `restore` to `guardTerminal`, so that a crash restores the terminal. */
	async show(): Promise<void> {
		const {stdin, onBug} = this.#options;
		// Sets raw mode and bracketed paste now, because Ink sets them only after its first frame. Until then the
		// terminal would echo keys, and a pasted text would run commands.
		stdin.setRawMode(true);
		this.#stdout.write(enableBracketedPaste);
		stdout.on('resize', this.#resized);
		const {draw} = await import('./draw.tsx');
		// Waits after the import, which blocks: a timeout that has passed meanwhile would come before the response.
		await firstResponse(this.#screenProps().store, clock);
		const streams = {stdout: this.#stdout.asStdout(), stderr, stdin: this.#keyboard.asStdin()};
		const screen = draw(this.#screenProps, streams);
		this.#screen = screen;
		this.#mounted.promise
			.then(async () => {
				const {background} = await this.queryTerminal();
				this.appearance.setBackground(background);
			})
			.catch(onBug);
		// If drawing a frame throws, Ink unmounts but the process would continue. `onBug` ends it.
		screen.waitUntilExit().catch(onBug);
	}

	/** Restores the terminal, then prints the last lines. Calls `forceExit` if the user presses Ctrl+C during this time. */
	async takeDown(forceExit: () => void, lastLines: () => string): Promise<void> {
		this.#keyboard.beginShutdown(forceExit);
		stdout.off('resize', this.#resized);
		this.#integrations.stop();
		this.suspender.release();
		this.#unmount();
		// A response after the exit would be typed into the shell.
		await Promise.all([this.#report, this.#screen?.waitUntilExit()]);
		write(lastLines());
		await allTaken(stdout, clock);
		this.#keyboard.detach();
	}

	readonly #screenProps = (): DrawingProps => {
		if (this.#watch === null) {
			throw new Error('TerminalSession.show() called before attach()');
		}

		const {store, clock: watchClock} = this.#watch;
		return {
			screenReader: this.#screenReader,
			store,
			appearance: this.appearance.current,
			now: () => watchClock.now(),
			receiveSuspendTerminal: this.#mounted.resolve,
		};
	};

	/**
	 * Asks the terminal what it can do. Keeps the result until the next resize, which may change the size of a cell. The
	 * terminal responds as keyboard input, so Ink must have started to read the keyboard.
	 */
	async queryTerminal(): Promise<TerminalReport> {
		this.#report ??= this.#screenReader
			? Promise.resolve(unknownTerminal)
			: queryTerminal({
					env,
					terminal,
					clock,
					write,
					listen: listener => this.#keyboard.listen(listener),
				});
		return this.#report;
	}

	#unmount(): void {
		this.#stdout.finish(restoreShellModes);
		this.#screen?.unmount();
	}

	/**
	 * The steps that restore the terminal synchronously, after a crash or a forced exit. Ink is unmounted first: otherwise
	 * it would draw its last frame over the restored terminal. Raw mode ends last: without it, ctrl+c would make the
	 * terminal driver discard output that the terminal has not read yet, such as the sequences that restore it.
	 */
	readonly restore = [
		() => this.#unmount(),
		() => writeNow(stdout, restoreShellModes + this.#integrations.restoreSequence()),
		() => this.#keyboard.detach(),
		() => this.#options.stdin.setRawMode(false),
	];

	readonly repaint = (): void => {
		this.#stdout.resize(stdout.columns, stdout.rows);
	};

	readonly #resized = (): void => {
		this.#report = null;
		this.#dispatch({type: 'resized', at: this.#now, ...this.size});
		this.repaint();
	};

	get #now(): Instant {
		return (this.#watch?.clock ?? clock).now();
	}

	#dispatch(action: Action): void {
		this.#watch?.store.dispatch(action);
	}

	readonly #releaseTerminal = async () => {
		const suspendTerminal = await this.#mounted.promise;
		this.#stdout.suspend();
		this.#integrations.suspend();
		const suspension = await suspendTerminal();
		await allTaken(stdout, clock);
		return {
			resume: async () => {
				// A resize while stopped would otherwise reach stdout after the frame.
				refreshSize?.();
				await yieldToEventLoop();

				await suspension.resume();
				this.#stdout.resume();
				this.#integrations.resume();
				this.#resized();
			},
		};
	};
}
