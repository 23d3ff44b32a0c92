import {isFinalPhase, type Execution} from './execution.ts';
import type {RunSamples} from './forecast/run-samples.ts';
import type {RunLog} from './log/run-log.ts';
import type {Problem} from './problem.ts';
import type {OrderInput} from './run-order.ts';
import type {ForeignText, SafeText} from './text/sanitize.ts';
import type {Instant} from './time/clock.ts';

/** The id of a run order, usually `wfrun_…`. It can be any text that is not empty. */
export type RunOrderId = string;

/** The runs that the user is looking at. They are polled before others. */
export type Priorities = {
	readonly selected: RunOrderId | null;
	/** The runs whose rows are visible, and those that are marked, in any order. Some may not be watched. */
	readonly inSight: readonly RunOrderId[];
};

/**
 * Why polling of a run has stopped. `forbidden`: the key may not read this run. `denied`: the service has refused the key,
 * which stops all polling.
 */
export type GaveUp = 'unknown-run' | 'forbidden' | 'denied' | 'unreachable';

export type PollStatus = {
	readonly respondedAt: Instant | null;
	/** The time of the newest response that differed from the response before it; null before the first response. */
	readonly changedAt: Instant | null;
	readonly nextPollAt: Instant | null;
	/** The number of failed polls since the newest response. */
	readonly failures: number;
	readonly problem: Problem | null;
	readonly gaveUp: GaveUp | null;
};

export type Run = {
	readonly id: RunOrderId;
	/** The id as the screen shows it. */
	readonly safeId: SafeText;
	readonly title: ForeignText | null;
	/** Without the queries of addresses, which can be signatures; null if they are not known. */
	readonly inputs: readonly OrderInput[] | null;
	readonly addedAt: Instant;
	/** Whether the user opened it from the history. It is shown, but is no part of what this session watches. */
	readonly isReopened: boolean;
	/** The newest response, even if later polls failed; null before the first response. */
	readonly execution: Execution | null;
	readonly log: RunLog;
	readonly samples: RunSamples;
	readonly polling: PollStatus;
};

export function watchedRuns(runs: ReadonlyMap<RunOrderId, Run>): readonly Run[] {
	return [...runs.values()].filter(({isReopened}) => !isReopened);
}

export function hasEnded({execution}: Run): boolean {
	return execution !== null && isFinalPhase(execution.phase);
}

/** Reports whether a run that was seen unfinished has ended since. */
export function hasJustEnded(before: Run | undefined, run: Run): boolean {
	return before !== undefined && before.execution !== null && !hasEnded(before) && hasEnded(run);
}

/** Reports whether the run was polled. A request that was refused because of a rate limit is sent again. */
export function wasPolled({execution, polling}: Run): boolean {
	const pollFailed = polling.failures > 0 && polling.problem?.kind !== 'rate-limit';
	return execution !== null || pollFailed || polling.gaveUp !== null;
}

/**
 * Reports whether the data of the run comes from the history, because the service has not responded since the run was
 * reopened. Links of its outputs then lack their signatures.
 */
export function isFromHistory({execution, polling}: Run): boolean {
	return execution !== null && polling.respondedAt === null;
}

/** Reports whether regular polling of the run has stopped, because the run has ended or polling gave up. */
export function isNoLongerPolled(run: Run): boolean {
	return run.polling.gaveUp !== null || hasEnded(run);
}

/** The separators and quotes around ids in a typed or pasted list. */
const separators = /[\s,;，；、"'`“”‘’<>《》()（）[\]{}]+/u;

/**
 * Returns the words of a text that was typed or pasted: the ids of a list, without quotes and brackets. From an address
 * of the service's web console it takes only the ids.
 */
export function idsIn(text: string): readonly string[] {
	const words = /https?:\/\//i.test(text)
		? (text.match(/wfrun_[\da-z]+/gi) ?? [])
		: text.split(separators).filter(word => word !== '');
	return [...new Set(words)];
}

/** Whether a word can be the whole id of a run that this program has not seen yet. */
export function looksLikeId(word: string): boolean {
	return /^wfrun_\S/i.test(word) || /^[\w-]{16,}$/.test(word);
}

export const exitReasons = ['done', 'until', 'timeout', 'signal', 'gave-up'] as const;
export type ExitReason = (typeof exitReasons)[number];

export type ExitResult = {readonly reason: ExitReason; readonly exitCode: number};
