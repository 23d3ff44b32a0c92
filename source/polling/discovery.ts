import type {RunClient} from '../api/http-client.ts';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import type {RunOrderId} from '../core/run.ts';
import {isFinal} from '../core/execution.ts';
import type {RunListQuery, RunOrder, RunOrderPage} from '../core/run-order.ts';
import {directionOf, pageAfter, pageSize, type ListDirection} from '../core/run-pages.ts';
import type {Action} from '../store/action.ts';
import {backOff, type Random} from './poll-interval.ts';
import type {Job, WaitingJobs} from './job.ts';

/** The time between two passes over the list. It only finds new runs. */
const passInterval: Duration = 30_000;
/** The minimum time between the starts of two passes. */
const minPassInterval: Duration = 2000;

/** Per pass: 2,000 runs. */
const maxPages = 20;

/** A run that ended longer ago is not reported. */
const recentMs: Duration = 3_600_000;
/**
 * The list has only the creation time of a run. A final run that was created earlier than `recentMs` ago may still have ended
 * recently: up to this age, its end is checked once.
 */
const maxCheckedAge: Duration = 6 * 3_600_000;
const maxEndChecks = 50;

export type RunListFilter = Pick<RunListQuery, 'workflowId' | 'status'>;

export type DiscoveryOptions = {
	readonly filter: RunListFilter;
	readonly jobs: WaitingJobs;
	readonly clock: Clock;
	readonly random: Random;
	/** The list is given up after failing for this many milliseconds; null is never. */
	readonly giveUpAfter: Duration | null;
	readonly dispatch: (action: Action) => void;
};

/**
 * Reads the account's run list (`GET /workflow/run/list`) repeatedly, page by page, and reports runs to watch: those that are not
 * final, and those that ended within the last hour. Each run is reported once.
 */
export class Discovery {
	readonly #options: DiscoveryOptions;
	readonly #seen = new Set<RunOrderId>();
	#endChecks = 0;
	#failures = 0;
	#failingSince: Duration | null = null;
	/** Whether the next pass starts right after the current one. */
	#isRefreshDue = false;
	#isFirstPassDone = false;
	/** The order of the first page of this pass. */
	#direction: ListDirection = 'none';
	#pages = 0;
	#passStartedAt: Instant = 0;
	/** The start of the last pass by the monotonic clock. */
	#lastStart: Duration = Number.NEGATIVE_INFINITY;

	constructor(options: DiscoveryOptions) {
		this.#options = options;
	}

	refreshSoon(now: Duration): void {
		const {jobs} = this.#options;
		const waiting = [...jobs.all()].find(({key}) => key === listKey);
		this.#isRefreshDue = waiting === undefined;

		// After a failure the back-off stays.
		if (waiting !== undefined && this.#failures === 0) {
			jobs.put({
				...waiting,
				due: Math.min(waiting.due, Math.max(now, this.#lastStart + minPassInterval)),
			});
		}
	}

	start(now: Duration): void {
		this.#put(1, now);
	}

	#put(page: number, due: Duration): void {
		const {jobs, filter, clock} = this.#options;
		jobs.put({
			key: listKey,
			due,
			urgent: false,
			fatalStatuses: [401, 403],
			send: async (client, signal) => {
				if (page === 1) {
					this.#passStartedAt = clock.now();
					this.#lastStart = clock.monotonic();
				}

				const response = await client.list({...filter, page, pageSize}, signal);
				return now => {
					this.#onPage(response, page, now);
				};
			},
			onFailure: (problem, now) => {
				this.#failures++;
				this.#failingSince ??= now;
				// Before the first pass the screen is empty.
				const interval = this.#isFirstPassDone ? passInterval : minPassInterval;
				const delay = backOff(this.#failures, interval, this.#options.random);
				const willRetry = problem.retriable && !this.#isGivenUp(now + delay);
				this.#options.dispatch({
					type: 'listFailed',
					at: clock.now(),
					problem,
					nextAt: willRetry ? clock.now() + delay : null,
				});

				if (willRetry) {
					this.#put(1, now + delay);
				}
			},
		});
	}

	#isGivenUp(retryAt: Duration): boolean {
		const {giveUpAfter} = this.#options;
		return giveUpAfter !== null && retryAt - (this.#failingSince ?? retryAt) > giveUpAfter;
	}

	#onPage(response: RunOrderPage, page: number, now: Duration): void {
		const {clock, dispatch} = this.#options;
		const at = clock.now();
		this.#failures = 0;
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

	/** The next page of this pass; null after the last one. */
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

		// With the oldest runs first, a page of old runs does not end the pass: newer ones follow.
		const towardsNewest =
			this.#direction === 'oldest-first' && (page === 1 || response.total === null);
		return towardsNewest || mayFollow(response, at) ? next : null;
	}

	/** Reports runs that are not final first, else in the order of the list. */
	#report(orders: readonly RunOrder[]): void {
		if (orders.length === 0) {
			return;
		}

		for (const {id} of orders) {
			this.#seen.add(id.exact);
		}

		const {clock, dispatch} = this.#options;
		const sorted = orders.toSorted((a, b) => Number(isFinal(a.phase)) - Number(isFinal(b.phase)));
		dispatch({type: 'runsFound', at: clock.now(), orders: sorted});
	}

	#checkEnds(orders: readonly RunOrder[], now: Duration): void {
		for (const order of orders.slice(0, maxEndChecks - this.#endChecks)) {
			this.#endChecks++;
			this.#seen.add(order.id.exact);
			this.#options.jobs.put(this.#endCheck(order, now));
		}
	}

	#endCheck(order: RunOrder, due: Duration): Job {
		const {clock} = this.#options;
		return {
			key: `end ${order.id.exact}`,
			due,
			urgent: false,
			fatalStatuses: [401],
			send: async (client: RunClient, signal) => {
				const {execution} = await client.execution(order.id.exact, signal);
				return () => {
					if (clock.now() - (execution.terminalAt ?? 0) < recentMs) {
						this.#report([order]);
					}
				};
			},
			// The run is old, so a failure does not matter.
			onFailure: () => undefined,
		};
	}
}

const listKey = 'list';

/** Whether the run is not final, or certainly ended within the last hour. */
function isToWatch({phase, createdAt}: RunOrder, now: Instant): boolean {
	return !isFinal(phase) || (createdAt !== null && now - createdAt < recentMs);
}

/** Whether the run is final, and may have ended within the last hour. */
function needsEndCheck(order: RunOrder, now: Instant): boolean {
	return (
		!isToWatch(order, now) && order.createdAt !== null && now - order.createdAt < maxCheckedAge
	);
}

/**
 * Whether runs to watch may follow on later pages. The order of the list is not documented, so a pass ends early only if the page
 * is sorted by time and has no run to watch.
 */
function mayFollow({orders}: RunOrderPage, now: Instant): boolean {
	return (
		directionOf(orders) === 'none' || orders.some(o => isToWatch(o, now) || needsEndCheck(o, now))
	);
}
