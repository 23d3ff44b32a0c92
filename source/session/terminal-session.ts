import type {Options} from '../config/options.ts';
import type {Settings} from '../config/settings.ts';
import type {Hands} from '../store/effects.ts';
import type {Messages} from '../i18n/index.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Look} from '../ui/theme/appearance.ts';
import {askBackground} from '../terminal/background.ts';
import {Canvas} from '../terminal/output/diffing-stdout.ts';
import {capabilities} from '../terminal/capabilities.ts';
import type {Guard} from '../terminal/guard.ts';
import {Keyboard} from '../terminal/input/keyboard.ts';
import {bracketedPaste, shellModes} from '../terminal/modes.ts';
import {createSuspender, type Suspender} from '../terminal/suspender.ts';
import type {Drawing, Face, SuspendTerminal} from './draw.tsx';
import {guardScreen} from './guard-screen.ts';
import {letOthers} from '../core/time/yield-to-event-loop.ts';
import {mouseEvent} from './mouse-mode.ts';
import {drawOpening} from './opening.ts';
import {viewerFor} from './open-viewer.ts';
import {ScreenLook} from './appearance.ts';
import {screenHands} from './screen-adapter.ts';
import {screenPictures} from './screen-pictures.ts';
import {nowhere, sizeFor, surroundings, type Surroundings} from './terminal-integrations.ts';
import type {TerminalEvent} from './terminal-event.ts';
import type {Watch, WatchOptions} from './watch.ts';

/** What a stage is set up with. */
export type StageOptions = {
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
export class Stage {
	readonly #options: StageOptions;
	readonly #look: ScreenLook;
	readonly #suspender: Suspender;
	readonly #keyboard: Keyboard;
	/** What is told around the screen, or in its place. */
	readonly #around: Surroundings;
	readonly #canvas: Canvas;
	readonly #pictures: ReturnType<typeof screenPictures>;
	/** How Ink lends the terminal to others, once it can. */
	readonly #handover = Promise.withResolvers<SuspendTerminal>();
	#watch: Watch | null = null;
	#screen: Drawing | null = null;
	#guard: Guard | null = null;

	constructor(options: StageOptions) {
		const {spoken} = options.options;
		this.#options = options;
		this.#canvas = new Canvas(spoken ? nowhere : stdout, stdout, clock);
		this.#keyboard = new Keyboard(
			options.stdin,
			clock,
			focused => {
				this.#tell({type: 'window-focused', focused});
			},
			event => {
				this.#tell(mouseEvent(event));
			},
		);
		const listen = (listener: (sent: string) => void) => this.#keyboard.listen(listener);
		this.#look = new ScreenLook({
			...options,
			able: capabilities(env, {isTTY: stdout.isTTY, platform}),
			redraw: () => this.#screen?.redraw(),
			askBackground: async () => askBackground({env, clock, write, listen}),
		});
		this.#suspender = createSuspender({
			host: process,
			clock,
			handOver: async () => this.#handOver(),
			stop: platform === 'win32' ? null : () => process.kill(0, 'SIGTSTP'),
			onBug: options.onBug,
		});
		this.#around = surroundings({...options, env, write, look: () => this.#look.current});
		const size = () => ({columns: stdout.columns, rows: stdout.rows});
		const repaint = this.#repaint;
		this.#pictures = screenPictures({env, clock, size, write, listen, repaint, spoken});
		// The guard hears of it from stdout itself.
		this.#canvas.on('error', () => {});
		this.#canvas.on('drawn', () => this.#pictures.cellsDrawn());
	}

	/** What a watch needs of the terminal that it will be shown on. */
	get parts(): Required<Pick<WatchOptions, 'size' | 'openViewer'>> & {
		readonly hands: Omit<Hands, 'leave'>;
	} {
		return {
			size: sizeFor(this.#options.options),
			openViewer: viewerFor({clock, canvas: async () => this.#pictures.canvas()}),
			hands: {
				...screenHands(this.#options.messages, {
					write,
					lend: async work => this.#suspender.lend(work),
				}),
				suspend: async () => this.#suspender.suspend(),
				redraw: this.#repaint,
				restyle: this.#look.restyle,
			},
		};
	}

	/** How it is drawn now. */
	get look(): Look {
		return this.#look.current;
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
		// Ink asks for both only after its first frame, onto which the terminal would echo what is typed meanwhile, and a paste would be
		// keys.
		stdin.setRawMode(true);
		this.#guard = guardScreen({
			stdin,
			messages,
			isLent: () => this.#suspender.isLent,
			takeDown: this.#unmount,
			ending: () => this.#around.ending(),
			letGo: () => this.#keyboard.letGo(),
			leave,
		});
		this.#canvas.write(bracketedPaste);
		stdout.on('resize', this.#resized);
		const endOpening = await this.#open();
		const {draw} = await import('./draw.tsx');
		await letOthers();
		const screen = draw(this.#face, {
			stdout: this.#canvas.asStdout(),
			stderr,
			stdin: this.#keyboard.asStdin(),
		});
		this.#screen = screen;
		endOpening();
		this.#handover.promise.then(async () => this.#look.settle()).catch(onBug);
		// Ink takes itself down when a frame cannot be drawn, and leaves everything else going.
		screen.waitUntilExit().catch(onBug);
	}

	/** Gives the terminal back, with the last words below what was there before. */
	async takeDown(lastWords: () => Promise<string>): Promise<void> {
		this.#keyboard.hold(() => this.#guard?.hurry());
		stdout.off('resize', this.#resized);
		this.#pictures.lift();
		this.#around.stop();
		this.#suspender.release();
		this.#unmount();
		await this.#screen?.waitUntilExit();
		write(await lastWords());
		this.#keyboard.letGo();
	}

	/** What guards the terminal since it was taken; it may rest when it was given back. */
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
			look: this.#look.current,
			now: () => shown.now(),
			onReady: this.#handover.resolve,
		};
	};

	/** Has the first frames drawn until Ink is there; gives what ends that. */
	async #open(): Promise<() => void> {
		const {spoken, store, look} = this.#face();
		return spoken ? () => {} : drawOpening({store, look, clock, canvas: this.#canvas});
	}

	readonly #unmount = (): void => {
		this.#canvas.leave(shellModes);
		this.#screen?.unmount();
	};

	/** Draws everything anew. */
	readonly #repaint = (): void => {
		this.#canvas.resize(stdout.columns, stdout.rows);
		this.#pictures.redraw();
	};

	readonly #resized = (): void => {
		this.#pictures.resized();
		this.#tell({type: 'resized', ...sizeFor(this.#options.options)});
		this.#repaint();
	};

	#tell(event: TerminalEvent): void {
		this.#watch?.store.dispatch({...event, at: this.#watch.clock.now()});
	}

	async #handOver() {
		const lend = await this.#handover.promise;
		this.#pictures.lift();
		this.#canvas.lend();
		this.#around.rest();
		const suspension = await lend();
		return {
			resume: async () => {
				// While this process was stopped, only the shell was told of a new size; and of one that came just before nobody may have
				// been told yet. The first frame is to have it.
				if (platform !== 'win32') {
					process.kill(process.pid, 'SIGWINCH');
					await letOthers();
				}

				this.#canvas.takeBack(stdout.columns, stdout.rows);
				await suspension.resume();
				this.#around.wake();
				this.#resized();
			},
		};
	}
}
