import type {Clock, Duration} from '../core/time/clock.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Action} from '../store/action.ts';
import type {Errand} from './job.ts';

/** The question for the order and billing view of a run. The reader waits for it, and it is asked once. */
export function lookUp(
	id: RunOrderId,
	due: Duration,
	clock: Clock,
	dispatch: (action: Action) => void,
): Errand {
	return {
		key: `info ${id}`,
		due,
		urgent: true,
		keyRefusal: [401],
		async ask(client, signal) {
			const info = await client.info(id, signal);
			return () => {
				dispatch({type: 'order-told', at: clock.now(), id, info});
			};
		},
		failed(problem) {
			dispatch({type: 'order-failed', at: clock.now(), id, problem});
		},
	};
}
