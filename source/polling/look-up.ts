import type {Clock, Duration} from '../core/time/clock.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Action} from '../store/action.ts';
import type {Job} from './job.ts';

/** The question for the order and billing view of a run. The reader waits for it, and it is asked once. */
export function lookUp(
	id: RunOrderId,
	due: Duration,
	clock: Clock,
	dispatch: (action: Action) => void,
): Job {
	return {
		key: `info ${id}`,
		due,
		urgent: true,
		keyRefusal: [401],
		async ask(client, signal) {
			const info = await client.info(id, signal);
			return () => {
				dispatch({type: 'orderLoaded', at: clock.now(), id, info});
			};
		},
		failed(problem) {
			dispatch({type: 'orderFailed', at: clock.now(), id, problem});
		},
	};
}
