import {isFinal, type Execution} from './execution.ts';
import type {Instant} from './time/clock.ts';
import type {RunHistory} from './forecast/run-history.ts';
import type {LogSnapshot} from './log/log-store.ts';
import type {ProgressSamples} from './forecast/samples.ts';
import type {Problem} from './problem.ts';
import type {ForeignText, SafeText} from './text/text.ts';

/** The id of a run order (`wfrun_…`) as the user or the API gave it: any text that is not empty. */
export type RunOrderId = string;

export type GaveUp = 'unknown-run' | 'denied' | 'unreachable';

export type PollStatus = {
	/** The time of the newest response; null before the first. */
	readonly respondedAt: Instant | null;
	/** The time of the newest response that differed from its predecessor. */
	readonly changedAt: Instant | null;
	/** Null if no poll is scheduled. */
	readonly nextPollAt: Instant | null;
	/** The number of failed polls since the newest response. */
	readonly failures: number;
	readonly problem: Problem | null;
	readonly gaveUp: GaveUp | null;
};

export type Run = {
	readonly id: RunOrderId;
	readonly label: SafeText;
	/** The title of the workflow; null while unknown. */
	readonly title: ForeignText | null;
	readonly addedAt: Instant;
	/** The newest response, even if later polls failed; null before the first. */
	readonly execution: Execution | null;
	readonly log: LogSnapshot;
	readonly progressSamples: ProgressSamples;
	readonly history: RunHistory;
	readonly polling: PollStatus;
};

/** Reports whether no poll will follow: the run is final, or polling gave up. */
export function isDone(run: Run): boolean {
	return run.polling.gaveUp !== null || (run.execution !== null && isFinal(run.execution.phase));
}
