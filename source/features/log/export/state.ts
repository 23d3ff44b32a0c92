import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {Run, RunOrderId} from '../../../core/run.ts';

export type ExcerptEntry = {
	readonly run: Pick<Run, 'id' | 'label'>;
	readonly entry: LogEntry;
	/** Whether entries are missing between this entry and the previous entry of its run. */
	readonly afterGap: boolean;
};

/** Log entries to copy, save or show in a pager, as they were when the key was pressed. */
export type LogExcerpt = {
	/** The run of the log; null for the merged log of all runs. */
	readonly runId: RunOrderId | null;
	/**
	 * Can be iterated only once. Computing a portion may take milliseconds, so return to the event loop after each
	 * one. A portion may be empty.
	 */
	readonly portions: Iterable<readonly ExcerptEntry[]>;
};
