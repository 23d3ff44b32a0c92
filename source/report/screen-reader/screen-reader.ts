import type {Cancel} from '../../core/time/clock.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {greeting, announcements} from './announcements.ts';
import type {State} from '../../store/state.ts';
import type {Store} from '../../store/store.ts';

/** What is pasted comes in brackets, so that it is not taken for keys; Ink, which asks for it otherwise, is not heard. */
const bracketPastes = '\u001B[?2004h';
const bareLines = '\u001B[?2004l';

export type ScreenReaderOptions = {
	readonly write: (text: string) => void;
	/** How things are drawn that are read out. */
	readonly appearance: () => Appearance;
};

/**
 * The face for a screen reader: what happens is written as lines into the terminal's own scrollback, each once, and
 * nothing is ever painted over. What happens while others have the terminal is told when it is back, as one step.
 */
export class ScreenReader {
	readonly #options: ScreenReaderOptions;
	#store: Pick<Store, 'getState' | 'subscribe'> | null = null;
	#stop: Cancel = () => {};
	/** What the listener knows of. */
	#heard: State | null = null;
	#isOurs = false;

	constructor(options: ScreenReaderOptions) {
		this.#options = options;
	}

	/** Follows a watch, on a terminal that is ours; says first how it goes. */
	attach(store: Pick<Store, 'getState' | 'subscribe'>): void {
		this.#store = store;
		this.#heard = store.getState();
		this.#stop = store.subscribe(() => {
			this.#speak();
		});
		this.resume();
		this.#say([greeting(this.#options.appearance())]);
	}

	/** When the terminal is ours again. */
	resume(): void {
		if (!this.#isOurs) {
			this.#isOurs = true;
			this.#options.write(bracketPastes);
			this.#speak();
		}
	}

	/** Before the terminal is given away. */
	suspend(): void {
		if (this.#isOurs) {
			this.#isOurs = false;
			this.#options.write(bareLines);
		}
	}

	/** Nothing is left behind that `rest` did not end, but for pastes, which every way out ends. */
	restoreSequence(): string {
		return '';
	}

	/** Ends it. */
	stop(): void {
		this.#stop();
		this.suspend();
	}

	#speak(): void {
		const state = this.#store?.getState();

		if (state !== undefined && this.#heard !== null && this.#isOurs) {
			const lines = announcements(this.#heard, state, this.#options.appearance());
			this.#heard = state;
			this.#say(lines);
		}
	}

	#say(lines: readonly string[]): void {
		if (lines.length > 0) {
			this.#options.write(lines.map(line => `${line}\n`).join(''));
		}
	}
}
