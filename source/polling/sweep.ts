import {apiErrorOf} from '../api/errors.ts';
import type {Phase} from '../core/execution.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {Ask} from './ask.ts';
import {readPages} from './run-list.ts';
import type {WatchedRuns} from './watched-runs.ts';

/** The maximum number of pages, of 100 runs, that are read of each status. */
const maxPages = 10;
/** The time between the starts of two sweeps, and after the run list could not be read. */
const period: Duration = 4000;
const failurePause: Duration = 60_000;

/**
 * While a run is out of sight, reads from the run list which runs are running or queued, 100 runs per request. A watched run
 * whose phase there is not the known one has changed, and is polled at once. So the polls of runs out of sight can be far
 * apart. The service does not document the order of its list: a run that moves to another page during a sweep may be
 * missed, and is then polled needlessly.
 */
export function createSweep(clock: Clock, ask: Ask, runs: WatchedRuns) {
	let isRunning = false;

	async function sweep(startedAt: Duration): Promise<void> {
		const listed = new Map<RunOrderId, Phase>();
		let isWhole = true;

		for (const status of ['running', 'queued']) {
			const readPage = async (page: number) =>
				ask({
					rank: 'inSight',
					due: startedAt,
					send: async (client, signal) => client.list({status, page}, signal),
				});
			let hasMore = true;

			for await (const page of readPages(readPage, maxPages)) {
				page.orders.forEach(({id, phase}) => listed.set(id.exact, phase));
				hasMore = page.hasMore;
			}

			isWhole &&= !hasMore;
		}

		for (const run of runs.outOfSight()) {
			const phase = listed.get(run.id) ?? null;

			if ((run.respondedAt ?? Infinity) < startedAt && (phase !== null || isWhole)) {
				runs.setListed(run, phase);
			}
		}
	}

	/** Sweeps for as long as a run is out of sight, unless this is done already. */
	return async (): Promise<void> => {
		if (isRunning) {
			return;
		}

		isRunning = true;

		for (let due = clock.monotonic(); runs.outOfSight().length > 0;) {
			try {
				await sweep(due);
				due = Math.max(clock.monotonic(), due + period);
			} catch (error) {
				const {retryAfter} = apiErrorOf(error).problem;
				due = clock.monotonic() + (retryAfter ?? 0) + failurePause;
			}
		}

		isRunning = false;
	};
}
