import type {Clock, Duration} from '../core/time/clock.ts';
import {pageSize} from '../core/run-pages.ts';
import type {Action} from '../store/action.ts';
import type {Job} from './job.ts';

/** What a page of the list is asked for. */
export type ListPurpose = 'picker' | 'titles';

/** The question for a page of all runs of the account. The reader waits for it, and it is asked once. */
export function listPage(
	page: number,
	due: Duration,
	clock: Clock,
	dispatch: (action: Action) => void,
): Job {
	return {
		key: 'page',
		due,
		urgent: true,
		// A key may be good for the runs that are watched and not for the list.
		keyRefusal: [401],
		async ask(client, signal) {
			const response = await client.list({workflowId: null, status: null, page, pageSize}, signal);
			return () => {
				dispatch({type: 'pageLoaded', at: clock.now(), page, response});
			};
		},
		failed(problem) {
			dispatch({type: 'pageFailed', at: clock.now(), page, problem});
		},
	};
}

/** Requests a page of the list for the titles of runs. It has no priority, and a failure is not reported. */
export function listTitles(
	page: number,
	due: Duration,
	clock: Clock,
	dispatch: (action: Action) => void,
): Job {
	return {
		key: 'titles',
		due,
		urgent: false,
		keyRefusal: [],
		async ask(client, signal) {
			const response = await client.list({workflowId: null, status: null, page, pageSize}, signal);
			return () => {
				dispatch({type: 'titlesLoaded', at: clock.now(), page, response});
			};
		},
		failed() {
			dispatch({type: 'titlesLoaded', at: clock.now(), page, response: null});
		},
	};
}
