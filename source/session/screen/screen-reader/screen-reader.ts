import type {Cancel} from '../../../core/time/clock.ts';
import type {State} from '../../../store/state.ts';
import type {Store} from '../../../store/store.ts';
import {disableBracketedPaste, enableBracketedPaste} from '../../../terminal/modes.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import {announcements, greeting} from './announcements.ts';

type ScreenReaderOptions = {
	readonly write: (text: string) => void;
	readonly appearance: () => Appearance;
};

/**
 * Announces changes as new lines, and never overwrites text, so that a screen reader reads each line once. While
 * another program uses the terminal, writes nothing. `resume` then announces what has changed meanwhile.
 */
export class ScreenReader {
	readonly #options: ScreenReaderOptions;
	#speak: () => void = () => {};
	#stop: Cancel = () => {};
	#isOurs = false;

	constructor(options: ScreenReaderOptions) {
		this.#options = options;
	}

	/** Writes a greeting, and announces changes from now on. Call it when this program controls the terminal. */
	attach(store: Pick<Store, 'getState' | 'subscribe'>): void {
		let announced: State = store.getState();
		this.#speak = () => {
			if (this.#isOurs) {
				const state = store.getState();
				this.#say(announcements(announced, state, this.#options.appearance()));
				announced = state;
			}
		};
		this.#stop = store.subscribe(() => this.#speak());
		this.resume();
		this.#say([greeting(this.#options.appearance())]);
	}

	resume(): void {
		if (!this.#isOurs) {
			this.#isOurs = true;
			// Ink writes this sequence too, but with a screen reader its output is discarded.
			this.#options.write(enableBracketedPaste);
			this.#speak();
		}
	}

	suspend(): void {
		if (this.#isOurs) {
			this.#isOurs = false;
			this.#options.write(disableBracketedPaste);
		}
	}

	/** Returns an empty text: this class enables only bracketed paste, and the caller disables that by itself. */
	restoreSequence(): string {
		return '';
	}

	stop(): void {
		this.#stop();
		this.suspend();
	}

	#say(lines: readonly string[]): void {
		if (lines.length > 0) {
			this.#options.write(lines.map(line => `${line}\n`).join(''));
		}
	}
}
