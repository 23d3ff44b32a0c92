import type {Priorities, RunOrderId} from '../core/run.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {createAsk} from './ask.ts';
import {createBatch} from './batch.ts';
import {createDiscovery, type Discovery, type RunListFilter} from './discovery.ts';
import {createLookups} from './lookups.ts';
import {createQueue} from './queue.ts';
import type {PollerOptions} from './request.ts';
import {createSweep} from './sweep.ts';
import {createWatchedRuns} from './watched-runs.ts';

export type {PollerOptions} from './request.ts';

/** The state of the service is dispatched at most once in this time. */
const stateInterval: Duration = 1000;
/** The maximum number of attempts of `Poller.send`, not counting refusals by a rate limit. */
const maxAttempts = 3;

export type Poller = ReturnType<typeof createPoller>;

/** Creates a poller that watches no runs yet. It sends nothing after the service has refused the API key, until `retryKey`. */
export function createPoller(options: PollerOptions) {
	const {clock, dispatch, onRetry, onBug} = options;
	let discovery: Discovery | null = null;
	let isBalanceLookedAt = false;

	const queue = createQueue(options, {
		onChange() {
			states.add(null);
			run(lookups.loadBalance());
		},
		onReachable: () => runs.catchUp(),
		onGivenUp: problem => runs.giveUp(problem),
		onRestart: () => runs.restart(),
		onHalt() {
			runs.flush();
			states.flush();
		},
	});
	const runs = createWatchedRuns(options, queue, {
		onResponse({execution}) {
			run(lookups.loadWorkflow(execution.workflowId?.exact ?? ''));
		},
		onEnd() {
			if (runs.live().length === 0) {
				discovery?.refreshSoon();
			}
		},
	});
	const states = createBatch<null>(clock, stateInterval, () => {
		dispatch({type: 'serviceChanged', at: clock.now(), service: queue.state()});
	});
	const ask = createAsk(options, queue);
	const lookups = createLookups(options, ask, runs, isBalanceDue);
	const sweep = createSweep(clock, ask, runs);

	/** Whether to request the balance. False before the first response: a refused key must send no further request. */
	function isBalanceDue(sentAt: Duration | null): boolean {
		return sentAt === null ? queue.hasResponded() : isBalanceLookedAt || runs.live().length > 0;
	}

	function run(work: Promise<void>): void {
		work.catch((error: unknown) => {
			void queue.stop();
			onBug(error);
		});
	}

	function change(how: () => void): void {
		how();
		queue.pump();
		run(sweep());
	}

	return {
		watch: (ids: readonly RunOrderId[]) => change(() => runs.watch(ids)),
		unwatch: (id: RunOrderId) => change(() => runs.unwatch(id)),
		/** Polls the selected run first, then the runs in sight. From the first call on, polls the others less often. */
		prioritize: (priorities: Priorities) => change(() => runs.prioritize(priorities)),
		/** Polls a run as soon as the rate limits allow, even if it has ended, was given up or is not watched. */
		pollNow: (id: RunOrderId) => change(() => runs.pollNow(id)),
		/** During a pause, only requests that the user waits for are sent. Requests in flight are completed. */
		pause: (isPaused: boolean) =>
			change(() => {
				queue.pause(isPaused);

				if (!isPaused) {
					runs.catchUp();
				}
			}),
		/** Starts to read the account's run list repeatedly. Dispatches `runsFound` with the runs to watch. */
		discover(filter: RunListFilter) {
			discovery = createDiscovery(options, queue, ask, filter, () => runs.live().length);
			run(discovery.run());
		},
		/** Requests the balance after the first response, then each minute while a run is polled or the user looks at it. */
		trackBalance: () => lookups.trackBalance(),
		lookAtBalance(isLookedAt: boolean) {
			isBalanceLookedAt = isLookedAt;
			run(lookups.loadBalance());
		},
		/** Requests the order of a run, or a page of the run list, for a user who waits for it. */
		loadOrder: (id: RunOrderId) => run(lookups.loadOrder(id)),
		loadListPage: (page: number) => run(lookups.loadListPage(page)),
		/** Reads the run list back to a time, the orders of runs, or assets, for the history: after all other requests. */
		readList: (from: Instant, maxPages: number) => run(lookups.readList(from, maxPages)),
		readAssets: (ids: readonly string[]) => run(lookups.readAssets(ids)),
		/** Requests an asset for a user who waits for it. */
		loadAsset: (id: string) => run(lookups.readAssets([id], 'asked')),
		readOrders: (ids: readonly RunOrderId[], attempts?: number) =>
			run(lookups.readOrders(ids, attempts)),
		/**
		 * Sends a request before all others, as soon as rate limits allow. Rejects with an `ApiError` after a few failures, or
		 * with the reason of `signal`. May not settle after `denied`, which must be watched too.
		 */
		send: async <Response>(request: () => Promise<Response>, signal: AbortSignal) =>
			ask({rank: 'asked', send: request, signal, attempts: maxAttempts, ...(onRetry && {onRetry})}),
		statistics: () => queue.statistics(),
		/** Sends requests again after the service has refused the key. The polls of all runs are spread over some seconds. */
		retryKey: () => queue.retryKey(),
		stop: async () => queue.stop(),
	};
}
