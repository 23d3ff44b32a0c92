import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import type {Action} from './action.ts';
import type {Effect} from './effect.ts';
import type {State} from './state.ts';
import type {Reduce} from './transition.ts';
import type {Urgency} from './urgency.ts';

/** A function that the store calls synchronously after every action. */
export type Observer = (state: State, action: Action, previous: State) => void;

export type Store = {
	getState(): State;
	/** Applies an action to the state. Actions that observers, effects or listeners dispatch meanwhile are queued. */
	dispatch(action: Action): void;
	/**
	 * Calls the listener when the state has changed, but at most once per `frameMs` (`backgroundFrameMs` if all changes
	 * are `background`). A change by the user does not wait, unless the listener was called for another change by the
	 * user less than `frameMs` ago. Changes that are `between-keys` wait until `keyPauseMs` have passed since then; the
	 * call for the next key includes them.
	 */
	subscribe(listener: () => void): Cancel;
	observe(observer: Observer): Cancel;
};

export type StoreOptions = {
	readonly reduce: Reduce;
	readonly initial: State;
	readonly clock: Clock;
	/** The minimum time between two calls of the listeners. A call for a change by the user may come earlier. */
	readonly frameMs: Duration;
	/** The minimum time between two calls if all changes have the urgency `background`. Default: `frameMs`. */
	readonly backgroundFrameMs?: Duration;
	/** Returns how soon the listeners must be called for a change. Default: `normal` for every change. */
	readonly urgencyOf?: (action: Action, state: State, previous: State) => Urgency;
	readonly onEffects: (effects: readonly Effect[]) => void;
};

/** After this time without a key, the user has probably stopped pressing keys. */
const keyPauseMs: Duration = 200;

/** An error of the reducer, an observer, an effect or a listener is a bug. It is thrown to the caller of `dispatch`. */
export function createStore(options: StoreOptions): Store {
	const {reduce, initial, clock, frameMs, onEffects} = options;
	const {backgroundFrameMs = frameMs, urgencyOf = () => 'normal'} = options;
	const queue: Action[] = [];
	const observers = new Set<Observer>();
	const listeners = new Set<() => void>();
	let state = initial;
	let busy = false;
	/** The state when the listeners were last called. */
	let shown = initial;
	let wokenAt = Number.NEGATIVE_INFINITY;
	let userWokenAt = Number.NEGATIVE_INFINITY;
	let pendingWake: {readonly at: number; readonly cancel: Cancel} | null = null;
	/** When the changes that were not reported to the listeners yet must be reported; Infinity if there are none. */
	let dueAt = Number.POSITIVE_INFINITY;
	/** True if a change by the user was not reported to the listeners yet. */
	let hasUserChange = false;

	function step(action: Action): void {
		const previous = state;
		const next = reduce(previous, action);
		state = next.state;

		if (state !== previous) {
			const urgency = urgencyOf(action, state, previous);
			hasUserChange ||= urgency === 'user';
			dueAt = Math.min(dueAt, earliestWake(urgency));
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
			forgetChanges();
		} else if (dueAt <= clock.monotonic()) {
			wake();
		} else if (pendingWake === null || dueAt < pendingWake.at) {
			cancelWake();
			pendingWake = {
				at: dueAt,
				cancel: clock.after(dueAt - clock.monotonic(), () => {
					pendingWake = null;
					run();
				}),
			};
		}
	}

	function earliestWake(urgency: Urgency): Duration {
		switch (urgency) {
			case 'user':
				return userWokenAt + frameMs;
			case 'normal':
				return wokenAt + frameMs;
			case 'between-keys':
				return Math.max(wokenAt + frameMs, userWokenAt + keyPauseMs);
			case 'background':
				return wokenAt + backgroundFrameMs;
		}
	}

	function forgetChanges(): void {
		dueAt = Number.POSITIVE_INFINITY;
		hasUserChange = false;
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
		forgetChanges();

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
			// The first listener has just read this state, so it is not reported again.
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
