import {isFinal, type Execution} from './execution.ts';
import type {Instant} from './time/clock.ts';
import type {RunHistory} from './forecast/run-history.ts';
import type {LogSnapshot} from './log/log-store.ts';
import type {ProgressSamples} from './forecast/samples.ts';
import type {Problem} from './problem.ts';
import type {ForeignText, SafeText} from './text/text.ts';

/** The id of a run order (`wfrun_…`), exactly as it was given. Any text that is not empty may be one. */
export type RunOrderId = string;

/** Why a run is no longer asked for although it is not final. */
export type GaveUp = 'unknown-run' | 'denied' | 'unreachable';

/** How fresh the knowledge of a run is, and what stands in the way of fresher. */
export type PollStatus = {
	/** When the newest answer came; null before the first. */
	readonly respondedAt: Instant | null;
	/** When an answer last told something new. */
	readonly changedAt: Instant | null;
	/** When it will be asked for next; null when it will not be. */
	readonly nextPollAt: Instant | null;
	/** Failed polls since the last answer. */
	readonly failures: number;
	/** The newest failure; null once an answer came after it. */
	readonly problem: Problem | null;
	readonly gaveUp: GaveUp | null;
};

/** Everything that is known of one watched run. */
export type Run = {
	readonly id: RunOrderId;
	/** The id, fit for the terminal. */
	readonly label: SafeText;
	/** The workflow's title; null until it is known. */
	readonly title: ForeignText | null;
	readonly addedAt: Instant;
	/** The newest answer; null before the first. It stays when later polls fail. */
	readonly execution: Execution | null;
	readonly log: LogSnapshot;
	readonly progressSamples: ProgressSamples;
	readonly history: RunHistory;
	readonly polling: PollStatus;
};

/** Whether nothing more is to be expected of a run: it is final, or it was given up. */
export function isDone(run: Run): boolean {
	return run.polling.gaveUp !== null || (run.execution !== null && isFinal(run.execution.phase));
}
