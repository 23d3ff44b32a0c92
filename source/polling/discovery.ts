import type {RunClient} from '../api/http-client.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrderId} from '../core/run.ts';
import {isFinalPhase} from '../core/execution.ts';
import type {RunListQuery, RunOrder, RunOrderPage} from '../core/run-order.ts';
import {directionOf, pageAfter, pageSize, type ListDirection} from '../core/run-pages.ts';
import {backOff} from './poll-interval.ts';
import {background, listing, type ApiRequest} from './api-request.ts';
import {isWorthWaiting} from './rate-limiter.ts';
import type {PollerOptions} from './poller-options.ts';
import type {Scheduler} from './scheduler.ts';

/** The normal time between the starts of two passes. A pass reads the run list once, page by page. */
const passInterval: Duration = 30_000;
const minPassInterval: Duration = 2000;

/** The maximum number of pages that a pass reads. A page has 100 runs. */
const maxPages = 20;

/** An ended run is reported only if it ended within this time before now. */
const recentMs: Duration = 3_600_000;
/**
 * The run list has no end times. So for an ended run that was created more than `recentMs` ago, but less than this
 * time ago, the end time is requested.
 */
const maxCheckedAge: Duration = 6 * 3_600_000;
const maxEndChecks = 50;

export type RunListFilter = Pick<RunListQuery, 'workflowId' | 'status'>;

/**
 * Reads `GET /workflow/run/list` again and again. Reports each run that has not ended or that ended within the last
 * hour, and no run twice.
 */
export class Discovery {
	readonly #options: PollerOptions;
	readonly #scheduler: Scheduler;
	readonly #filter: RunListFilter;
	readonly #seen = new Set<RunOrderId>();
	#endChecks = 0;
	#failures = 0;
	/** The number of refused requests (429) since the latest page. */
	#refusals = 0;
	#failingSince: Duration | null = null;
	/** Whether the next pass starts early (after `minPassInterval` instead of `passInterval`). */
	#isRefreshDue = false;
	#isFirstPassDone = false;
	/** How the runs on the first page of the current pass are sorted by time. */
	#direction: ListDirection = 'none';
	#pages = 0;
	#passStartedAt: Instant = 0;
	/** When the last pass started, by the monotonic clock. */
	#lastStart: Duration = Number.NEGATIVE_INFINITY;

	constructor(options: PollerOptions, scheduler: Scheduler, filter: RunListFilter) {
		this.#options = options;
		this.#scheduler = scheduler;
		this.#filter = filter;
	}

	refreshSoon(now: Duration): void {
		const waiting = this.#scheduler.waiting(listKey);
		this.#isRefreshDue = waiting === undefined;

		// After a failure, the back-off delay is not shortened.
		if (waiting !== undefined && this.#failures === 0) {
			this.#scheduler.put({
				...waiting,
				due: Math.min(waiting.due, Math.max(now, this.#lastStart + minPassInterval)),
			});
		}
	}

	start(now: Duration): void {
		this.#put(1, now);
	}

	#put(page: number, due: Duration): void {
		const {clock} = this.#options;
		this.#scheduler.put({
			...listing,
			key: listKey,
			due,
			fatalStatuses: [401, 403],
			send: async (client, signal) => {
				if (page === 1) {
					this.#passStartedAt = clock.now();
					this.#lastStart = clock.monotonic();
				}

				const response = await client.list({...this.#filter, page, pageSize}, signal);
				return now => {
					this.#onPage(response, page, now);
				};
			},
			onFailure: (problem, {now}) => {
				this.#onFailure(problem, page, now);
			},
		});
	}

	#onFailure(problem: Problem, page: number, now: Duration): void {
		const {clock, random, dispatch} = this.#options;
		const isRefused = problem.kind === 'rate-limit';
		this.#failures += isRefused ? 0 : 1;
		this.#refusals += isRefused ? 1 : 0;
		this.#failingSince ??= isRefused ? null : now;
		// The delay is shorter before the first pass is done, because the screen is empty until then.
		const interval = this.#isFirstPassDone ? passInterval : minPassInterval;
		// If it is refused again and again, the list may have a limit of its own, and must not hold up the polls.
		const ownDelay = this.#refusals > 1 ? backOff(this.#refusals - 1, 0, random) : 0;
		const delay = isRefused
			? (problem.retryAfter ?? 0) + ownDelay
			: Math.min(
					backOff(this.#failures, interval, random),
					this.#scheduler.service.probeDelay(now),
				);
		const isHopeless = isRefused
			? !isWorthWaiting(problem, this.#options)
			: this.#isGivenUp(now + delay);
		const willRetry = problem.retriable && !isHopeless;
		const nextAt = willRetry ? clock.now() + delay : null;
		dispatch({type: 'listFailed', at: clock.now(), problem, nextAt});

		if (willRetry) {
			this.#put(isRefused ? page : 1, now + delay);
		}
	}

	#isGivenUp(retryAt: Duration): boolean {
		const {giveUpAfter} = this.#options;
		return retryAt - (this.#failingSince ?? retryAt) > giveUpAfter;
	}

	#onPage(response: RunOrderPage, page: number, now: Duration): void {
		const {clock, dispatch} = this.#options;
		const at = clock.now();
		this.#failures = 0;
		this.#refusals = 0;
		this.#failingSince = null;
		const unseen = response.orders.filter(({id}) => !this.#seen.has(id.exact));
		this.#report(unseen.filter(order => isToWatch(order, at)));
		this.#checkEnds(
			unseen.filter(order => needsEndCheck(order, at)),
			now,
		);

		const next = this.#nextPage(response, page, at);

		if (next !== null) {
			this.#put(next, now);
		} else {
			this.#isFirstPassDone = true;
			dispatch({type: 'listLoaded', at, since: this.#passStartedAt});
			const due = this.#lastStart + (this.#isRefreshDue ? minPassInterval : passInterval);
			this.#isRefreshDue = false;
			this.#put(1, Math.max(now, due));
		}
	}

	#nextPage(response: RunOrderPage, page: number, at: Instant): number | null {
		if (page === 1) {
			this.#direction = directionOf(response.orders);
			this.#pages = 0;
		}

		this.#pages++;
		const next = pageAfter(page, response, this.#direction);

		if (next === null || this.#pages === maxPages) {
			return null;
		}

		// If the oldest runs come first, a page of old runs does not end the pass, because newer runs follow on later pages.
		const towardsNewest =
			this.#direction === 'oldest-first' && (page === 1 || response.total === null);
		return towardsNewest || mayFollow(response, at) ? next : null;
	}

	#report(orders: readonly RunOrder[]): void {
		if (orders.length === 0) {
			return;
		}

		for (const {id} of orders) {
			this.#seen.add(id.exact);
		}

		const {clock, dispatch} = this.#options;
		const sorted = orders.toSorted(
			(a, b) => Number(isFinalPhase(a.phase)) - Number(isFinalPhase(b.phase)),
		);
		dispatch({type: 'runsFound', at: clock.now(), orders: sorted});
	}

	#checkEnds(orders: readonly RunOrder[], now: Duration): void {
		for (const order of orders.slice(0, maxEndChecks - this.#endChecks)) {
			this.#endChecks++;
			this.#seen.add(order.id.exact);
			this.#scheduler.put(this.#endCheck(order, now));
		}
	}

	#endCheck(order: RunOrder, due: Duration): ApiRequest {
		const {clock} = this.#options;
		return {
			...background,
			key: `end ${order.id.exact}`,
			due,
			fatalStatuses: [401],
			send: async (client: RunClient, signal) => {
				const {execution} = await client.execution(order.id.exact, signal);
				return () => {
					if (clock.now() - (execution.terminalAt ?? 0) < recentMs) {
						this.#report([order]);
					}
				};
			},
			// The run is old and may not be worth reporting, so a failure is ignored.
			onFailure: () => undefined,
		};
	}
}

const listKey = 'list';

/** Returns whether the run has not ended, or was created (and therefore ended) within the last hour. */
function isToWatch({phase, createdAt}: RunOrder, now: Instant): boolean {
	return !isFinalPhase(phase) || (createdAt !== null && now - createdAt < recentMs);
}

/** Returns whether the run has ended, was created more than an hour ago, but may have ended within the last hour. */
function needsEndCheck(order: RunOrder, now: Instant): boolean {
	return (
		!isToWatch(order, now) && order.createdAt !== null && now - order.createdAt < maxCheckedAge
	);
}

/**
 * Returns whether later pages may contain runs to watch. The service does not document the order of the list, so a
 * pass ends early only at a page that is sorted by time and contains no run to watch or to check.
 */
function mayFollow({orders}: RunOrderPage, now: Instant): boolean {
	return (
		directionOf(orders) === 'none' || orders.some(o => isToWatch(o, now) || needsEndCheck(o, now))
	);
}
