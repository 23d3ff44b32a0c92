import {apiErrorOf} from '../api/errors.ts';
import {isFinalPhase} from '../core/execution.ts';
import type {RunListQuery, RunOrder} from '../core/run-order.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {hourMs} from '../core/time/duration.ts';
import {nullIfFailed, type Ask} from './ask.ts';
import {addFailure, type Failures} from './failures.ts';
import type {RequestQueue} from './queue.ts';
import type {PollerOptions} from './request.ts';
import {readPages} from './run-list.ts';

const listKey = 'list';
/** The normal time between the starts of two passes. A pass reads the run list once, page by page. */
const passInterval: Duration = 30_000;
const minPassInterval: Duration = 2000;
/** The maximum number of pages that a pass reads. A page has 100 runs. */
const maxPages = 20;
/** Discovery reports an ended run only if it ended within this time before now. */
const recentMs: Duration = hourMs;
/**
 * The list does not contain the times of ends. So the end of an ended run is requested if the run was created more than
 * `recentMs`, but less than `maxCheckedAge` ago: for at most `maxEndChecks` runs in a watch.
 */
const maxCheckedAge: Duration = 6 * hourMs;
const maxEndChecks = 50;
/** The maximum number of runs that are polled at once. Other runs that are found wait until some have ended. */
export const maxPolledRuns = 1000;

export type RunListFilter = Pick<RunListQuery, 'workflowId' | 'status'>;

export type Discovery = ReturnType<typeof createDiscovery>;

/**
 * Reads `GET /workflow/run/list` again and again. Reports each run that has not ended, or ended within the last hour, and no
 * run twice. `countPolled` returns the number of runs that are polled.
 */
export function createDiscovery(
	options: PollerOptions,
	queue: RequestQueue,
	ask: Ask,
	filter: RunListFilter,
	countPolled: () => number,
) {
	const {clock, dispatch, giveUpAfter} = options;
	const seen = new Set<RunOrderId>();
	let endChecks = 0;
	/** The number of runs that the current pass found, but for which there was no place. */
	let left = 0;
	/** When the newest pass began, by the monotonic and by the wall clock. */
	let startedAt: Duration = -Infinity;
	let since: Instant = 0;
	let failures: Failures | null = null;

	const readPage = async (page: number, due: Duration) =>
		ask({
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

	function dispatchFound(orders: readonly RunOrder[]): void {
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

	/** Reports the run if it ended within the last hour. Does not try again after a failure. */
	async function checkEnd(order: RunOrder): Promise<void> {
		const id = order.id.exact;
		seen.add(id);
		const response = await ask({
			rank: 'inSight',
			send: async (client, signal) => client.execution(id, signal),
		}).catch(nullIfFailed);

		if (clock.now() - (response?.execution.terminalAt ?? 0) < recentMs) {
			dispatchFound([order]);
		}
	}

	async function pass(due: Duration): Promise<void> {
		const checks: Array<Promise<void>> = [];
		left = 0;

		for await (const page of readPages(async number => readPage(number, due), maxPages)) {
			const now = clock.now();
			const unseen = page.orders.filter(({id}) => !seen.has(id.exact));
			const recent = unseen.filter(order => isOpenOrCreatedWithin(recentMs, order, now));
			const unsure = unseen
				.filter(
					order => !recent.includes(order) && isOpenOrCreatedWithin(maxCheckedAge, order, now),
				)
				.slice(0, maxEndChecks - endChecks);
			dispatchFound(recent);
			endChecks += unsure.length;
			checks.push(...unsure.map(checkEnd));

			if (
				page.isSorted &&
				!page.orders.some(order => isOpenOrCreatedWithin(maxCheckedAge, order, now))
			) {
				break;
			}
		}

		// A pass is reported after the checks, because they can find runs.
		await Promise.all(checks);
		dispatch({type: 'listLoaded', at: clock.now(), since, left});
	}

	return {
		async run(): Promise<void> {
			let isKnown = false;

			for (let due = clock.monotonic(); due < Infinity;) {
				try {
					await pass(due);
					isKnown = true;
					failures = null;
					due = Math.max(clock.monotonic(), startedAt + passInterval);
				} catch (error) {
					const [at, now] = [clock.now(), clock.monotonic()];
					const problem = apiErrorOf(error).toProblem(at);
					// The screen is empty until the list was read, so the first retries follow soon.
					const usual = {isKnown, interval: isKnown ? passInterval : minPassInterval};
					failures = addFailure(failures, problem, {sentAt: now, now}, usual, options);
					const isOver = giveUpAfter < Infinity && (failures.isOver || queue.isGivenUp(now));
					due = isOver ? Infinity : Math.min(failures.due, queue.probeAt() ?? Infinity);
					dispatch({type: 'listFailed', at, problem, nextAt: isOver ? null : at + due - now});
				}
			}
		},
		/** Reads the list again soon, since no run is left to poll; after a failure not sooner than planned. */
		refreshSoon(): void {
			if (failures === null) {
				queue.hasten(listKey, Math.max(clock.monotonic(), startedAt + minPassInterval));
			}
		},
	};
}

/** Returns whether the run has not ended, or was created within this time, so that it can also have ended only then. */
function isOpenOrCreatedWithin(age: Duration, {phase, createdAt}: RunOrder, now: Instant): boolean {
	return !isFinalPhase(phase) || (createdAt !== null && now - createdAt < age);
}
