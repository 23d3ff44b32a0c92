import type {Clock, Duration} from '../core/time/clock.ts';
import type {State} from '../store/state.ts';
import type {Store} from '../store/store.ts';

/** Later responses are drawn when they come. */
const firstResponseTimeoutMs: Duration = 30;

/** Resolves after the first response for a run or the timeout. */
export async function firstResponse(
	{getState, observe}: Pick<Store, 'getState' | 'observe'>,
	clock: Clock,
): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const check = (state: State): void => {
		if (hasResponse(state)) {
			resolve();
		}
	};
	// `subscribe` would be delayed by the frame of the window's title.
	const stop = observe(check);
	const cancel = clock.after(firstResponseTimeoutMs, resolve);
	check(getState());
	await promise;
	cancel();
	stop();
}

function hasResponse({runs}: State): boolean {
	return [...runs.values()].some(
		({execution, polling}) => execution !== null || polling.problem !== null,
	);
}
