import type {Cancel} from '../core/time/clock.ts';
import type {Store} from '../store/store.ts';
import {disableMouseReports, enableMouseReports, type MouseEvent} from '../terminal/input/mouse.ts';
import type {TerminalEvent} from './terminal-event.ts';

/** What was done with the mouse, as the state is told of it. */
export function mouseEvent({kind, column, row}: MouseEvent): TerminalEvent {
	return kind === 'click'
		? {type: 'clicked', column, row}
		: {type: 'wheeled', column, row, notches: kind === 'wheel-up' ? -1 : 1};
}

/**
 * Has the terminal tell of the mouse as long as the reader wants that, and this program has the terminal: a program that
 * it is lent to, and the shell, get it without.
 */
export class MouseMode {
	readonly #write: (sequence: string) => void;
	#isWanted: () => boolean = () => false;
	#isOurs = false;
	#isOn = false;
	#stopObserving: Cancel = () => {};

	constructor(write: (sequence: string) => void) {
		this.#write = write;
	}

	/** Follows what the reader wants from now on. */
	attach(store: Pick<Store, 'getState' | 'observe'>): void {
		this.#isWanted = () => store.getState().view.mouse;
		this.#stopObserving = store.observe(() => {
			this.#settle();
		});
	}

	/** When the terminal is ours, or ours again. */
	wake(): void {
		this.#isOurs = true;
		this.#settle();
	}

	/** Before the terminal is given away. */
	rest(): void {
		this.#isOurs = false;
		this.#settle();
	}

	/** Ends it; the terminal has its mouse. */
	stop(): void {
		this.#stopObserving();
		this.rest();
	}

	#settle(): void {
		const isOn = this.#isOurs && this.#isWanted();

		if (isOn !== this.#isOn) {
			this.#isOn = isOn;
			this.#write(isOn ? enableMouseReports : disableMouseReports);
		}
	}
}
