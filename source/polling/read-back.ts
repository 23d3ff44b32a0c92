import type {RunOrderPage} from '../core/run-order.ts';
import {directionOf, olderFollow, pageAfter, type ListDirection} from '../core/run-pages.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {background} from './api-request.ts';
import {backOff} from './back-off.ts';
import type {PollerOptions} from './poller-options.ts';
import type {Polls} from './polls.ts';
import {ranks} from './request-queue.ts';
import type {Scheduler} from './scheduler.ts';

/** All of it is requested after everything else. */
const last = {...background, rank: ranks.last} as const;
/** How often a page or the order of a run is requested, if the service fails. */
const maxAttempts = 3;
/** How many requests for orders wait in the queue at the same time. */
const maxQueued = 4;

/**
 * Reads the run list back to a time, and requests the orders of runs. Dispatches `runsRead` with each
 * page, `orderRead` with each order, and `readBackEnded` at the end of the list.
 */
export function createReadBack(
	{clock, random, interval, dispatch}: PollerOptions,
	scheduler: Scheduler,
	polls: Polls,
) {
	/** The runs whose orders are to be requested, with the number of the attempt. */
	const wanted = new Map<RunOrderId, number>();
	let queued = 0;
	/** The number of refused requests (429) for orders since the latest response. */
	let refusals = 0;

	function putPage(page: number, due: Duration, attempt: number, reading: Reading): void {
		scheduler.put({
			...last,
			key: 'read back',
			due,
			send: (client, signal) => client.list({page}, signal),
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
		const known = reading.known.size;
		response.orders.forEach(({id}) => reading.known.add(id.exact));
		// A service that ignores the page number repeats its first page.
		const isRepeated = reading.known.size === known;
		dispatch({type: 'runsRead', at, orders: response.orders});
		const next = pageAfter(page, response, direction);
		const oldest = Math.min(...response.orders.map(({createdAt}) => createdAt ?? Infinity));
		const isWhole =
			next === null || (olderFollow(page, response, direction) && oldest < reading.from);

		if (isWhole || isRepeated || pages === reading.maxPages) {
			dispatch({type: 'readBackEnded', at, from: reading.from, isWhole});
		} else {
			putPage(next, now, 1, {...reading, direction, pages});
		}
	}

	/** Returns the run whose order is requested next: of the runs in sight first. Null if none is wanted. */
	function nextWanted(): RunOrderId | null {
		// Hot path: thousands can be wanted.
		for (const ids of [polls.attention.inSight, wanted.keys()]) {
			for (const id of ids) {
				if (wanted.has(id) && !scheduler.isScheduled(orderKey(id))) {
					return id;
				}
			}
		}

		return null;
	}

	function putOrder(due: Duration): void {
		const id = queued < maxQueued ? nextWanted() : null;

		if (id === null) {
			return;
		}

		const attempt = wanted.get(id) ?? 1;
		wanted.delete(id);
		queued++;
		scheduler.put({
			...last,
			key: orderKey(id),
			due,
			send: (client, signal) => client.info(id, signal),
			onResponse(info, now) {
				queued--;
				refusals = 0;
				dispatch({type: 'orderRead', at: clock.now(), id, info});
				putOrder(now);
			},
			onFailure({kind, retriable, retryAfter}, {now}) {
				const isRefused = kind === 'rate-limit';
				queued--;
				refusals += isRefused ? 1 : 0;
				const isRetried = retriable && (isRefused || attempt < maxAttempts);

				if (isRetried) {
					wanted.set(id, isRefused ? attempt : attempt + 1);
				} else {
					dispatch({type: 'orderRead', at: clock.now(), id, info: null});
				}

				// If it is refused again and again, it may have a limit of its own.
				const wait = isRefused ? refusals - 1 : attempt;
				const pause = isRetried && wait > 0 ? backOff(wait, interval, random) : 0;
				putOrder(now + (retryAfter ?? 0) + pause);
			},
		});
	}

	return {
		/** Reads the list from the newest runs to those that were created before `from`. */
		readList(from: Instant, maxPages: number): void {
			putPage(1, clock.monotonic(), 1, {
				from,
				maxPages,
				direction: 'none',
				pages: 0,
				known: new Set(),
			});
		},
		readOrders(ids: readonly RunOrderId[], attempts = maxAttempts): void {
			ids.forEach(id => wanted.set(id, maxAttempts + 1 - attempts));

			for (let place = queued; place < maxQueued; place++) {
				putOrder(clock.monotonic());
			}
		},
	};
}

function orderKey(id: RunOrderId): string {
	return `order ${id}`;
}

type Reading = {
	readonly from: Instant;
	readonly maxPages: number;
	readonly direction: ListDirection;
	readonly pages: number;
	/** The runs on the pages that were read. */
	readonly known: Set<RunOrderId>;
};
