import type {Cancel, Clock, Duration} from '../domain/clock.ts';
import type {Action} from './action.ts';
import type {Effect} from './effect.ts';
import type {State} from './state.ts';
import type {Reduce} from './step.ts';

/** Told of every single step, at once: what a report needs, which may not miss one. */
export type Observer = (state: State, action: Action, previous: State) => void;

/** Ends a subscription; harmless when it has ended. */
export type Unsubscribe = () => void;

/** The one place where the state is kept. */
export type Store = {
	getState(): State;
	/** Takes a step. A dispatch from within an observer, an effect or a listener waits until the step is over. */
	dispatch(action: Action): void;
	/**
	 * For readers of whole frames: wakes the listener at most once a frame, and only when the state is another than
	 * at the last wake. The first change after a quiet time wakes at once, the changes after it at the frame's end.
	 */
	subscribe(listener: () => void): Unsubscribe;
	observe(observer: Observer): Unsubscribe;
};

/** What a store is made of. */
export type StoreOptions = {
	readonly reduce: Reduce;
	readonly initial: State;
	readonly clock: Clock;
	/** Least time between two wakes of the listeners, in milliseconds. */
	readonly frame: Duration;
	/** Carries out what a step asks for. It is called when the state is in force and the observers know it. */
	readonly onEffects: (effects: readonly Effect[]) => void;
};

/** Makes a store. Errors of the reducer, of observers, effects and listeners are bugs: they reach who dispatched. */
export function createStore({reduce, initial, clock, frame, onEffects}: StoreOptions): Store {
	const queue: Action[] = [];
	const observers = new Set<Observer>();
	const listeners = new Set<() => void>();
	let state = initial;
	let busy = false;
	/** What the listeners saw at their last wake, and when that was. */
	let shown = initial;
	let wokenAt = Number.NEGATIVE_INFINITY;
	let cancelWake: Cancel | null = null;

	function step(action: Action): void {
		const previous = state;
		const next = reduce(previous, action);
		state = next.state;

		for (const observer of observers) {
			observer(state, action, previous);
		}

		if (next.effects.length > 0) {
			onEffects(next.effects);
		}
	}

	function run(): void {
		if (busy) {
			return;
		}

		busy = true;

		try {
			do {
				for (let action = queue.shift(); action !== undefined; action = queue.shift()) {
					step(action);
				}

				wakeInTime();
			} while (queue.length > 0);
		} finally {
			busy = false;
		}
	}

	function wakeInTime(): void {
		if (state === shown || listeners.size === 0 || cancelWake !== null) {
			return;
		}

		const rest = wokenAt + frame - clock.monotonic();

		if (rest <= 0) {
			wake();
		} else {
			cancelWake = clock.after(rest, () => {
				cancelWake = null;
				run();
			});
		}
	}

	function wake(): void {
		shown = state;
		wokenAt = clock.monotonic();

		for (const listener of listeners) {
			listener();
		}
	}

	return {
		getState: () => state,
		dispatch(action) {
			queue.push(action);
			run();
		},
		subscribe(listener) {
			// A new reader has just read the state for itself.
			shown = listeners.size === 0 ? state : shown;
			listeners.add(listener);
			return () => {
				listeners.delete(listener);

				if (listeners.size === 0) {
					cancelWake?.();
					cancelWake = null;
				}
			};
		},
		observe(observer) {
			observers.add(observer);
			return () => {
				observers.delete(observer);
			};
		},
	};
}
