import type {Duration, Instant} from '../time/clock.ts';
import {minSamples} from './progress-samples.ts';
import type {Run} from '../run.ts';
import {usualLimit} from './usual-limit.ts';

/** With fewer earlier runs no run is called late. */
const minEarlier = 5;

/** No run is late before: a model may have to be loaded again. */
const minLate: Duration = 60_000;

/** Chosen so that few of a thousand healthy runs are called late, also where some take five times as long as others. */
const leniency = {cap: Math.log(5), spreads: 2, doubt: 1.8};

type Watched = Pick<Run, 'execution' | 'polling' | 'history'>;

/**
 * Since when a run is late: it runs for far longer than every earlier run of its workflow. It follows from when the
 * run started, so a restart of the program changes nothing. Null where the run is not late.
 */
export function lateSince(run: Watched): Instant | null {
	const {earlierRuns} = run.history;
	const ran = ranFor(run);
	const startedAt = run.execution?.startedAt ?? null;

	if (ran === null || ran <= minLate || startedAt === null || earlierRuns.length < minEarlier) {
		return null;
	}

	const limit = Math.max(minLate, 1000 * usualLimit(lengthsOf(run), leniency));
	return ran > limit ? Math.ceil(startedAt + limit) : null;
}

/**
 * How long runs of its workflow usually take (the median, in seconds), for a run that has run longer than each of them or is late;
 * null for all others.
 */
export function usualSecIfOverdue(run: Watched): number | null {
	const {earlierRuns} = run.history;
	const ran = ranFor(run);
	const isLonger =
		ran !== null &&
		earlierRuns.length >= minSamples &&
		(ran > 1000 * Math.max(...lengthsOf(run)) || lateSince(run) !== null);
	const sorted = lengthsOf(run).toSorted((a, b) => a - b);
	return isLonger ? (sorted[Math.floor(sorted.length / 2)] ?? null) : null;
}

function lengthsOf({history}: Watched): readonly number[] {
	return history.earlierRuns.map(({seconds}) => Math.max(1, seconds));
}

/** For how long it had run at the newest answer; null unless it runs and is still polled. */
function ranFor({execution, polling: {respondedAt, gaveUp}}: Watched): Duration | null {
	const startedAt = execution?.startedAt ?? null;
	return execution?.phase === 'running' &&
		gaveUp === null &&
		startedAt !== null &&
		respondedAt !== null
		? respondedAt - startedAt
		: null;
}
