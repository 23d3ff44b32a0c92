import type {RunOrderId} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import {nullIfFailed, type Ask} from './ask.ts';
import type {PollerOptions} from './poller-options.ts';
import {readPages} from './run-list.ts';
import type {WatchedRuns} from './watched-runs.ts';

/** How often a page or the order of a run is requested, if the service fails. */
const maxAttempts = 3;
/** How many orders are requested at the same time. */
const maxRequests = 4;

/**
 * Reads the run list back to a time, and requests the orders of runs, after everything else. Dispatches `runsRead` with
 * each page, `readBackEnded` at the end of the list, and `orderRead` with each order.
 */
export function createReadBack({clock, dispatch}: PollerOptions, ask: Ask, runs: WatchedRuns) {
	let newest = 0;
	/** The runs whose orders are to be requested, with the number of attempts. */
	const wanted = new Map<RunOrderId, number>();
	let requests = 0;

	async function readPage(page: number) {
		return ask({
			rank: 'history',
			attempts: maxAttempts,
			send: async (client, signal) => client.list({page}, signal),
		});
	}

	/** Returns the run whose order is requested next: of the runs in sight first. */
	function nextWanted(): RunOrderId | undefined {
		return runs.inSight.find(id => wanted.has(id)) ?? wanted.keys().next().value;
	}

	async function requestOrders(): Promise<void> {
		requests++;

		for (let id = nextWanted(); id !== undefined; id = nextWanted()) {
			const asked = id;
			const attempts = wanted.get(id) ?? 1;
			wanted.delete(id);
			const info = await ask({
				rank: 'history',
				attempts,
				send: async (client, signal) => client.info(asked, signal),
			}).catch(nullIfFailed);
			dispatch({type: 'orderRead', at: clock.now(), id, info});
		}

		requests--;
	}

	return {
		/** Reads the list from the newest runs to those that were created before `from`. Replaces an earlier reading. */
		async readList(from: Instant, maxPages: number): Promise<void> {
			const reading = ++newest;
			let isWhole = false;

			try {
				for await (const {orders, hasMore, isSorted} of readPages(readPage, maxPages)) {
					if (reading !== newest) {
						return;
					}

					dispatch({type: 'runsRead', at: clock.now(), orders});
					const oldest = Math.min(...orders.map(({createdAt}) => createdAt ?? Infinity));
					isWhole = !hasMore || (isSorted && oldest < from);

					if (isWhole) {
						break;
					}
				}
			} catch (error) {
				nullIfFailed(error);
			}

			dispatch({type: 'readBackEnded', at: clock.now(), from, isWhole});
		},
		async readOrders(ids: readonly RunOrderId[], attempts = maxAttempts): Promise<void> {
			ids.forEach(id => wanted.set(id, attempts));
			await Promise.all(ids.slice(0, maxRequests - requests).map(requestOrders));
		},
	};
}
