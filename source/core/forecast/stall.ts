import type {Duration, Instant} from '../time/clock.ts';
import {minSamples} from './progress-samples.ts';
import type {Run} from '../run.ts';
import {usualLimit} from './usual-limit.ts';

/**
 * Below it nothing is called a usual pause: of a workflow whose model has been there all the time one would otherwise say
 * that it is stalled when the model has to be loaded again.
 */
const minUsual: Duration = 90_000;

/** So many answers may come and go without a word of a run that gets on. */
const minAnswers = 8;

/** What is usual for a workflow that too little is known of: models of others may think for minutes. */
const usualOfUnknown: Duration = 5 * 60_000;

/** Pauses that are shorter than this are alike. */
const shortest: Duration = 10_000;

/** By how much a usual pause may be longer than the longest of earlier runs; one hang that ended well counts little. */
const leniency = {cap: Math.log(10), spreads: 2, doubt: 0.5};

/** A pause that is so many times the usual is none. What is added by the polls keeps it below twice. */
const far = 1.75;

type Watched = Pick<Run, 'execution' | 'polling' | 'history'>;

/**
 * The longest pause between two steps that is usual for a run, in milliseconds: by the longest of each earlier run of
 * its workflow, how unlike they are, and its own until now. A guess where `isPauseLearnt` is false.
 */
export function usualPause({polling, history}: Pick<Run, 'polling' | 'history'>): Duration {
	const {respondedAt, nextPollAt} = polling;
	const pauses = pausesOf(history).map(seconds => Math.max(seconds * 1000, shortest));
	const pollsLast = respondedAt === null || nextPollAt === null ? 0 : nextPollAt - respondedAt;
	const ofEarlier = pauses.length < minSamples ? usualOfUnknown : usualLimit(pauses, leniency);
	return Math.max(ofEarlier, history.longestIdleMs, minUsual, minAnswers * pollsLast);
}

/** Whether enough earlier runs were watched, without a stall, to know what is usual. */
export function isUsualPauseKnown({history}: Pick<Run, 'history'>): boolean {
	return pausesOf(history).length >= minSamples;
}

/** In seconds. */
function pausesOf({earlierRuns}: Run['history']): readonly number[] {
	return earlierRuns.map(({longestIdleSec}) => longestIdleSec).filter(seconds => seconds !== null);
}

/** Since when a run is stalled: idle for far longer than is known to be usual. Null where it is not. */
export function stalledSince(run: Watched): Instant | null {
	const since = idleSince(run);
	return since !== null && isUsualPauseKnown(run) ? since : null;
}

/**
 * Since when a run stands still, although answers come that could report a step, for far longer than is usual or is
 * taken as usual; null where it does not, or where that is not known because no answer came: a poll that fails or is
 * late stalls nothing.
 */
export function idleSince(run: Watched): Instant | null {
	const {execution, polling, history} = run;
	const {respondedAt, gaveUp} = polling;
	const {movedAt} = history;
	return execution?.phase === 'running' &&
		gaveUp === null &&
		respondedAt !== null &&
		movedAt !== null &&
		// Hot path: most runs have just moved, and what is usual takes longer to find.
		respondedAt - movedAt > minUsual &&
		respondedAt - movedAt > far * usualPause(run)
		? movedAt
		: null;
}
