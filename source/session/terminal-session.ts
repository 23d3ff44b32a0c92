import type {Options} from '../config/options.ts';
import type {Settings} from '../config/settings.ts';
import type {SystemAdapter} from '../store/effects.ts';
import type {Messages} from '../i18n/index.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Appearance} from '../ui/theme/appearance.ts';
import {queryBackground} from '../terminal/background.ts';
import {DiffingStdout} from '../terminal/output/diffing-stdout.ts';
import {capabilities} from '../terminal/capabilities.ts';
import type {Guard} from '../terminal/guard.ts';
import {Keyboard} from '../terminal/input/keyboard.ts';
import {enableBracketedPaste, restoreShellModes} from '../terminal/modes.ts';
import {createSuspender, type Suspender} from '../terminal/suspender.ts';
import type {Drawing, Face, SuspendTerminal} from './draw.tsx';
import {guardScreen} from './guard-screen.ts';
import {yieldToEventLoop} from '../core/time/yield-to-event-loop.ts';
import {mouseEvent} from './mouse-mode.ts';
import {drawOpening} from './opening.ts';
import {viewerFor} from './open-viewer.ts';
import {SwitchableAppearance} from './appearance.ts';
import {screenAdapter} from './screen-adapter.ts';
import {screenPictures} from './screen-pictures.ts';
import {
	discardOutput,
	sizeFor,
	terminalIntegrations,
	type TerminalIntegrations,
} from './terminal-integrations.ts';
import type {TerminalEvent} from './terminal-event.ts';
import type {Watch, WatchOptions} from './watch.ts';

export type TerminalSessionOptions = {
	readonly options: Options;
	readonly settings: Settings;
	readonly messages: Messages;
	/** Where the keys come from. */
	readonly stdin: NodeJS.ReadStream;
	/** Gets what goes wrong where nobody waits for the outcome. */
	readonly onBug: (error: unknown) => void;
};

const {stdout, stderr, env, platform} = process;
const clock = systemClock;

function write(text: string): void {
	stdout.write(text);
}

/**
 * The terminal that a watch is shown on: what is written to it, what comes from it, who has it, and how it is given back.
 * It is set up without touching the terminal, `show` takes it, and `takeDown` gives it back.
 */
export class TerminalSession {
	readonly #options: TerminalSessionOptions;
	readonly #appearance: SwitchableAppearance;
	readonly #suspender: Suspender;
	readonly #keyboard: Keyboard;
	readonly #around: TerminalIntegrations;
	readonly #stdout: DiffingStdout;
	readonly #pictures: ReturnType<typeof screenPictures>;
	/** How Ink lends the terminal to others, once it can. */
	readonly #handover = Promise.withResolvers<SuspendTerminal>();
	#watch: Watch | null = null;
	#screen: Drawing | null = null;
	#guard: Guard | null = null;

	constructor(options: TerminalSessionOptions) {
		const {spoken} = options.options;
		this.#options = options;
		this.#stdout = new DiffingStdout(spoken ? discardOutput : stdout, stdout, clock);
		this.#keyboard = new Keyboard(
			options.stdin,
			clock,
			focused => {
				this.#report({type: 'windowFocusChanged', focused});
			},
			event => {
				this.#report(mouseEvent(event));
			},
		);
		const listen = (listener: (sent: string) => void) => this.#keyboard.listen(listener);
		this.#appearance = new SwitchableAppearance({
			...options,
			able: capabilities(env, {isTTY: stdout.isTTY, platform}),
			redraw: () => this.#screen?.redraw(),
			askBackground: async () => queryBackground({env, clock, write, listen}),
		});
		this.#suspender = createSuspender({
			host: process,
			clock,
			suspendTerminal: async () => this.#handOver(),
			stopProcess: platform === 'win32' ? null : () => process.kill(0, 'SIGTSTP'),
			onBug: options.onBug,
		});
		this.#around = terminalIntegrations({
			...options,
			env,
			write,
			appearance: () => this.#appearance.current,
		});
		const size = () => ({columns: stdout.columns, rows: stdout.rows});
		const repaint = this.#repaint;
		this.#pictures = screenPictures({env, clock, size, write, listen, repaint, spoken});
		// The guard hears of it from stdout itself.
		this.#stdout.on('error', () => {});
		this.#stdout.on('drawn', () => this.#pictures.cellsDrawn());
	}

	get parts(): Required<Pick<WatchOptions, 'size' | 'openViewer'>> & {
		readonly system: Omit<SystemAdapter, 'leave'>;
	} {
		return {
			size: sizeFor(this.#options.options),
			openViewer: viewerFor({clock, canvas: async () => this.#pictures.canvas()}),
			system: {
				...screenAdapter(this.#options.messages, {
					write,
					runSubprocess: async work => this.#suspender.runSubprocess(work),
				}),
				suspend: async () => this.#suspender.suspend(),
				redraw: this.#repaint,
				restyle: this.#appearance.restyle,
			},
		};
	}

	get appearance(): Appearance {
		return this.#appearance.current;
	}

	/** Has what is not drawn follow a watch from its first step on: the title, the taskbar, pictures. */
	attach(watch: Watch): void {
		this.#watch = watch;
		this.#pictures.watch(watch.store);
		this.#around.attach(watch.store);
	}

	/**
	 * Takes the terminal, and shows the watch that was attached. From here on whatever ends the process gives the terminal
	 * back; `leave` is the orderly way, which calls `takeDown`.
	 */
	async show(leave: () => Promise<void>): Promise<void> {
		const {stdin, messages, onBug} = this.#options;
		// Ink sets both only after its first frame: until then typed keys would be echoed, and a paste would act.
		stdin.setRawMode(true);
		this.#guard = guardScreen({
			stdin,
			messages,
			subprocessOwnsTerminal: () => this.#suspender.subprocessOwnsTerminal,
			takeDown: this.#unmount,
			ending: () => this.#around.ending(),
			detachKeyboard: () => this.#keyboard.detach(),
			shutDown: leave,
		});
		this.#stdout.write(enableBracketedPaste);
		stdout.on('resize', this.#resized);
		const endOpening = await this.#open();
		const {draw} = await import('./draw.tsx');
		await yieldToEventLoop();
		const screen = draw(this.#face, {
			stdout: this.#stdout.asStdout(),
			stderr,
			stdin: this.#keyboard.asStdin(),
		});
		this.#screen = screen;
		endOpening();
		this.#handover.promise.then(async () => this.#appearance.settle()).catch(onBug);
		// Ink takes itself down when a frame cannot be drawn, and leaves everything else going.
		screen.waitUntilExit().catch(onBug);
	}

	/** Gives the terminal back, with the last words below what was there before. */
	async takeDown(lastWords: () => Promise<string>): Promise<void> {
		this.#keyboard.beginShutdown(() => this.#guard?.forceExit());
		stdout.off('resize', this.#resized);
		this.#pictures.lift();
		this.#around.stop();
		this.#suspender.release();
		this.#unmount();
		await this.#screen?.waitUntilExit();
		write(await lastWords());
		this.#keyboard.detach();
	}

	get guard(): Guard | null {
		return this.#guard;
	}

	readonly #face = (): Face => {
		if (this.#watch === null) {
			throw new Error('a stage is shown before it is attached to a watch');
		}

		const {store, clock: shown} = this.#watch;
		return {
			spoken: this.#options.options.spoken,
			store,
			appearance: this.#appearance.current,
			now: () => shown.now(),
			onReady: this.#handover.resolve,
		};
	};

	async #open(): Promise<() => void> {
		const {spoken, store, appearance} = this.#face();
		return spoken ? () => {} : drawOpening({store, appearance, clock, canvas: this.#stdout});
	}

	readonly #unmount = (): void => {
		this.#stdout.finish(restoreShellModes);
		this.#screen?.unmount();
	};

	readonly #repaint = (): void => {
		this.#stdout.resize(stdout.columns, stdout.rows);
		this.#pictures.redraw();
	};

	readonly #resized = (): void => {
		this.#pictures.resized();
		this.#report({type: 'resized', ...sizeFor(this.#options.options)});
		this.#repaint();
	};

	#report(event: TerminalEvent): void {
		this.#watch?.store.dispatch({...event, at: this.#watch.clock.now()});
	}

	async #handOver() {
		const lend = await this.#handover.promise;
		this.#pictures.lift();
		this.#stdout.suspend();
		this.#around.rest();
		const suspension = await lend();
		return {
			resume: async () => {
				// A size that changed while this process was stopped is not known yet; the first frame needs it.
				if (platform !== 'win32') {
					process.kill(process.pid, 'SIGWINCH');
					await yieldToEventLoop();
				}

				this.#stdout.resume(stdout.columns, stdout.rows);
				await suspension.resume();
				this.#around.wake();
				this.#resized();
			},
		};
	}
}
