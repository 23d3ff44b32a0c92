import type {Cancel} from '../core/time/clock.ts';
import type {Action} from '../store/action.ts';
import type {Store} from '../store/store.ts';
import {disableMouseReports, enableMouseReports, type MouseEvent} from '../terminal/input/mouse.ts';

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never;

/** An action that the terminal causes, without its time. Keys are not included. */
export type TerminalEvent = WithoutTime<
	Extract<Action, {type: 'windowFocusChanged' | 'resized' | 'clicked' | 'wheeled'}>
>;

export function mouseEvent({kind, column, row}: MouseEvent): TerminalEvent {
	return kind === 'click'
		? {type: 'clicked', column, row}
		: {type: 'wheeled', column, row, notches: kind === 'wheel-up' ? -1 : 1};
}

/** Turns mouse reports on while the user wants them, and off while another program has the terminal. */
export class MouseMode {
	readonly #write: (sequence: string) => void;
	#isWanted: () => boolean = () => false;
	#isResumed = false;
	#isOn = false;
	#stopObserving: Cancel = () => {};

	constructor(write: (sequence: string) => void) {
		this.#write = write;
	}

	attach(store: Pick<Store, 'getState' | 'observe'>): void {
		this.#isWanted = () => store.getState().view.mouse;
		this.#stopObserving = store.observe(() => {
			this.#update();
		});
	}

	/** Call it when this program gets the terminal. */
	resume(): void {
		this.#isResumed = true;
		this.#update();
	}

	/** Call it before another program gets the terminal. */
	suspend(): void {
		this.#isResumed = false;
		this.#update();
	}

	stop(): void {
		this.#stopObserving();
		this.suspend();
	}

	#update(): void {
		const isOn = this.#isResumed && this.#isWanted();

		if (isOn !== this.#isOn) {
			this.#isOn = isOn;
			this.#write(isOn ? enableMouseReports : disableMouseReports);
		}
	}
}
