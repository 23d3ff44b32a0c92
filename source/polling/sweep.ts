import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import {isFinalPhase} from '../core/execution.ts';
import type {RunOrder, RunOrderPage} from '../core/run-order.ts';
import {pageSize} from '../core/run-pages.ts';
import {afterListChange} from './poll-state.ts';
import type {Polls} from './polls.ts';
import {listing} from './api-request.ts';
import type {Scheduler} from './scheduler.ts';

/** The statuses that a run may have until it ends, as the API names them. */
const statuses = ['running', 'queued'] as const;
/** The maximum number of pages that are read of each status. A page has 100 runs. */
const maxPages = 10;

/** The time between the starts of two sweeps: on a screen, and while a rate limit makes polls late. */
const screenPeriod: Duration = 4000;
const limitedPeriod: Duration = 8000;
/** The share of the rate limit that sweeps may use. */
const maxShare = 0.1;
/** For fewer runs a sweep needs about as many requests as it saves. */
const minRuns = 5;
/** How long no sweep starts after the run list could not be read. */
const failurePause: Duration = 60_000;

/**
 * Reads from the run list, 100 runs a request, which runs are running and which are queued. A watched run that is no
 * longer there in the phase that is known has changed, and is polled at once. So the polls of runs out of sight can be
 * far apart. The service does not document the order of its list: a run that moves to another page meanwhile may be
 * missed, and is then polled in vain.
 */
export class Sweep {
	readonly #scheduler: Scheduler;
	readonly #polls: Polls;
	#startedAt: Duration = Number.NEGATIVE_INFINITY;
	#notBefore: Duration = Number.NEGATIVE_INFINITY;
	#requests = 0;
	/** The number of refused requests (429) since the latest page. */
	#refusals = 0;
	/** Whether all pages of each status were read so far. */
	#isWhole = true;

	constructor(scheduler: Scheduler, polls: Polls) {
		this.#scheduler = scheduler;
		this.#polls = polls;
	}

	/** Schedules a sweep, if it is useful, and none is scheduled or under way. */
	plan(now: Duration): void {
		const polls = this.#polls;

		if (
			!this.#scheduler.isScheduled(key) &&
			now >= polls.lastFirstPoll &&
			polls.countOutOfSight() >= minRuns
		) {
			this.#put(0, 1, Math.max(now, this.#notBefore));
		}
	}

	#put(status: number, page: number, due: Duration): void {
		this.#scheduler.put({
			...listing,
			key,
			due,
			fatalStatuses: [],
			send: async (client, signal) => {
				const query = {workflowId: null, status: statuses[status] ?? null, page, pageSize};
				const response = await client.list(query, signal);
				return now => {
					this.#onPage(response, status, page, now);
				};
			},
			onFailure: (problem, {now}) => {
				this.#onFailure(problem, status, page, now);
			},
		});
	}

	#onPage(response: RunOrderPage, status: number, page: number, now: Duration): void {
		if (status === 0 && page === 1) {
			this.#startedAt = now;
			this.#requests = 0;
			this.#isWhole = true;
		}

		this.#requests++;
		this.#refusals = 0;

		for (const order of response.orders) {
			this.#onListed(order, now);
		}

		const isLast = response.count < pageSize;
		this.#isWhole &&= isLast || page < maxPages;

		if (!isLast && page < maxPages) {
			this.#put(status, page + 1, now);
		} else if (status + 1 < statuses.length) {
			this.#put(status + 1, 1, now);
		} else {
			this.#onEnd(now);
		}
	}

	#onListed({id, phase}: RunOrder, now: Duration): void {
		const run = this.#polls.get(id.exact);

		if (run !== undefined && (run.phase ?? phase) === phase && !isFinalPhase(phase)) {
			this.#polls.setListed(run, now);
		} else if (run !== undefined) {
			this.#polls.set(afterListChange(run, now));
		}
	}

	#onEnd(now: Duration): void {
		const {service} = this.#scheduler;

		for (const run of this.#isWhole ? this.#polls.live() : []) {
			const {listedAt, respondedAt, phase} = run;
			const isMissing = listedAt === null ? phase === null : listedAt < this.#startedAt;

			if (isMissing && (respondedAt ?? 0) < this.#startedAt) {
				this.#polls.set(afterListChange(run, now));
			}
		}

		const period = service.isLimited
			? Math.max(limitedPeriod, (this.#requests * 1000) / (maxShare * service.ratePerSec))
			: screenPeriod;
		this.#notBefore = this.#startedAt + period;
	}

	#onFailure(problem: Problem, status: number, page: number, now: Duration): void {
		const retryAt = now + (problem.retryAfter ?? 0);
		this.#refusals += problem.kind === 'rate-limit' ? 1 : 0;

		// If it is refused again and again, the list may have a limit of its own, and must not hold up the polls.
		if (problem.kind === 'rate-limit' && this.#refusals === 1) {
			this.#put(status, page, retryAt);
			return;
		}

		// Without the list, runs out of sight are polled like all others.
		this.#notBefore = retryAt + failurePause;
		const outOfSight = this.#polls.live().filter(run => this.#polls.attention.isOutOfSight(run));

		for (const run of outOfSight) {
			this.#polls.setListed(run, null);
		}

		this.#polls.spread(now, Infinity, run => this.#polls.attention.isOutOfSight(run));
	}
}

const key = 'sweep';
