import {isNoLongerPolled} from '../core/run.ts';
import type {Cancel, Clock} from '../core/time/clock.ts';
import {secondMs} from '../core/time/duration.ts';
import {activeDownloads} from '../features/outputs/download/reduce.ts';
import {hasVisibleExpiry} from '../features/outputs/reduce.ts';
import type {State} from './state.ts';
import type {Store} from './store.ts';

/** Whether the screen shows something that changes with the time. */
export function needsTime(state: State): boolean {
	return (
		state.view.notice !== null ||
		activeDownloads(state).size > 0 ||
		hasVisibleExpiry(state) ||
		(!state.paused && (state.service?.nextRequestAt ?? null) !== null) ||
		[...state.runs.values()].some(run => !isNoLongerPolled(run))
	);
}

/** Dispatches `ticked` at each full second, with `calm` each five, while something on the screen depends on the time. */
export function startTicker(
	store: Pick<Store, 'dispatch' | 'getState' | 'observe'>,
	clock: Clock,
	calm = false,
): Cancel {
	const pause = (calm ? 5 : 1) * secondMs;
	let cancelTick: Cancel | null = null;

	function arm(): void {
		if (cancelTick === null && needsTime(store.getState())) {
			cancelTick = clock.after(pause - (clock.now() % pause), () => {
				cancelTick = null;
				store.dispatch({type: 'ticked', at: clock.now()});
				arm();
			});
		}
	}

	const stopObserving = store.observe(arm);
	arm();
	return () => {
		stopObserving();
		cancelTick?.();
		cancelTick = null;
	};
}
