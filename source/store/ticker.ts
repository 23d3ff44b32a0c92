import {isNoLongerPolled} from '../core/run.ts';
import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import {secondMs} from '../core/time/duration.ts';
import {activeDownloads} from '../features/outputs/download/reduce.ts';
import {hasVisibleExpiry} from '../features/outputs/reduce.ts';
import type {State} from './state.ts';
import type {Store} from './store.ts';

export const calmTickMs: Duration = 5 * secondMs;

export function needsTime(state: State): boolean {
	return (
		state.view.notice !== null ||
		activeDownloads(state).size > 0 ||
		hasVisibleExpiry(state) ||
		(!state.paused && (state.service?.nextRequestAt ?? null) !== null) ||
		[...state.runs.values()].some(run => !isNoLongerPolled(run))
	);
}

/**
 * Dispatches `ticked` each time when the wall clock reaches a multiple of `pause` milliseconds, such as each full
 * second. No timer runs while nothing on the screen depends on the time.
 */
export function startTicker(
	store: Pick<Store, 'dispatch' | 'getState' | 'observe'>,
	clock: Clock,
	pause: Duration = secondMs,
): Cancel {
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
