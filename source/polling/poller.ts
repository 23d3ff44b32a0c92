import type {Priorities, RunOrderId} from '../core/run.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {createBalanceLookup} from './balance-lookup.ts';
import {createBatch} from './batch.ts';
import {startDiscovery, type Discovery, type RunListFilter} from './discovery.ts';
import {createLookups} from './lookups.ts';
import type {PollerOptions} from './poller-options.ts';
import {Polls} from './polls.ts';
import {createReadBack} from './read-back.ts';
import {Scheduler} from './scheduler.ts';
import {createSweep} from './sweep.ts';

export type {PollerOptions} from './poller-options.ts';

/** The state of the service is dispatched at most once in this time. */
const stateIntervalMs: Duration = 1000;

export type Poller = ReturnType<typeof createPoller>;

/** Creates a poller that watches no runs yet. It sends nothing after the service has refused the API key, until `retryKey`. */
export function createPoller(options: PollerOptions) {
	const {clock, dispatch} = options;
	let discovery: Discovery | null = null;
	const scheduler = new Scheduler(options, {
		onChange() {
			sweep.plan(clock.monotonic());
			balance.plan(clock.monotonic());
			states.add(null);
		},
		onAvailable: from => (from === null ? undefined : polls.spread(from)),
		onGivenUp: problem => polls.giveUp(problem),
		onWake: now => polls.resume(now),
		onHalt() {
			polls.outcomes.flush();
			states.flush();
		},
	});
	const polls = new Polls(options, scheduler, {
		onResponse({execution}) {
			lookups.loadWorkflow(execution.workflowId?.exact ?? '', clock.monotonic());
		},
		onEnd() {
			if (polls.live().length === 0) {
				discovery?.refreshSoon(clock.monotonic());
			}
		},
	});
	const lookups = createLookups(options, scheduler);
	const readBack = createReadBack(options, scheduler, polls);
	const sweep = createSweep(scheduler, polls);
	const balance = createBalanceLookup(options, scheduler, polls);
	const states = createBatch<null>(clock, stateIntervalMs, () => {
		const service = {...scheduler.service.state(), limitedInterval: polls.outcomes.limitedInterval};
		dispatch({type: 'serviceChanged', at: clock.now(), service});
	});

	function change<Args extends readonly unknown[]>(
		how: (now: Duration, ...args: Args) => void,
	): (...args: Args) => void {
		return (...args) => {
			how(clock.monotonic(), ...args);
			scheduler.pump();
		};
	}

	return {
		/** Starts to poll runs. Ignores ids that are already watched. */
		watch: change((now, ids: readonly RunOrderId[]) => polls.watch(ids, now)),
		unwatch: change((_now, id: RunOrderId) => polls.unwatch(id)),
		/**
		 * Polls the selected run before others, and at the normal interval even while it is queued, then the runs in sight.
		 * After the first call, all other runs are polled less often, if the run list shows when they change their state.
		 */
		prioritize: change((now, priorities: Priorities) => polls.prioritize(priorities, now)),
		/** Polls a run as soon as the rate limits allow, even if it has ended or was given up. */
		pollNow: change((now, id: RunOrderId) => polls.pollNow(id, now)),
		/** Starts to read the account's run list repeatedly. Dispatches `runsFound` with the runs to watch. */
		discover: change((_now, filter: RunListFilter) => {
			discovery = startDiscovery(options, scheduler, filter, () => polls.live().length);
		}),
		/** Requests the balance after the first response, then each minute while a run is polled or the user looks at it. */
		trackBalance: change(() => balance.start()),
		lookAtBalance: change((_now, isLookedAt: boolean) => balance.setLookedAt(isLookedAt)),
		/** Loads the quote, the costs and the inputs of a run (`GET /workflow/run/info`) as soon as rate limits allow. */
		loadOrder: change((now, id: RunOrderId) => lookups.loadOrder(id, now)),
		/** Loads a page of the run list for the picker as soon as rate limits allow. */
		loadListPage: change((now, page: number) => lookups.loadListPage(page, now)),
		/** Loads a page of the run list to find missing titles of runs, after the first polls of all new runs. */
		loadTitles: change((now, page: number) => {
			lookups.loadTitles(page, Math.max(now, polls.lastFirstPoll));
		}),
		/** Reads the run list back to a time for the history, after all other requests: see `read-back.ts`. */
		readList: change((_now, from: Instant, maxPages: number) => readBack.readList(from, maxPages)),
		/**
		 * Requests the order of each run, after all other requests, of the runs in sight first. `attempts`: how often, if the
		 * service fails; by default 3 times.
		 */
		readOrders: change((_now, ids: readonly RunOrderId[], attempts?: number) => {
			readBack.readOrders(ids, attempts);
		}),
		/**
		 * Sends a request before all others, as soon as rate limits allow. Rejects with an `ApiError` after a few failures, or
		 * with the reason of `signal`. May not settle after `denied`, which must be watched too.
		 */
		async send<Response>(request: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
			const response = lookups.send(request, signal, clock.monotonic());
			scheduler.pump();
			return response;
		},
		setPollInterval: change((now, interval: Duration) => polls.setPollInterval(interval, now)),
		rateLimit: () => scheduler.service.limit,
		load: () => scheduler.load(),
		/** During a pause, only requests that the user waits for are sent. Requests in flight are completed. */
		pause: change((now, paused: boolean) => {
			polls.pause(paused, now);
			scheduler.pause(paused);
		}),
		/** Sends requests again after the service has refused the key. The polls of all runs are spread over some seconds. */
		retryKey: change(() => scheduler.retryKey()),
		/** Stops permanently. Resolves when no request is in flight. */
		stop: () => scheduler.stop(),
	};
}
