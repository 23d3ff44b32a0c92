import type {Duration, Instant} from './clock.ts';
import {fewestSamples} from './pace.ts';
import type {Run} from './run.ts';

/**
 * Below it nothing is called a usual pause: of a workflow whose model has been there all the time one would otherwise say
 * that it is stalled when the model has to be loaded again.
 */
const leastUsual: Duration = 90_000;

/** So many answers may come and go without a word of a run that gets on. */
const leastAnswers = 8;

/** What is usual for a workflow that too little is known of: models of others may think for minutes. */
const usualOfUnknown: Duration = 5 * 60_000;

/** Pauses that are shorter than this are alike. */
const shortest: Duration = 10_000;

/** How much longer than the longest pause of the few that are known a usual one may be, as a logarithm. */
const doubt = 0.5;

/** A pause that is so many times the usual is none. What is added by the polls keeps it below twice. */
const far = 1.75;

type Watched = Pick<Run, 'execution' | 'feed' | 'course'>;

/**
 * The longest pause between two steps that is usual for a run, in milliseconds: by the longest of each earlier run of
 * its workflow, how unlike they are, and its own until now.
 */
export function usualPause({feed, course}: Pick<Run, 'feed' | 'course'>): Duration {
	const {answeredAt, nextPollAt} = feed;
	const pauses = pausesOf(course).map(seconds => Math.max(seconds * 1000, shortest));
	const pollsLast = answeredAt === null || nextPollAt === null ? 0 : nextPollAt - answeredAt;
	const ofEarlier = pauses.length < fewestSamples ? usualOfUnknown : extremeOf(pauses);
	return Math.max(ofEarlier, course.quiet, leastUsual, leastAnswers * pollsLast);
}

/** Whether enough earlier runs were watched to know what is usual; else it is a guess. */
export function isPauseLearnt({course}: Pick<Run, 'course'>): boolean {
	return pausesOf(course).length >= fewestSamples;
}

/** In seconds. */
function pausesOf({earlier}: Run['course']): readonly number[] {
	return earlier.map(({quietSec}) => quietSec).filter(seconds => seconds !== null);
}

/**
 * Since when a run stands still, although answers come that could tell of a step; null where it does not, or where
 * that is not known because no answer came: a poll that fails or is late stalls nothing.
 */
export function stalledSince(run: Watched): Instant | null {
	const {execution, feed, course} = run;
	const {answeredAt, gaveUp} = feed;
	const {movedAt} = course;
	return execution?.phase === 'running' &&
		gaveUp === null &&
		answeredAt !== null &&
		movedAt !== null &&
		answeredAt - movedAt > far * usualPause(run)
		? movedAt
		: null;
}

/** More than any of them by twice as much as they differ, and by more the fewer they are, both as factors. */
function extremeOf(pauses: readonly Duration[]): Duration {
	const logs = pauses.map(pause => Math.log(pause));
	const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
	const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
	return Math.exp(Math.max(...logs) + 2 * spread + doubt * Math.sqrt(fewestSamples / logs.length));
}
