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

const listKey = 'list';
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

export type Discovery = ReturnType<typeof createDiscovery>;

/**
 * Reads `GET /workflow/run/list` again and again. Reports each run that has not ended or that ended within the last
 * hour, and no run twice. `countPolled` returns the number of runs that are polled.
 */
export function createDiscovery(
	{clock, random, dispatch, giveUpAfter}: PollerOptions,
	queue: RequestQueue,
	ask: Ask,
	filter: RunListFilter,
	countPolled: () => number,
) {
	const seen = new Set<RunOrderId>();
	let endChecks = 0;
	/** How many runs of the current pass wait for a place. */
	let left = 0;
	/** When the newest pass began. */
	let startedAt: Duration = -Infinity;
	let since: Instant = 0;
	let failures = 0;

	async function readPage(page: number, due: Duration) {
		return ask({
			key: listKey,
			rank: 'inSight',
			provesKey: true,
			due: page === 1 ? due : clock.monotonic(),
			async send(client, signal) {
				if (page === 1) {
					since = clock.now();
					startedAt = clock.monotonic();
				}

				return client.list({...filter, page}, signal);
			},
			onRetry(problem, wait) {
				const at = clock.now();
				dispatch({type: 'listFailed', at, problem, nextAt: at + wait});
			},
		});
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

	/** Reports the run if it ended lately. A failure is ignored: the run is old and may not be worth reporting. */
	async function checkEnd(order: RunOrder): Promise<void> {
		const id = order.id.exact;
		seen.add(id);
		const response = await ask({
			rank: 'inSight',
			send: async (client, signal) => client.execution(id, signal),
		}).catch(nullIfFailed);

		if (clock.now() - (response?.execution.terminalAt ?? 0) < recentMs) {
			report([order]);
		}
	}

	async function pass(due: Duration): Promise<void> {
		const checks: Array<Promise<void>> = [];
		left = 0;

		for await (const page of readPages(async number => readPage(number, due), maxPages)) {
			const now = clock.now();
			const unseen = page.orders.filter(({id}) => !seen.has(id.exact));
			report(unseen.filter(order => isToWatch(order, now)));
			const unsure = unseen.filter(order => needsEndCheck(order, now));
			const checked = unsure.slice(0, maxEndChecks - endChecks);
			endChecks += checked.length;
			checks.push(...checked.map(checkEnd));

			if (
				page.isSorted &&
				!page.orders.some(one => isToWatch(one, now) || needsEndCheck(one, now))
			) {
				break;
			}
		}

		// A pass is reported after the checks, because they can find runs.
		await Promise.all(checks);
		dispatch({type: 'listLoaded', at: clock.now(), since, left});
	}

	return {
		/** Reads the list until it is given up. */
		async run(): Promise<void> {
			let due = clock.monotonic();
			let isFirst = true;
			let failingSince: Duration | null = null;

			for (let isHopeless = false; !isHopeless;) {
				try {
					await pass(due);
					due = Math.max(clock.monotonic(), startedAt + passInterval);
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
					const untilProbe = (queue.admission.probeAt ?? Infinity) - now;
					const delay = Math.min((problem.retryAfter ?? 0) + usual, Math.max(0, untilProbe));
					// A list that was never read, and is rejected, is given up soon, if it may be given up at all.
					const isRejected = isFirst && !problem.retriable && giveUpAfter < Infinity;
					const longest = isRejected ? Math.min(giveUpAfter, maxUnknown) : giveUpAfter;
					due = now + delay;
					isHopeless = queue.admission.isGivenUp(now) || due - failingSince > longest;
					const nextAt = isHopeless ? null : clock.now() + delay;
					dispatch({type: 'listFailed', at: clock.now(), problem, nextAt});
				}
			}
		},
		/** Reads the list again soon, since no run is left to poll; after a failure not sooner than planned. */
		refreshSoon(now: Duration): void {
			if (failures === 0) {
				queue.hasten(listKey, Math.max(now, startedAt + minPassInterval));
			}
		},
	};
}

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
