import type {Options} from '../config/options.ts';
import type {Settings} from '../config/settings.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {yieldToEventLoop} from '../core/time/yield-to-event-loop.ts';
import {visibleImage} from '../features/outputs/preview/box.ts';
import type {Messages} from '../i18n/index.ts';
import type {SystemAdapter} from '../store/effects.ts';
import {queryBackground} from '../terminal/background.ts';
import {capabilities} from '../terminal/capabilities.ts';
import type {Guard} from '../terminal/guard.ts';
import {ImageOverlay} from '../terminal/images/image-overlay.ts';
import {
	basicGraphics,
	queryGraphics,
	type GraphicsSupport,
} from '../terminal/images/query-graphics.ts';
import {Keyboard} from '../terminal/input/keyboard.ts';
import {enableBracketedPaste, restoreShellModes} from '../terminal/modes.ts';
import {DiffingStdout} from '../terminal/output/diffing-stdout.ts';
import {createSuspender, type Suspender} from '../terminal/suspender.ts';
import {firstResponse} from './first-response.ts';
import type {Drawing, DrawingProps, SuspendTerminal} from './draw.tsx';
import {guardScreen} from './guard-screen.ts';
import {logExport} from './log-export.ts';
import {mouseEvent, type TerminalEvent} from './mouse-mode.ts';
import {viewerFor} from './open-viewer.ts';
import {SwitchableAppearance} from './switchable-appearance.ts';
import {systemAdapter} from './system-adapter.ts';
import {
	discardOutput,
	sizeFor,
	terminalIntegrations,
	type TerminalIntegrations,
} from './terminal-integrations.ts';
import type {Watch, WatchOptions} from './watch.ts';

export type TerminalSessionOptions = {
	readonly options: Options;
	readonly settings: Settings;
	readonly messages: Messages;
	readonly stdin: NodeJS.ReadStream;
	/** Gets errors that no caller waits for. */
	readonly onBug: (error: unknown) => void;
};

const {stdout, stderr, env, platform} = process;
const clock = systemClock;

function write(text: string): void {
	stdout.write(text);
}

/** The terminal of a screen. The constructor does not touch it; `show` takes it and `takeDown` restores it. */
export class TerminalSession {
	readonly appearance: SwitchableAppearance;
	guard: Guard | null = null;
	readonly #options: TerminalSessionOptions;
	readonly #screenReader: boolean;
	readonly #suspender: Suspender;
	readonly #keyboard: Keyboard;
	readonly #integrations: TerminalIntegrations;
	readonly #stdout: DiffingStdout;
	readonly #images: ImageOverlay;
	/** Resolves to Ink's `suspendTerminal`. */
	readonly #mounted = Promise.withResolvers<SuspendTerminal>();
	#graphics: Promise<GraphicsSupport> | null = null;
	#watch: Watch | null = null;
	#screen: Drawing | null = null;

	constructor(options: TerminalSessionOptions) {
		this.#options = options;
		this.#screenReader = options.options.screenReader;
		this.#stdout = new DiffingStdout(this.#screenReader ? discardOutput : stdout, stdout, clock);
		this.#keyboard = new Keyboard(
			options.stdin,
			clock,
			focused => this.#report({type: 'windowFocusChanged', focused}),
			event => this.#report(mouseEvent(event)),
		);
		this.appearance = new SwitchableAppearance({
			...options,
			able: capabilities(env, {isTTY: stdout.isTTY, platform}),
			redraw: () => this.#screen?.redraw(),
			queryBackground: async () => queryBackground({env, clock, write, listen: this.#listen}),
		});
		this.#suspender = createSuspender({
			host: process,
			clock,
			suspendTerminal: this.#releaseTerminal,
			stopProcess: platform === 'win32' ? null : () => process.kill(0, 'SIGTSTP'),
			onBug: options.onBug,
		});
		this.#integrations = terminalIntegrations({
			...options,
			env,
			write,
			appearance: () => this.appearance.current,
		});
		this.#images = new ImageOverlay({clock, write, repaint: this.#repaint});
		// The guard listens to errors of stdout itself.
		this.#stdout.on('error', () => {});
		this.#stdout.on('drawn', () => this.#images.cellsDrawn());
	}

	get parts(): Required<Pick<WatchOptions, 'size' | 'openViewer'>> & {
		readonly system: Omit<SystemAdapter, 'leave'>;
	} {
		const shared = {messages: this.#options.messages, env, platform, clock, write};
		return {
			size: sizeFor(this.#options.options),
			openViewer: viewerFor({clock, graphics: async () => this.#queryGraphics()}),
			system: {
				...systemAdapter(shared),
				...logExport({
					...shared,
					host: process,
					folder: process.cwd(),
					runSubprocess: async work => this.#suspender.runSubprocess(work),
				}),
				suspend: async () => this.#suspender.suspend(),
				redraw: this.#repaint,
				setAppearance: this.appearance.setAppearance,
			},
		};
	}

	/** Connects images and integrations to a watch. Call it before the watch starts. */
	attach(watch: Watch): void {
		this.#watch = watch;
		watch.store.observe(state => this.#images.setImage(visibleImage(state)));
		this.#integrations.attach(watch.store);
	}

	/**
	 * Takes the terminal and shows the attached watch. From now on the guard restores the terminal however the process ends;
	 * for an orderly end it calls `leave`, which calls `takeDown`.
	 */
	async show(leave: () => Promise<void>): Promise<void> {
		const {stdin, messages, onBug} = this.#options;
		// Ink sets both modes only after its first frame. Until then keys would be echoed, and a paste would run commands.
		stdin.setRawMode(true);
		this.guard = guardScreen({
			stdin,
			messages,
			subprocessOwnsTerminal: () => this.#suspender.subprocessOwnsTerminal,
			takeDown: this.#unmount,
			restoreSequence: () => this.#integrations.restoreSequence(),
			detachKeyboard: () => this.#keyboard.detach(),
			shutDown: leave,
		});
		this.#stdout.write(enableBracketedPaste);
		stdout.on('resize', this.#resized);
		const [{draw}] = await Promise.all([
			import('./draw.tsx'),
			firstResponse(this.#screenProps().store, clock),
		]);
		const streams = {stdout: this.#stdout.asStdout(), stderr, stdin: this.#keyboard.asStdin()};
		const screen = draw(this.#screenProps, streams);
		this.#screen = screen;
		this.#mounted.promise.then(async () => this.appearance.queryBackground()).catch(onBug);
		// If a frame cannot be drawn, Ink unmounts itself but the process would keep running.
		screen.waitUntilExit().catch(onBug);
	}

	/** Restores the terminal, then prints the last lines. */
	async takeDown(lastLines: () => Promise<string>): Promise<void> {
		this.#keyboard.beginShutdown(() => this.guard?.forceExit());
		stdout.off('resize', this.#resized);
		this.#images.suspend();
		this.#integrations.stop();
		this.#suspender.release();
		this.#unmount();
		await this.#screen?.waitUntilExit();
		write(await lastLines());
		this.#keyboard.detach();
	}

	readonly #listen = (listener: (sent: string) => void) => this.#keyboard.listen(listener);

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
			onReady: this.#mounted.resolve,
		};
	};

	/** Queries the terminal before the first image, and again after a resize, since the font may have changed. */
	async #queryGraphics(): Promise<GraphicsSupport> {
		const size = () => ({columns: stdout.columns, rows: stdout.rows});
		this.#graphics ??= this.#screenReader
			? Promise.resolve(basicGraphics)
			: queryGraphics({env, clock, size, write, listen: this.#listen});
		return this.#graphics;
	}

	readonly #unmount = (): void => {
		this.#stdout.finish(restoreShellModes);
		this.#screen?.unmount();
	};

	readonly #repaint = (): void => {
		this.#stdout.resize(stdout.columns, stdout.rows);
		this.#images.redraw();
	};

	readonly #resized = (): void => {
		this.#graphics = null;
		this.#report({type: 'resized', ...sizeFor(this.#options.options)});
		this.#repaint();
	};

	#report(event: TerminalEvent): void {
		this.#watch?.store.dispatch({...event, at: this.#watch.clock.now()});
	}

	readonly #releaseTerminal = async () => {
		const suspendTerminal = await this.#mounted.promise;
		this.#images.suspend();
		this.#stdout.suspend();
		this.#integrations.suspend();
		const suspension = await suspendTerminal();
		return {
			resume: async () => {
				// Node learns of a resize during the stop only by SIGWINCH. The first frame needs the size.
				if (platform !== 'win32') {
					process.kill(process.pid, 'SIGWINCH');
					await yieldToEventLoop();
				}

				this.#stdout.resume(stdout.columns, stdout.rows);
				await suspension.resume();
				this.#integrations.resume();
				this.#resized();
			},
		};
	};
}
