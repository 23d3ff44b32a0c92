import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {Run, RunOrderId} from '../../../core/run.ts';

export type ExcerptEntry = {
	readonly run: Pick<Run, 'id' | 'label'>;
	readonly entry: LogEntry;
	/** Whether entries are missing between it and the previous one of its run. */
	readonly afterGap: boolean;
};

/** A part of a log to copy, save or page, as it was when the key was pressed. */
export type LogExcerpt = {
	/** Null for the merged log of all runs. */
	readonly runId: RunOrderId | null;
	/**
	 * Can be iterated once. A portion is created when it is requested, in less time than a key can wait; yield to the event loop
	 * after each. Portions are empty while a filter is still reading.
	 */
	readonly portions: Iterable<readonly ExcerptEntry[]>;
};
