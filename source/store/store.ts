import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import type {Action} from './action.ts';
import type {Effect} from './effect.ts';
import type {State} from './state.ts';
import type {Reduce} from './transition.ts';

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
	 * at the last wake. The first change after a quiet time wakes at once, the changes after it at the frame's end; those
	 * that can wait, when the longer pause for them is over or something wakes that cannot. What the reader does waits for the
	 * end of a frame only where he has done something in the same one, and not for one that came by itself.
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
	readonly frameMs: Duration;
	/** Whether an action is what the reader does; without it none is. */
	readonly isUserAction?: (action: Action) => boolean;
	/** Changes that can wait, and the least time between two wakes for nothing else; without it none can. */
	readonly background?: {
		readonly canWait: (action: Action, state: State, previous: State) => boolean;
		readonly frameMs: Duration;
	};
	/** Carries out what a step asks for. It is called when the state is in force and the observers know it. */
	readonly onEffects: (effects: readonly Effect[]) => void;
};

/** Makes a store. Errors of the reducer, of observers, effects and listeners are bugs: they reach who dispatched. */
export function createStore(options: StoreOptions): Store {
	const {
		reduce,
		initial,
		clock,
		frameMs,
		isUserAction = () => false,
		background,
		onEffects,
	} = options;
	const queue: Action[] = [];
	const observers = new Set<Observer>();
	const listeners = new Set<() => void>();
	let state = initial;
	let busy = false;
	/** What the listeners saw at their last wake, and when that was. */
	let shown = initial;
	let wokenAt = Number.NEGATIVE_INFINITY;
	/** When the last wake was for something that the reader did. */
	let userWokenAt = Number.NEGATIVE_INFINITY;
	/** The wake that is to come: when, and what calls it off. */
	let pendingWake: {readonly at: number; readonly cancel: Cancel} | null = null;
	/** Whether there is something to show that cannot wait. */
	let isUrgent = false;
	/** Whether there is something to show that the reader did. */
	let hasUserChange = false;

	function step(action: Action): void {
		const previous = state;
		const next = reduce(previous, action);
		state = next.state;

		if (state !== previous && !(background?.canWait(action, state, previous) ?? false)) {
			isUrgent = true;
		}

		if (state !== previous && isUserAction(action)) {
			hasUserChange = true;
		}

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
		if (state === shown || listeners.size === 0) {
			isUrgent = false;
			hasUserChange = false;
			return;
		}

		const at = nextWake();

		if (at <= clock.monotonic()) {
			wake();
		} else if (pendingWake === null || at < pendingWake.at) {
			cancelWake();
			pendingWake = {
				at,
				cancel: clock.after(at - clock.monotonic(), () => {
					pendingWake = null;
					run();
				}),
			};
		}
	}

	/** When those who listen may be woken again. */
	function nextWake(): Duration {
		if (hasUserChange) {
			return userWokenAt + frameMs;
		}

		return wokenAt + (isUrgent ? frameMs : (background?.frameMs ?? frameMs));
	}

	function cancelWake(): void {
		pendingWake?.cancel();
		pendingWake = null;
	}

	function wake(): void {
		cancelWake();
		shown = state;
		wokenAt = clock.monotonic();
		userWokenAt = hasUserChange ? wokenAt : userWokenAt;
		isUrgent = false;
		hasUserChange = false;

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
					cancelWake();
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
