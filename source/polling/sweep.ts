import {isFinalPhase} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrder, RunOrderPage} from '../core/run-order.ts';
import {sizeOf} from '../core/run-pages.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import {listing} from './api-request.ts';
import {pauseBetweenHolds} from './back-off.ts';
import {afterListChange} from './poll-state.ts';
import type {Polls} from './polls.ts';
import type {Scheduler} from './scheduler.ts';

/** The statuses of runs that have not ended. */
const statuses = ['running', 'queued'] as const;
/** The maximum number of pages, of 100 runs, that are read of each status. */
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
export function createSweep(scheduler: Scheduler, polls: Polls) {
	let startedAt: Duration = -Infinity;
	let notBefore: Duration = -Infinity;
	let requests = 0;
	/** The runs that the current sweep has found. */
	let listed = new Set<RunOrderId>();
	/** The number of failed requests since the latest page. */
	let failures = 0;
	/** When the latest of them was refused (429); null if none was. */
	let refusedAt: Duration | null = null;
	/** Whether all pages of each status were read so far. */
	let isWhole = true;

	function put(status: number, page: number, due: Duration): void {
		scheduler.put({
			...listing,
			key,
			due,
			refusedAt,
			send: (client, signal) => client.list({status: statuses[status] ?? null, page}, signal),
			onResponse: (response, now) => onPage(response, status, page, now),
			onFailure: (problem, {now}) => onFailure(problem, status, page, now),
		});
	}

	function onPage(response: RunOrderPage, status: number, page: number, now: Duration): void {
		if (status === 0 && page === 1) {
			startedAt = now;
			requests = 0;
			listed = new Set();
			isWhole = true;
		}

		requests++;
		failures = 0;
		refusedAt = null;

		const known = listed.size;

		for (const order of response.orders) {
			listed.add(order.id.exact);
			onListed(order, now);
		}

		const isLast = response.count < sizeOf(response);
		// A service that ignores the page number repeats its first page.
		const isCut = page === maxPages || listed.size === known;
		isWhole &&= isLast || !isCut;

		if (!isLast && !isCut) {
			put(status, page + 1, now);
		} else if (status + 1 < statuses.length) {
			put(status + 1, 1, now);
		} else {
			onEnd(now);
		}
	}

	function onListed({id, phase}: RunOrder, now: Duration): void {
		const run = polls.get(id.exact);

		if (run !== undefined && (run.phase ?? phase) === phase && !isFinalPhase(phase)) {
			polls.setListed(run, now);
		} else if (run !== undefined) {
			polls.set(afterListChange(run, now));
		}
	}

	function onEnd(now: Duration): void {
		for (const run of isWhole ? polls.live() : []) {
			const {listedAt, respondedAt, phase} = run;
			const isMissing = listedAt === null ? phase === null : listedAt < startedAt;

			if (isMissing && (respondedAt ?? 0) < startedAt) {
				polls.set(afterListChange(run, now));
			}
		}

		const {isLimited, limit} = scheduler.service;
		const period = isLimited
			? Math.max(limitedPeriod, (requests * 1000) / (maxShare * limit.rate))
			: screenPeriod;
		notBefore = startedAt + period;
	}

	function onFailure(problem: Problem, status: number, page: number, now: Duration): void {
		const retryAfter = problem.retryAfter ?? 0;
		const retryAt = now + retryAfter;
		failures++;
		refusedAt = problem.kind === 'rate-limit' ? now : null;

		// If it is refused again and again, the list may have a limit of its own, and must not hold up the polls.
		if (problem.kind === 'rate-limit' && failures === 1) {
			put(status, page, retryAt);
			return;
		}

		notBefore = retryAt + Math.max(failurePause, pauseBetweenHolds(failures, retryAfter));
		polls.ignoreList(now);
	}

	return {
		/** Schedules a sweep, if it is useful, and none is scheduled or under way. */
		plan(now: Duration): void {
			if (
				!scheduler.isScheduled(key) &&
				now >= polls.lastFirstPoll &&
				polls.countOutOfSight() >= minRuns
			) {
				put(0, 1, Math.max(now, notBefore));
			}
		},
	};
}

const key = 'sweep';
