import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {Run, RunOrderId} from '../../../core/run.ts';

/** An entry that leaves the program. */
export type ExcerptEntry = {
	readonly run: Pick<Run, 'id' | 'label'>;
	readonly entry: LogEntry;
	/** Whether others are missing between it and the one of its run before. */
	readonly afterGap: boolean;
};

/** A part of a log that leaves the program: of one run's, or of all of them as one. It is the log as it was when the key was pressed. */
export type LogExcerpt = {
	/** The run that it is from; null where it is from all, and each entry has to tell. */
	readonly runId: RunOrderId | null;
	/**
	 * To be gone through once. Nothing is made before, and a portion takes less time than a key may wait; others are to
	 * have their turn in between. Where filters are still reading a portion may be empty.
	 */
	readonly portions: Iterable<readonly ExcerptEntry[]>;
};
