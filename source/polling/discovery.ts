import type {RunClient} from '../api/client.ts';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import type {RunOrderId} from '../core/run.ts';
import {isFinal} from '../core/execution.ts';
import type {RunListQuery, RunOrder, RunOrderPage} from '../core/run-order.ts';
import {directionOf, pageAfter, pageSize, type ListDirection} from '../core/run-pages.ts';
import type {Action} from '../store/action.ts';
import {backOff, type Random} from './poll-interval.ts';
import type {Job, WaitingJobs} from './job.ts';

/** How often the list is read from its start. It tells of new runs only, so it need not be often. */
const cadence: Duration = 30_000;
/** Two readings are at least this far apart, also when the runs that were known have all ended. */
const shortestPause: Duration = 2000;

/** A reading ends here, whatever is still to come: 2,000 runs are more than anybody watches. */
const maxPages = 20;

/** What ended longer ago does not join by itself. */
const recent: Duration = 3_600_000;
/**
 * The list does not say when a run ended, only when it was ordered. One that was ordered within the last hour and is
 * final has ended within it. One that was ordered earlier, but not before this, is asked once when it ended.
 */
const earliest: Duration = 6 * 3_600_000;
/** At most so many are asked so, from the start of the list. */
const maxAsked = 50;

/** What of the account's runs is looked for. */
export type RunListFilter = Pick<RunListQuery, 'workflowId' | 'status'>;

/** What discovery is made of. */
export type DiscoveryOptions = {
	readonly filter: RunListFilter;
	readonly jobs: WaitingJobs;
	readonly clock: Clock;
	readonly random: Random;
	/** How long the list may fail without a break before it is given up; null is for ever. */
	readonly giveUpAfter: Duration | null;
	readonly dispatch: (action: Action) => void;
};

/**
 * Reads the account's list of runs again and again, page after page, and tells of the runs that are worth watching:
 * those that have not ended, and those that ended within the last hour. One question at a time.
 */
export class Discovery {
	readonly #options: DiscoveryOptions;
	/** Runs that were told of already, or asked when they ended: each once. */
	readonly #seen = new Set<RunOrderId>();
	#asked = 0;
	#failures = 0;
	/** When the first of these failures came; null where the list was read last time. */
	#failingSince: Duration | null = null;
	/** Whether the list is to be read anew right after the reading that is under way. */
	#hastened = false;
	#wasRead = false;
	/** The order that the first page of this reading showed, and how many pages of it were read. */
	#direction: ListDirection = 'none';
	#pages = 0;
	#readingSince: Instant = 0;
	#lastStart: Duration = Number.NEGATIVE_INFINITY;

	constructor(options: DiscoveryOptions) {
		this.#options = options;
	}

	/** Reads the list from its start as soon as it may be, because nothing else is left to wait for. */
	refreshSoon(now: Duration): void {
		const {jobs} = this.#options;
		const waiting = [...jobs.all()].find(({key}) => key === listKey);
		this.#hastened = waiting === undefined;

		// While pages are being read, or after a failure, the list has a moment of its own.
		if (waiting !== undefined && this.#failures === 0) {
			jobs.put({...waiting, due: Math.min(waiting.due, this.#soonest(now))});
		}
	}

	/** Begins to read. */
	start(now: Duration): void {
		this.#put(1, now);
	}

	#soonest(now: Duration): Duration {
		return Math.max(now, this.#lastStart + shortestPause);
	}

	#put(page: number, due: Duration): void {
		const {jobs, filter: wanted, clock} = this.#options;
		jobs.put({
			key: listKey,
			due,
			urgent: false,
			keyRefusal: [401, 403],
			ask: async (client, signal) => {
				if (page === 1) {
					this.#readingSince = clock.now();
					this.#lastStart = clock.monotonic();
				}

				const response = await client.list({...wanted, page, pageSize}, signal);
				return now => {
					this.#take(response, page, now);
				};
			},
			failed: (problem, now) => {
				this.#failures++;
				this.#failingSince ??= now;
				// Before the first reading the reader looks at an empty screen.
				const steady = this.#wasRead ? cadence : shortestPause;
				const pause = backOff(this.#failures, steady, this.#options.random);
				const isTriedAgain = problem.retriable && !this.#isHopeless(now + pause);
				this.#options.dispatch({
					type: 'listFailed',
					at: clock.now(),
					problem,
					nextAt: isTriedAgain ? clock.now() + pause : null,
				});

				if (isTriedAgain) {
					this.#put(1, now + pause);
				}
			},
		});
	}

	/** Whether the list has failed for longer than this watch bears when it would be read again. */
	#isHopeless(due: Duration): boolean {
		const {giveUpAfter} = this.#options;
		return giveUpAfter !== null && due - (this.#failingSince ?? due) > giveUpAfter;
	}

	#take(response: RunOrderPage, page: number, now: Duration): void {
		const {clock, dispatch} = this.#options;
		const at = clock.now();
		this.#failures = 0;
		this.#failingSince = null;
		const fresh = response.orders.filter(({id}) => !this.#seen.has(id.exact));
		this.#report(fresh.filter(order => isFresh(order, at)));
		this.#askWhenEnded(
			fresh.filter(order => mayBeFresh(order, at)),
			now,
		);

		const next = this.#nextPage(response, page, at);

		if (next !== null) {
			this.#put(next, now);
		} else {
			this.#wasRead = true;
			dispatch({type: 'listLoaded', at, since: this.#readingSince});
			const due = this.#lastStart + (this.#hastened ? shortestPause : cadence);
			this.#hastened = false;
			this.#put(1, Math.max(now, due));
		}
	}

	/** The page to read next; null where the reading has come to its end. */
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

		// Where the oldest come first, the pages towards the newest say nothing of what is behind them.
		const towardsNewest =
			this.#direction === 'oldest-first' && (page === 1 || response.total === null);
		return towardsNewest || mayGoOn(response, at) ? next : null;
	}

	/** Those that are still going first; the list's own order is left otherwise. */
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

	#askWhenEnded(orders: readonly RunOrder[], now: Duration): void {
		for (const order of orders.slice(0, maxAsked - this.#asked)) {
			this.#asked++;
			this.#seen.add(order.id.exact);
			this.#options.jobs.put(this.#endQuestion(order, now));
		}
	}

	#endQuestion(order: RunOrder, due: Duration): Job {
		const {clock} = this.#options;
		return {
			key: `end ${order.id.exact}`,
			due,
			urgent: false,
			keyRefusal: [401],
			ask: async (client: RunClient, signal) => {
				const {execution} = await client.execution(order.id.exact, signal);
				return () => {
					if (clock.now() - (execution.terminalAt ?? 0) < recent) {
						this.#report([order]);
					}
				};
			},
			// What the engine does not tell of an old run is nothing that anybody waits for.
			failed: () => undefined,
		};
	}
}

const listKey = 'list';

/** Whether the run has not ended, or surely did within the last hour. */
function isFresh({phase, createdAt}: RunOrder, now: Instant): boolean {
	return !isFinal(phase) || (createdAt !== null && now - createdAt < recent);
}

/** Whether the run has ended, and it takes a question to know when. */
function mayBeFresh(order: RunOrder, now: Instant): boolean {
	return !isFresh(order, now) && order.createdAt !== null && now - order.createdAt < earliest;
}

/**
 * Whether behind a page can be runs worth watching. The order of the list is not documented: only where a page is in order, the
 * newest or the oldest first, and nothing in it is worth watching, nothing behind it is either.
 */
function mayGoOn({orders}: RunOrderPage, now: Instant): boolean {
	return directionOf(orders) === 'none' || orders.some(o => isFresh(o, now) || mayBeFresh(o, now));
}
