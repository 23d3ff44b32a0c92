import type {Duration, Instant} from '../core/time/clock.ts';
import type {RunOrderId} from '../core/run.ts';
import type {RunOrderPage} from '../core/run-order.ts';
import {directionOf, pageAfter, pageSize, type ListDirection} from '../core/run-pages.ts';
import {backOff} from './poll-interval.ts';
import {background} from './api-request.ts';
import type {PollerOptions} from './poller-options.ts';
import {ranks} from './request-queue.ts';
import type {Scheduler} from './scheduler.ts';

/** What the history lacks is requested after everything else. */
const last = {...background, rank: ranks.rest, fatalStatuses: []} as const;
/** How often a page or the inputs of a run are requested, if the service fails. */
const maxAttempts = 3;
/** How many requests for inputs wait in the queue at the same time. */
const maxQueued = 4;

/**
 * Reads the run list back to a time, and requests the inputs of runs, for the history. Dispatches `runsRead` with each
 * page, `orderRead` with the inputs of each run, and `readBackEnded` at the end of the list.
 */
export function createReadBack(
	{clock, random, interval, dispatch}: PollerOptions,
	scheduler: Scheduler,
) {
	function putPage(page: number, due: Duration, attempt: number, reading: Reading): void {
		scheduler.put({
			...last,
			key: 'read back',
			due,
			send: (client, signal) =>
				client.list({workflowId: null, status: null, page, pageSize}, signal),
			onResponse: (response, now) => onPage(response, page, now, reading),
			onFailure({retryAfter, kind}, {now}) {
				// A refusal is no failure: the scheduler waits until the service allows the request.
				const failures = kind === 'rate-limit' ? attempt : attempt + 1;

				if (failures <= maxAttempts) {
					const wait = retryAfter ?? backOff(attempt, interval, random);
					putPage(page, now + wait, failures, reading);
				} else {
					dispatch({type: 'readBackEnded', at: clock.now(), from: reading.from, isWhole: false});
				}
			},
		});
	}

	function onPage(response: RunOrderPage, page: number, now: Duration, reading: Reading): void {
		const at = clock.now();
		const direction = page === 1 ? directionOf(response.orders) : reading.direction;
		const pages = reading.pages + 1;
		dispatch({type: 'runsRead', at, orders: response.orders});
		const next = pageAfter(page, response, direction);
		const oldest = Math.min(...response.orders.map(({createdAt}) => createdAt ?? Infinity));
		// A list that is not sorted by time can have newer runs on any page. Backwards, page 1 has the oldest runs.
		const isSorted = directionOf(response.orders) !== 'none' && direction !== 'none';
		const isFirstOfBackwards = direction === 'oldest-first' && page === 1;
		const isWhole = next === null || (isSorted && !isFirstOfBackwards && oldest < reading.from);

		if (isWhole || pages === reading.maxPages) {
			dispatch({type: 'readBackEnded', at, from: reading.from, isWhole});
		} else {
			putPage(next, now, 1, {...reading, direction, pages});
		}
	}

	function putInputs(ids: Iterator<RunOrderId>, due: Duration): void {
		const next = ids.next();

		if (next.done === true) {
			return;
		}

		const id = next.value;

		scheduler.put({
			...last,
			key: `inputs ${id}`,
			due,
			send: (client, signal) => client.info(id, signal),
			onResponse(info, now) {
				dispatch({type: 'orderRead', at: clock.now(), id, info});
				putInputs(ids, now);
			},
			onFailure({retryAfter}, {now}) {
				dispatch({type: 'orderRead', at: clock.now(), id, info: null});
				putInputs(ids, now + (retryAfter ?? 0));
			},
		});
	}

	return {
		/** Reads the list from the newest runs to those that were created before `from`, at most `maxPages` pages. */
		readList(from: Instant, maxPages: number): void {
			const reading = {from, maxPages, direction: 'none', pages: 0} as const;
			putPage(1, clock.monotonic(), 1, reading);
		},
		/** Requests the inputs of runs, one after the other. */
		readInputs(ids: readonly RunOrderId[]): void {
			const waiting = ids.values();

			for (let place = 0; place < maxQueued; place++) {
				putInputs(waiting, clock.monotonic());
			}
		},
	};
}

type Reading = {
	readonly from: Instant;
	readonly maxPages: number;
	readonly direction: ListDirection;
	readonly pages: number;
};
