import type {Action, PollOutcome} from '../source/store/action.ts';
import {initialState} from '../source/store/state.ts';
import {measuredState} from '../test/helpers/measured-state.ts';
import {added} from '../test/helpers/play.ts';
import {now} from '../test/helpers/sample.ts';
import {polled} from '../test/helpers/values.ts';
import {runIds} from './process.ts';
import {alternate, median, ratioRow, timeOf, valueRow, type Bench} from './row.ts';

const ids = runIds(1000);
/** The responses of a tenth of a second, which the poller dispatches together. */
const together = 50;
const scrapes = 21;

/**
 * Measures what metrics add to the work on a response, without the request itself, and how long a scrape of 1,000 running
 * runs takes.
 */
export const metrics: Bench = async () => {
	const measured = watched(true);
	const plain = watched(false);
	const times: number[] = [];
	let percent = 0;
	const pair = await alternate(
		() => pollAll(measured, ++percent % 100),
		() => pollAll(plain, percent % 100),
		41,
	);

	for (let scrape = 0; scrape < scrapes; scrape++) {
		pollAll(measured, scrape);
		times.push(await timeOf(measured.scrape));
	}

	return [
		ratioRow('1,000 responses with metrics', pair, 'without metrics', 1.05),
		valueRow('a scrape, 1,000 runs', median(times), 'ms', 50),
	];
};

function watched(isMeasured: boolean) {
	const watch = measuredState(initialState({columns: 120, rows: 40}, now), {isMeasured});
	watch.dispatch(added(ids, now));
	pollAll(watch, 0);
	return watch;
}

/** Returns the milliseconds that a response of each run takes. */
function pollAll(watch: ReturnType<typeof watched>, progressPercent: number): number {
	const actions: Action[] = [];

	for (let first = 0; first < ids.length; first += together) {
		const outcomes = ids.slice(first, first + together).flatMap((id): readonly PollOutcome[] => {
			const action = polled(id, {phase: 'running', startedAt: now, progressPercent});
			return action.type === 'polled' ? action.outcomes : [];
		});
		actions.push({type: 'polled', at: now, outcomes});
	}

	const began = performance.now();
	watch.dispatch(...actions);
	return performance.now() - began;
}
