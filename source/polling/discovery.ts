import {isFinalPhase} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {RunListQuery, RunOrder, RunOrderPage} from '../core/run-order.ts';
import {directionOf, olderFollow, pageAfter, type ListDirection} from '../core/run-pages.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {hourMs} from '../core/time/duration.ts';
import {background, listing} from './api-request.ts';
import {backOff} from './back-off.ts';
import {maxUnknownMs} from './poll-failure.ts';
import type {PollerOptions} from './poller-options.ts';
import {isWorthWaiting} from './rate-limiter.ts';
import type {Scheduler} from './scheduler.ts';

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

export type Discovery = ReturnType<typeof startDiscovery>;

/**
 * Reads `GET /workflow/run/list` again and again. Reports each run that has not ended or that ended within the last
 * hour, and no run twice. `countPolled` returns the number of runs that are polled.
 */
export function startDiscovery(
	options: PollerOptions,
	scheduler: Scheduler,
	filter: RunListFilter,
	countPolled: () => number,
) {
	const {clock, random, dispatch, giveUpAfter} = options;
	const seen = new Set<RunOrderId>();
	let endChecks = 0;
	/** The number of end checks without a response. A pass is reported after them, because they can find runs. */
	let pendingChecks = 0;
	/** When the pass that waits for end checks started; null if none waits. */
	let unreportedPass: Instant | null = null;
	let failures = 0;
	/** The number of refused requests (429) since the latest page. */
	let refusals = 0;
	let failingSince: Duration | null = null;
	/** When the service first rejected the request, since the latest page and the latest other failure. */
	let rejectedSince: Duration | null = null;
	/** Whether the next pass starts early (after `minPassInterval` instead of `passInterval`). */
	let isRefreshDue = false;
	let isFirstPassDone = false;
	/** How the runs on the first page of the current pass are sorted by time. */
	let direction: ListDirection = 'none';
	let pages = 0;
	/** The runs on the pages of the current pass. */
	let listed = new Set<RunOrderId>();
	/** How many runs of the current pass wait for a place. */
	let left = 0;
	/** When the current pass started, by both clocks. */
	let passStart: {wall: Instant; monotonic: Duration} = {wall: 0, monotonic: -Infinity};

	function requestPage(page: number, due: Duration): void {
		scheduler.put({
			...listing,
			key: listKey,
			due,
			refusalStops: true,
			send: (client, signal) => {
				if (page === 1) {
					passStart = {wall: clock.now(), monotonic: clock.monotonic()};
				}

				return client.list({...filter, page}, signal);
			},
			onResponse: (response, now) => onPage(response, page, now),
			onFailure: (problem, {now}) => onFailure(problem, page, now),
		});
	}

	function onFailure(problem: Problem, page: number, now: Duration): void {
		const isRefused = problem.kind === 'rate-limit';
		failures += isRefused ? 0 : 1;
		refusals += isRefused ? 1 : 0;
		failingSince ??= isRefused ? null : now;
		rejectedSince = problem.retriable ? null : (rejectedSince ?? now);
		const delay = isRefused ? delayAfterRefusal(problem) : delayAfterFailure(problem, now);
		const isHopeless = isRefused
			? !isWorthWaiting(problem, options)
			: now + delay - (rejectedSince ?? failingSince ?? now) > patience();
		const willRetry = !isHopeless && !scheduler.service.isGivenUp;
		const nextAt = willRetry ? clock.now() + delay : null;
		dispatch({type: 'listFailed', at: clock.now(), problem, nextAt});

		if (willRetry) {
			requestPage(isRefused ? page : 1, now + delay);
		}
	}

	/** A list that was never read, and is rejected, is given up soon, if it may be given up at all. */
	function patience(): Duration {
		const isNew = !isFirstPassDone && rejectedSince !== null && giveUpAfter < Infinity;
		return isNew ? Math.min(giveUpAfter, maxUnknownMs) : giveUpAfter;
	}

	/** If the list is refused again and again, it may have a limit of its own, and must not hold up the polls. */
	function delayAfterRefusal({retryAfter}: Problem): Duration {
		return (retryAfter ?? 0) + (refusals > 1 ? backOff(refusals - 1, 0, random) : 0);
	}

	/** A `Retry-After` holds up all requests, so the list leaves them a part of the time that follows. */
	function delayAfterFailure({retryAfter}: Problem, now: Duration): Duration {
		// The delay is shorter before the first pass is done, because the screen is empty until then.
		const interval = isFirstPassDone ? passInterval : minPassInterval;
		return Math.min(
			(retryAfter ?? 0) + backOff(failures, interval, random),
			Math.max(0, scheduler.service.probeAt - now),
		);
	}

	function onPage(response: RunOrderPage, page: number, now: Duration): void {
		const at = clock.now();
		failures = 0;
		refusals = 0;
		failingSince = null;
		rejectedSince = null;
		const unseen = response.orders.filter(({id}) => !seen.has(id.exact));
		report(unseen.filter(order => isToWatch(order, at)));
		checkEnds(
			unseen.filter(order => needsEndCheck(order, at)),
			now,
		);

		const next = nextPage(response, page, at);

		if (next !== null) {
			requestPage(next, now);
			return;
		}

		unreportedPass = passStart.wall;
		reportPass();
		const interval = isRefreshDue ? minPassInterval : passInterval;
		requestPage(1, Math.max(now, passStart.monotonic + interval));
		isFirstPassDone = true;
		isRefreshDue = false;
	}

	/**
	 * The service does not document the order of the list, so a pass ends early only if older runs follow a page without
	 * a run to watch or to check.
	 */
	function nextPage(response: RunOrderPage, page: number, at: Instant): number | null {
		if (page === 1) {
			direction = directionOf(response.orders);
			pages = 0;
			listed = new Set();
			left = 0;
		}

		pages++;
		const known = listed.size;
		response.orders.forEach(({id}) => listed.add(id.exact));
		const isEnd =
			pages === maxPages ||
			// A service that ignores the page number repeats its first page.
			listed.size === known ||
			(olderFollow(page, response, direction) &&
				!response.orders.some(order => isToWatch(order, at) || needsEndCheck(order, at)));
		return isEnd ? null : pageAfter(page, response, direction);
	}

	function report(orders: readonly RunOrder[]): void {
		const places = Math.max(0, maxPolledRuns - countPolled());
		const found = orders
			.toSorted((a, b) => Number(isFinalPhase(a.phase)) - Number(isFinalPhase(b.phase)))
			.slice(0, places);
		left += orders.length - found.length;

		if (found.length > 0) {
			found.forEach(({id}) => seen.add(id.exact));
			dispatch({type: 'runsFound', at: clock.now(), orders: found});
		}
	}

	function reportPass(): void {
		if (unreportedPass !== null && pendingChecks === 0) {
			dispatch({type: 'listLoaded', at: clock.now(), since: unreportedPass, left});
			unreportedPass = null;
		}
	}

	function onChecked(): void {
		pendingChecks--;
		reportPass();
	}

	function checkEnds(orders: readonly RunOrder[], now: Duration): void {
		for (const order of orders.slice(0, maxEndChecks - endChecks)) {
			const id = order.id.exact;
			endChecks++;
			pendingChecks++;
			seen.add(id);
			scheduler.put({
				...background,
				key: `end ${id}`,
				due: now,
				refusalStops: true,
				send: (client, signal) => client.execution(id, signal),
				onResponse: ({execution}) => {
					if (clock.now() - (execution.terminalAt ?? 0) < recentMs) {
						report([order]);
					}

					onChecked();
				},
				// The run is old and may not be worth reporting, so a failure is ignored.
				onFailure: onChecked,
			});
		}
	}

	requestPage(1, clock.monotonic());
	return {
		/** Reads the list again soon, since no run is left to poll. */
		refreshSoon(now: Duration): void {
			const waiting = scheduler.waiting(listKey);
			isRefreshDue = waiting === undefined;

			// After a failure, the back-off delay is not shortened.
			if (waiting !== undefined && failures === 0) {
				const due = Math.min(waiting.due, Math.max(now, passStart.monotonic + minPassInterval));
				scheduler.put({...waiting, due});
			}
		},
	};
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
