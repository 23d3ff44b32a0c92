import {isDownloadActive} from '../core/output/download.ts';
import {
	hasEnded,
	isNoLongerPolled,
	wasPolled,
	watchedRuns,
	type ExitReason,
	type Run,
} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import {isBudgetPassed} from '../features/money/state.ts';
import type {State} from '../store/state.ts';

/**
 * When the watch ends. `all`: all runs have ended. `any`: a run has ended. `first-failure`: a run has failed, or all
 * runs have ended. `budget`: the budget was passed, or all runs have ended. `never`: at a signal, or when the API rejects
 * the key. `once`: each run was polled once.
 */
export type Until = 'all' | 'any' | 'first-failure' | 'budget' | 'never' | 'once';

/** Which workflows were loaded, or could not be. */
export type LoadedWorkflows = {readonly workflows: {has(id: string): boolean}};

type WatchOutcome = {
	readonly ended: boolean;
	readonly reason: Extract<ExitReason, 'done' | 'until' | 'gave-up'>;
	/**
	 * 0: success. 1: a run failed or was canceled. 3, which takes precedence over 1: a run or the run list could not be
	 * read, no run was found, or an output could not be saved. 4, which takes precedence over both: the budget of
	 * `--until budget` was passed.
	 */
	readonly exitCode: 0 | 1 | 3 | 4;
};

/**
 * The outcome if the watch ended now.
 * @param moreNamed Whether more ids may arrive on standard input.
 * @param allowEmpty Whether a watch without runs is a success (`--allow-empty`).
 * @param failsOverBudget Whether the exit code is 4 if the budget was passed: `--until budget`, also with `--once`.
 */
export function watchOutcome(
	state: State,
	until: Until,
	moreNamed = false,
	allowEmpty = true,
	failsOverBudget = until === 'budget',
): WatchOutcome {
	const runs = watchedRuns(state.runs);
	const downloads = [...state.downloads.values()];
	const moreToCome = moreNamed || isDiscovering(state, runs, until);
	const neverListed = state.discovery !== null && state.discovery.readSince === null;
	const notListed = state.discovery?.failure?.nextAt === null;
	const isUnfinished = runs.some(run => !hasEnded(run));
	const gaveUp =
		notListed ||
		(!allowEmpty && state.discovery !== null && state.runs.size === 0) ||
		(state.denied !== null && (isUnfinished || neverListed)) ||
		(state.downloadAll &&
			(downloads.some(({phase}) => phase.kind === 'failed') || runs.some(hasUnsaved))) ||
		runs.some(run => isLost(run) || (until === 'once' && run.execution === null));
	const isWhole = !moreToCome && (until === 'once' || !isUnfinished);
	const ended = isComplete(state, until, moreNamed);

	if (failsOverBudget && isBudgetPassed(state)) {
		return {ended, reason: 'until', exitCode: 4};
	}

	return {
		ended,
		reason: gaveUp ? 'gave-up' : isWhole ? 'done' : 'until',
		exitCode: gaveUp ? 3 : runs.some(hasFailed) ? 1 : 0,
	};
}

/**
 * Returns whether the watch can end: the condition `until` is met or the API has rejected the key, and no download is
 * active. Hot path: called for every action.
 */
export function isComplete(state: State, until: Until, moreNamed = false): boolean {
	if (until === 'never' && state.denied === null) {
		return false;
	}

	const runs = watchedRuns(state.runs);
	const isSettled = until === 'once' ? wasPolled : isNoLongerPolled;
	// A search may find no runs. Without a search there are named runs, which may not be added yet.
	const anyWanted = runs.length > 0 || state.discovery !== null;
	const isEnough =
		state.denied !== null ||
		(until === 'any' && runs.some(hasEnded)) ||
		(until === 'first-failure' && runs.some(hasFailed)) ||
		(until === 'budget' && isBudgetPassed(state)) ||
		(anyWanted && runs.every(isSettled) && !moreNamed && !isDiscovering(state, runs, until));
	return isEnough && ![...state.downloads.values()].some(isDownloadActive);
}

/**
 * Returns whether nothing is left to wait for: the workflows of all runs, the orders of ended runs (with `polledOnce`, of all
 * runs) and, with `lowBalance` of the config, the balance were loaded, or the requests have failed. With a daily budget, also
 * the spending of other sessions today.
 */
export function allDescribed(state: State, polledOnce: boolean): boolean {
	const isBalanceKnown = state.lowBalance === null || state.balance.isAnswered;
	const isDayKnown = state.daySpending === null || state.daySpending.from !== null;
	return (
		isBalanceKnown &&
		isDayKnown &&
		[...state.runs.values()].every(
			run =>
				isDescribed(run, state) &&
				!((polledOnce || hasEnded(run)) && state.runOrders.get(run.id)?.loading === true),
		)
	);
}

/** Returns whether the workflow of the run was loaded, which has its title, or a request for it has failed. */
export function isDescribed({execution}: Run, {workflows}: LoadedWorkflows): boolean {
	const id = execution?.workflowId?.exact ?? '';
	return id === '' || workflows.has(id);
}

/**
 * Returns whether the run list must still be read to search for runs. It is read at least once. Unless `until` is
 * `once`, it is read again after the last response of a run, because a new run may have started when that run ended.
 */
function isDiscovering({discovery}: State, runs: readonly Run[], until: Until): boolean {
	if (discovery === null || discovery.failure?.nextAt === null) {
		return false;
	}

	const {readSince} = discovery;
	return (
		readSince === null || (until !== 'once' && runs.some(run => lastResponseAt(run) > readSince))
	);
}

function lastResponseAt({addedAt, polling}: Run): Instant {
	return Math.max(polling.respondedAt ?? addedAt, polling.problem?.at ?? 0);
}

/** Returns whether polling of the run stopped, after failures, before the run ended. */
function isLost(run: Run): boolean {
	return isNoLongerPolled(run) && !hasEnded(run);
}

/** Returns whether an ended run has more outputs than this program reads. The others are not saved. */
function hasUnsaved(run: Run): boolean {
	return hasEnded(run) && (run.execution?.outputsLeftOut ?? 0) > 0;
}

function hasFailed({execution}: Run): boolean {
	return execution?.phase === 'failed' || execution?.phase === 'canceled';
}
