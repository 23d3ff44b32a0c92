import type {Cancel, Clock} from '../core/time/clock.ts';
import {secondMs} from '../core/time/duration.ts';
import type {State} from './state.ts';
import type {Store} from './store.ts';

/** Dispatches `ticked` at each full second, with `calm` each five, while something on the screen needs the time. */
export function startTicker(
	store: Pick<Store, 'dispatch' | 'getState' | 'observe'>,
	clock: Clock,
	needsTime: (state: State) => boolean,
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
