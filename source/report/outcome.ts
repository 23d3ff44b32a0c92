import type {Instant} from '../core/time/clock.ts';
import {isDownloadActive} from '../core/output/download.ts';
import type {ExitReason} from '../core/exit-result.ts';
import {isDone, type Run} from '../core/run.ts';
import {isFinal} from '../core/execution.ts';
import {countOutcomes, type OutcomeCounts} from '../core/money/totals.ts';
import type {State} from '../store/state.ts';

/**
 * What a watch without a screen waits for: that every run has ended, that one has, that one has failed (or all have
 * ended), or that every run was asked once.
 */
export type Until = 'all' | 'any' | 'first-failure' | 'once';

/** What a watch has come to, as of a state. */
export type WatchOutcome = OutcomeCounts & {
	/** Whether there is nothing more to wait for. */
	readonly ended: boolean;
	readonly reason: Extract<ExitReason, 'done' | 'until' | 'gave-up'>;
	/**
	 * 0 where nothing failed, 1 where a run failed or was canceled, 3 (before 1) where one could not be followed, or an
	 * output not be saved that was to be.
	 */
	readonly exitCode: 0 | 1 | 3;
};

/** Whether the runs so far are enough, whatever comes; and whether they are, when no more come. */
type Condition = {
	readonly met: (runs: readonly Run[]) => boolean;
	readonly exhausted: (runs: readonly Run[]) => boolean;
};

const conditions: Readonly<Record<Until, Condition>> = {
	all: {met: () => false, exhausted: runs => runs.every(isDone)},
	any: {met: runs => runs.some(isOver), exhausted: runs => runs.every(isDone)},
	'first-failure': {met: runs => runs.some(hasFailed), exhausted: runs => runs.every(isDone)},
	once: {
		met: () => false,
		exhausted: runs => runs.every(run => run.execution !== null || run.polling.failures > 0),
	},
};

/**
 * What the watch has come to. Before it has ended, its exit code is what it would be if it ended like this.
 * @param moreNamed Whether further runs may still be named, as by standard input.
 * @param allowEmpty Whether to have found no run is a success.
 */
export function watchOutcome(
	state: State,
	until: Until,
	moreNamed = false,
	allowEmpty = true,
): WatchOutcome {
	const runs = [...state.runs.values()];
	const downloads = [...state.downloads.values()];
	const moreToCome = moreNamed || isDiscovering(state, runs, until);
	const neverListed = state.discovery !== null && state.discovery.readSince === null;
	const notListed = state.discovery?.trouble?.nextAt === null;
	const ends = countOutcomes(runs);
	const gaveUp =
		notListed ||
		(!allowEmpty && foundNothing(state)) ||
		(state.denied !== null && (ends.unfinished > 0 || neverListed)) ||
		(state.keeping &&
			(downloads.some(({phase}) => phase.kind === 'failed') || runs.some(hasUnsaved))) ||
		runs.some(run => isLost(run) || (until === 'once' && run.execution === null));
	const isWhole = !moreToCome && (until === 'once' || ends.unfinished === 0);
	return {
		...ends,
		ended: isComplete(state, until, moreNamed),
		reason: gaveUp ? 'gave-up' : isWhole ? 'done' : 'until',
		exitCode: gaveUp ? 3 : runs.some(hasFailed) ? 1 : 0,
	};
}

/** Whether there is nothing more to wait for; asked at every step, so nothing is counted for it. */
export function isComplete(state: State, until: Until, moreNamed = false): boolean {
	const runs = [...state.runs.values()];
	const {met, exhausted} = conditions[until];
	// Where runs are looked for, there may be none; where they are named, they only have not been added yet.
	const anyWanted = runs.length > 0 || state.discovery !== null;
	const isEnough =
		state.denied !== null ||
		met(runs) ||
		(anyWanted && exhausted(runs) && !moreNamed && !isDiscovering(state, runs, until));
	return isEnough && ![...state.downloads.values()].some(isDownloadActive);
}

/** Whether runs of the account were looked for and there was none. */
export function foundNothing({discovery, runs}: State): boolean {
	return discovery !== null && runs.size === 0;
}

/**
 * Whether further runs may still be found: until the list was read whole, and once more after the last of them ended,
 * since its end may be what the next one was waiting for.
 */
function isDiscovering({discovery}: State, runs: readonly Run[], until: Until): boolean {
	if (discovery === null || discovery.trouble?.nextAt === null) {
		return false;
	}

	const {readSince} = discovery;
	return (
		readSince === null || (until !== 'once' && runs.some(run => lastResponseAt(run) > readSince))
	);
}

/** When something was last heard of a run; a run that has settled is not asked any more. */
function lastResponseAt({addedAt, polling}: Run): Instant {
	return Math.max(polling.respondedAt ?? addedAt, polling.problem?.at ?? 0);
}

/** Whether the run has not ended, and nothing more will be learnt of it. */
function isLost(run: Run): boolean {
	return isDone(run) && !isOver(run);
}

function isOver({execution}: Run): boolean {
	return execution !== null && isFinal(execution.phase);
}

/** Whether an output of a run that has ended was not even read, and so is not saved. */
function hasUnsaved(run: Run): boolean {
	return isOver(run) && (run.execution?.outputsLeftOut ?? 0) > 0;
}

function hasFailed({execution}: Run): boolean {
	return execution?.phase === 'failed' || execution?.phase === 'canceled';
}
