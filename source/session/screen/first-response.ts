import type {Clock, Duration} from '../../core/time/clock.ts';
import {waitFor} from '../../core/time/wait-for.ts';
import type {State} from '../../store/state.ts';
import type {Store} from '../../store/store.ts';

/** How long the first frame waits for a response. Responses that arrive after this time are drawn in later frames. */
const firstResponseTimeoutMs: Duration = 30;

/** Resolves after the first response or failed poll of a run, or after the timeout. */
export async function firstResponse(
	{getState, observe}: Pick<Store, 'getState' | 'observe'>,
	clock: Clock,
): Promise<void> {
	if (!hasResponse(getState())) {
		// Uses `observe`, because the store throttles `subscribe`.
		await waitFor(firstResponseTimeoutMs, clock, new AbortController().signal, wake =>
			observe(state => {
				if (hasResponse(state)) {
					wake();
				}
			}),
		);
	}
}

function hasResponse({runs}: State): boolean {
	return [...runs.values()].some(
		({execution, polling}) => execution !== null || polling.problem !== null,
	);
}
