import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {Run, RunOrderId} from '../../../core/run.ts';

export type ExcerptEntry = {
	readonly run: Pick<Run, 'id' | 'label'>;
	readonly entry: LogEntry;
	/** Whether entries are missing between this entry and the previous entry of its run. */
	readonly afterGap: boolean;
};

/** A part of a log to copy, save or page, as of the key press. */
export type LogExcerpt = {
	/** Null for the merged log of all runs. */
	readonly runId: RunOrderId | null;
	/**
	 * A one-time iterable. Each portion takes a few milliseconds, so yield to the event loop after each. Portions are
	 * empty while a filter is still reading.
	 */
	readonly portions: Iterable<readonly ExcerptEntry[]>;
};
