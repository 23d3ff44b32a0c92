import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import type {Action} from './action.ts';
import type {Effect} from './effects.ts';
import type {State} from './state.ts';
import type {Reduce} from './transition.ts';
import type {UrgencyOf} from './urgency.ts';

/** A function that the store calls synchronously after every action. */
export type Observer = (state: State, action: Action, previous: State) => void;

export type Store = {
	getState(): State;
	/** Applies an action to the state. Actions that observers or effects dispatch meanwhile are queued. */
	dispatch(action: Action): void;
	/** Calls the listener for each frame: when the state has changed, as soon as the urgency of the changes demands. */
	subscribe(listener: () => void): Cancel;
	observe(observer: Observer): Cancel;
};

export type StoreOptions = {
	readonly reduce: Reduce;
	readonly urgencyOf: UrgencyOf;
	readonly initial: State;
	readonly clock: Clock;
	/** Whether changes that the service reports may wait for five seconds. */
	readonly calm?: boolean;
	readonly onEffects: (effects: readonly Effect[]) => void;
};

/** The minimum time between two frames: 30 frames a second, because a frame costs some milliseconds of CPU time. */
const frameMs: Duration = 33;
/** After this time without a key, the user has probably stopped pressing keys. */
const keyPauseMs: Duration = 200;
/** The same if all changes can wait: longer than the time between two ticks, whose frame shows all changes. */
const laterMs: Duration = 1100;
const calmMs: Duration = 5100;

/** Creates the store. Its `dispatch` throws errors of the reducer, observers, effects and listeners: they are bugs. */
export function createStore({
	reduce,
	urgencyOf,
	initial,
	clock,
	calm = false,
	onEffects,
}: StoreOptions): Store {
	const queue: Action[] = [];
	const observers = new Set<Observer>();
	const listeners = new Set<() => void>();
	let state = initial;
	let isRunning = false;
	/** When the last frame was drawn, and the last one for a change by the user. */
	let frameAt = -Infinity;
	let userFrameAt = -Infinity;
	/** When the next frame must be drawn; Infinity if nothing has changed. */
	let dueAt = Infinity;
	let isForUser = false;
	let cancelFrame: Cancel = () => {};

	function step(action: Action): void {
		const previous = state;
		const next = reduce(previous, action);
		state = next.state;

		if (state !== previous) {
			const urgency = urgencyOf(action, state, previous, calm);
			const earliest = {
				user: userFrameAt + frameMs,
				soon: Math.max(frameAt + frameMs, userFrameAt + keyPauseMs),
				later: frameAt + (calm ? calmMs : laterMs),
			};
			dueAt = Math.min(dueAt, earliest[urgency]);
			isForUser ||= urgency === 'user';
		}

		for (const observer of observers) {
			observer(state, action, previous);
		}

		if (next.effects.length > 0) {
			onEffects(next.effects);
		}
	}

	function scheduleFrame(): void {
		cancelFrame();
		const wait = dueAt - clock.monotonic();

		if (listeners.size === 0) {
			dueAt = Infinity;
		} else if (wait <= 0) {
			drawFrame();
		} else if (dueAt !== Infinity) {
			cancelFrame = clock.after(wait, drawFrame);
		}
	}

	function drawFrame(): void {
		frameAt = clock.monotonic();
		userFrameAt = isForUser ? frameAt : userFrameAt;
		isForUser = false;
		dueAt = Infinity;
		listeners.forEach(listener => listener());
	}

	return {
		getState: () => state,
		dispatch(action) {
			queue.push(action);

			if (isRunning) {
				return;
			}

			isRunning = true;

			try {
				for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
					step(next);
				}
			} finally {
				isRunning = false;
			}

			scheduleFrame();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
				scheduleFrame();
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
