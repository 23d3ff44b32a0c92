import {ApiError} from '../api/errors.ts';
import {isFinalPhase} from '../core/execution.ts';
import type {RunListQuery, RunOrder} from '../core/run-order.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {hourMs} from '../core/time/duration.ts';
import {nullIfFailed, type Ask} from './ask.ts';
import {backOff} from './back-off.ts';
import type {PollerOptions} from './poller-options.ts';
import type {RequestQueue} from './request-queue.ts';
import {readPages} from './run-list.ts';
import {maxUnknown} from './watched-run.ts';

/** The normal time between the starts of two passes. A pass reads the run list once, page by page. */
const passInterval: Duration = 30_000;
const minPassInterval: Duration = 2000;
/** The maximum number of pages that a pass reads. A page has 100 runs. */
const maxPages = 20;

/** An ended run is reported only if it ended within this time before now. */
const recentMs: Duration = hourMs;
/**
 * The run list has no end times. So for an ended run that was created more than `recentMs` ago, but less than this
 * time ago, the end time is requested.
 */
const maxCheckedAge: Duration = 6 * hourMs;
const maxEndChecks = 50;
/** The maximum number of runs that are polled at once. Other runs that are found wait until some have ended. */
export const maxPolledRuns = 1000;

export type RunListFilter = Pick<RunListQuery, 'workflowId' | 'status'>;

/**
 * Reads `GET /workflow/run/list` again and again. Reports each run that has not ended or that ended within the last
 * hour, and no run twice. `countPolled` returns the number of runs that are polled.
 */
export class Discovery {
	readonly #options: PollerOptions;
	readonly #queue: RequestQueue;
	readonly #ask: Ask;
	readonly #filter: RunListFilter;
	readonly #countPolled: () => number;
	readonly #seen = new Set<RunOrderId>();
	#endChecks = 0;
	/** How many runs of the current pass wait for a place. */
	#left = 0;
	#startedAt: Duration = -Infinity;
	#isRefreshDue = false;
	#isReading = false;
	#isFailing = false;

	constructor(
		options: PollerOptions,
		queue: RequestQueue,
		ask: Ask,
		filter: RunListFilter,
		countPolled: () => number,
	) {
		this.#options = options;
		this.#queue = queue;
		this.#ask = ask;
		this.#filter = filter;
		this.#countPolled = countPolled;
	}

	/** Reads the list until it is given up. */
	async run(): Promise<void> {
		const {clock, random, dispatch, giveUpAfter} = this.#options;
		let due = clock.monotonic();
		let isFirst = true;
		let failures = 0;
		let failingSince: Duration | null = null;

		for (let isHopeless = false; !isHopeless;) {
			try {
				await this.#pass(due);
				const interval = this.#isRefreshDue ? minPassInterval : passInterval;
				due = Math.max(clock.monotonic(), this.#startedAt + interval);
				isFirst = false;
				failures = 0;
				failingSince = null;
			} catch (error) {
				if (!(error instanceof ApiError)) {
					throw error;
				}

				const problem = error.toProblem(clock.now());
				const now = clock.monotonic();
				failures++;
				failingSince ??= now;
				// The delay is shorter before the first pass is done, because the screen is empty until then.
				const usual = backOff(failures, isFirst ? minPassInterval : passInterval, random);
				const untilProbe = (this.#queue.admission.probeAt ?? Infinity) - now;
				const delay = Math.min((problem.retryAfter ?? 0) + usual, Math.max(0, untilProbe));
				// A list that was never read, and is rejected, is given up soon, if it may be given up at all.
				const isRejected = isFirst && !problem.retriable && giveUpAfter < Infinity;
				const longest = isRejected ? Math.min(giveUpAfter, maxUnknown) : giveUpAfter;
				due = now + delay;
				isHopeless = this.#queue.admission.isGivenUp(now) || due - failingSince > longest;
				const nextAt = isHopeless ? null : clock.now() + delay;
				dispatch({type: 'listFailed', at: clock.now(), problem, nextAt});
			}

			this.#isFailing = failures > 0;
			this.#isRefreshDue = false;
		}
	}

	/** Reads the list again soon, since no run is left to poll. */
	refreshSoon(now: Duration): void {
		this.#isRefreshDue = this.#isReading;

		// After a failure, the back-off delay is not shortened.
		if (!this.#isReading && !this.#isFailing) {
			this.#queue.hasten(listKey, Math.max(now, this.#startedAt + minPassInterval));
		}
	}

	async #pass(due: Duration): Promise<void> {
		const {clock, dispatch} = this.#options;
		const checks: Array<Promise<void>> = [];
		let since: Instant = 0;
		this.#left = 0;

		const readPage = async (page: number) =>
			this.#ask({
				key: listKey,
				rank: 'inSight',
				provesKey: true,
				due: page === 1 ? due : clock.monotonic(),
				send: async (client, signal) => {
					if (page === 1) {
						since = clock.now();
						this.#startedAt = clock.monotonic();
						this.#isReading = true;
					}

					return client.list({...this.#filter, page}, signal);
				},
				onRetry(problem, wait) {
					const at = clock.now();
					dispatch({type: 'listFailed', at, problem, nextAt: at + wait});
				},
			});

		try {
			for await (const {orders, isSorted} of readPages(readPage, maxPages)) {
				const now = clock.now();
				const unseen = orders.filter(({id}) => !this.#seen.has(id.exact));
				this.#report(unseen.filter(order => isToWatch(order, now)));
				checks.push(...this.#checkEnds(unseen.filter(order => needsEndCheck(order, now))));

				if (isSorted && !orders.some(one => isToWatch(one, now) || needsEndCheck(one, now))) {
					break;
				}
			}

			// A pass is reported after the checks, because they can find runs.
			await Promise.all(checks);
		} finally {
			this.#isReading = false;
		}

		dispatch({type: 'listLoaded', at: clock.now(), since, left: this.#left});
	}

	#report(orders: readonly RunOrder[]): void {
		const {clock, dispatch} = this.#options;
		const places = Math.max(0, maxPolledRuns - this.#countPolled());
		const found = orders
			.toSorted((a, b) => Number(isFinalPhase(a.phase)) - Number(isFinalPhase(b.phase)))
			.slice(0, places);
		this.#left += orders.length - found.length;

		if (found.length > 0) {
			found.forEach(({id}) => this.#seen.add(id.exact));
			dispatch({type: 'runsFound', at: clock.now(), orders: found});
		}
	}

	/** Reports the runs that ended lately. A failure is ignored: the run is old and may not be worth reporting. */
	#checkEnds(orders: readonly RunOrder[]): ReadonlyArray<Promise<void>> {
		const checked = orders.slice(0, maxEndChecks - this.#endChecks);
		this.#endChecks += checked.length;
		return checked.map(async order => {
			const id = order.id.exact;
			this.#seen.add(id);
			const response = await this.#ask({
				rank: 'inSight',
				send: async (client, signal) => client.execution(id, signal),
			}).catch(nullIfFailed);
			const endedAt = response?.execution.terminalAt ?? 0;

			if (this.#options.clock.now() - endedAt < recentMs) {
				this.#report([order]);
			}
		});
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
