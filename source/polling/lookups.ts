import {ApiError} from '../api/errors.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import {nullIfFailed, type Ask} from './ask.ts';
import type {PollerOptions} from './poller.ts';

/** The minimum time between two searches of the run list for missing titles of runs. */
const minTitleSearch: Duration = 30_000;
/** The maximum number of requests for one workflow. It is low, because a missing title is only cosmetic. */
const maxWorkflowAttempts = 2;
/** The minimum time between two requests for the balance. */
const minBalanceGap: Duration = 60_000;

/** Requests that are sent once, and the balance. `Poller` describes them. */
export function createLookups({clock, dispatch}: PollerOptions, ask: Ask) {
	const workflows = new Set<string>();
	/** The orders and pages that are being requested. */
	const underWay = new Set<string>();
	let nextTitleSearch: Duration = -Infinity;

	/** Sends a request of the user, unless it is under way. Resolves to the response, the failure, or null. */
	async function once<Response>(
		key: string,
		send: Parameters<typeof ask<Response>>[0]['send'],
	): Promise<Response | ApiError | null> {
		if (underWay.has(key)) {
			return null;
		}

		underWay.add(key);
		const result = await ask({rank: 'asked', send}).catch((error: unknown) => {
			nullIfFailed(error);
			return error as ApiError;
		});
		underWay.delete(key);
		return result;
	}

	return {
		async loadOrder(id: RunOrderId): Promise<void> {
			const info = await once(`info ${id}`, async (client, signal) => client.info(id, signal));
			const at = clock.now();

			if (info instanceof ApiError) {
				dispatch({type: 'orderFailed', at, id, problem: info.toProblem(at)});
			} else if (info !== null) {
				dispatch({type: 'orderLoaded', at, id, info});
			}
		},

		async loadListPage(page: number): Promise<void> {
			const response = await once(`page ${page}`, async (client, signal) =>
				client.list({page}, signal),
			);
			const at = clock.now();

			if (response instanceof ApiError) {
				dispatch({type: 'pageFailed', at, page, problem: response.toProblem(at)});
			} else if (response !== null) {
				dispatch({type: 'pageLoaded', at, page, response});
			}
		},

		async loadTitles(page: number): Promise<void> {
			const now = clock.monotonic();
			const due = page === 1 ? Math.max(now, nextTitleSearch) : now;
			nextTitleSearch = page === 1 ? due + minTitleSearch : nextTitleSearch;
			const response = await ask({
				rank: 'outOfSight',
				due,
				send: async (client, signal) => client.list({page}, signal),
			}).catch(nullIfFailed);
			dispatch({type: 'titlesLoaded', at: clock.now(), page, response});
		},

		/** Loads a workflow (`GET /workflow/market/info`), for its title and the kinds of its outputs, once. */
		async loadWorkflow(workflowId: string): Promise<void> {
			if (workflowId === '' || workflows.has(workflowId)) {
				return;
			}

			workflows.add(workflowId);
			const workflow = await ask({
				rank: 'inSight',
				attempts: maxWorkflowAttempts,
				send: async (client, signal) => client.workflow(workflowId, signal),
			}).catch(nullIfFailed);
			const at = clock.now();
			dispatch(
				workflow === null
					? {type: 'workflowFailed', at, workflowId}
					: {type: 'workflowLoaded', at, workflowId, workflow},
			);
		},
	};
}

/** Requests `GET /balance/info`. Ends for good if the account may not ask. */
export function createBalanceLookup(
	{clock, dispatch}: PollerOptions,
	ask: Ask,
	hasLiveRuns: () => boolean,
	hasResponded: () => boolean,
) {
	let isOn = false;
	let isLookedAt = false;
	let isUnderWay = false;
	let sentAt: Duration | null = null;

	return {
		start() {
			isOn = true;
		},
		setLookedAt(value: boolean) {
			isLookedAt = value;
		},
		/**
		 * Requests the balance if it is wanted: after the first response, so that a service that refuses the key gets no
		 * further request, then each minute.
		 */
		async update(): Promise<void> {
			if (
				!isOn ||
				isUnderWay ||
				!(sentAt === null ? hasResponded() : isLookedAt || hasLiveRuns())
			) {
				return;
			}

			isUnderWay = true;
			const now = clock.monotonic();
			const balance = await ask({
				rank: 'outOfSight',
				due: sentAt === null ? now : Math.max(now, sentAt + minBalanceGap),
				send: async (client, signal) => {
					sentAt = clock.monotonic();
					return client.balance(signal);
				},
			}).catch((error: unknown) => {
				nullIfFailed(error);
				const {kind} = error as ApiError;
				isOn = kind !== 'forbidden' && kind !== 'not-found';
				return null;
			});
			isUnderWay = false;
			dispatch({type: 'balanceLoaded', at: clock.now(), balance});
			await this.update();
		},
	};
}
