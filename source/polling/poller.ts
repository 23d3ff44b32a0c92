import type {Priorities, RunOrderId} from '../core/run.ts';
import type {RequestLoad} from '../core/service-state.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {createBalanceLookup} from './balance-lookup.ts';
import {Batch} from './batch.ts';
import {startDiscovery, type Discovery, type RunListFilter} from './discovery.ts';
import {createLookups} from './lookups.ts';
import type {PollerOptions} from './poller-options.ts';
import {Polls} from './polls.ts';
import type {RateLimit} from './rate-limiter.ts';
import {createReadBack} from './read-back.ts';
import {Scheduler} from './scheduler.ts';
import {createSweep} from './sweep.ts';

export type {PollerOptions} from './poller-options.ts';

/** The state of the service is dispatched at most once in this time. */
const stateIntervalMs: Duration = 1000;

export type Poller = {
	/** Starts to poll runs. Ignores ids that are already watched. */
	watch(ids: readonly RunOrderId[]): void;
	unwatch(id: RunOrderId): void;
	/**
	 * Polls the selected run before others, and at the normal interval even while it is queued, then the runs in sight.
	 * After the first call, all other runs are polled less often, if the run list shows when they change their state.
	 */
	prioritize(priorities: Priorities): void;
	/** Polls a run as soon as the rate limits allow, even if it has ended or was given up. */
	pollNow(id: RunOrderId): void;
	/** Starts to read the account's run list repeatedly. Dispatches `runsFound` with the runs to watch. */
	discover(filter: RunListFilter): void;
	/** Requests the balance after the first response, then each minute while a run is polled or the user looks at it. */
	trackBalance(): void;
	lookAtBalance(isLookedAt: boolean): void;
	/** Loads the quote, the costs and the inputs of a run (`GET /workflow/run/info`) as soon as rate limits allow. */
	loadOrder(id: RunOrderId): void;
	/** Loads a page of the run list for the picker as soon as rate limits allow. */
	loadListPage(page: number): void;
	/** Loads a page of the run list to find missing titles of runs, after the first polls of all new runs. */
	loadTitles(page: number): void;
	/** Reads the run list back to a time for the history, after all other requests: see `read-back.ts`. */
	readList(from: Instant, maxPages: number): void;
	/**
	 * Requests the order of each run, after all other requests, of the runs in sight first. `attempts`: how often, if the
	 * service fails; by default 3 times.
	 */
	readOrders(ids: readonly RunOrderId[], attempts?: number): void;
	/**
	 * Sends a request before all others, as soon as rate limits allow. Rejects with an `ApiError` after a few failures, or
	 * with the reason of `signal`. May never settle if the poller stops before, so `denied` must be watched too.
	 */
	send<Response>(request: () => Promise<Response>, signal: AbortSignal): Promise<Response>;
	setPollInterval(interval: Duration): void;
	rateLimit(): RateLimit;
	load(): RequestLoad;
	/** During a pause, only requests that the user waits for are sent. Requests in flight are completed. */
	pause(paused: boolean): void;
	/** Stops permanently. Resolves when no request is in flight. */
	stop(): Promise<void>;
};

/** Creates a poller that watches no runs yet. It stops permanently when the service rejects the API key. */
export function createPoller(options: PollerOptions): Poller {
	const {clock, dispatch} = options;
	let discovery: Discovery | null = null;
	const scheduler = new Scheduler(options, {
		onChange() {
			sweep.plan(clock.monotonic());
			balance.plan(clock.monotonic());
			states.add(null);
		},
		onAvailable: from => polls.spread(from),
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
	const states = new Batch<null>(clock, stateIntervalMs, () => {
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
		watch: change((now, ids) => polls.watch(ids, now)),
		unwatch: change((_now, id) => polls.unwatch(id)),
		prioritize: change((now, priorities) => polls.prioritize(priorities, now)),
		pollNow: change((now, id) => polls.pollNow(id, now)),
		discover: change((_now, filter) => {
			discovery = startDiscovery(options, scheduler, filter);
		}),
		trackBalance: change(() => balance.start()),
		lookAtBalance: change((_now, isLookedAt) => balance.setLookedAt(isLookedAt)),
		loadOrder: change((now, id) => lookups.loadOrder(id, now)),
		loadListPage: change((now, page) => lookups.loadListPage(page, now)),
		loadTitles: change((now, page) => {
			lookups.loadTitles(page, Math.max(now, polls.lastFirstPoll));
		}),
		readList: change((_now, from, maxPages) => readBack.readList(from, maxPages)),
		readOrders: change((_now, ids, attempts) => readBack.readOrders(ids, attempts)),
		async send(request, signal) {
			const response = lookups.send(request, signal, clock.monotonic());
			scheduler.pump();
			return response;
		},
		rateLimit: () => scheduler.service.limit,
		load: () => scheduler.load(),
		setPollInterval: change((now, interval) => polls.setPollInterval(interval, now)),
		pause: change((now, paused) => {
			polls.pause(paused, now);
			scheduler.pause(paused);
		}),
		stop: () => scheduler.stop(),
	};
}
