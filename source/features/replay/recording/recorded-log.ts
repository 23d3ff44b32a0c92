import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {KeptEntries} from './format.ts';

/** A range in an array of log entries. The logs of successive responses share one array while the log only grows. */
export type RecordedLog = {
	readonly entries: LogEntry[];
	/**
	 * The index in `entries` at which this log begins. Negative if lines of the recording are missing. For example, -3
	 * means that the first three entries of this log are lost.
	 */
	readonly start: number;
	/** The index in `entries` after the last entry of this log. */
	readonly end: number;
};

/**
 * Returns the log entries in a range. Entries with a negative index are left out: the recording does not have them.
 */
export function entriesOf({entries, start, end}: RecordedLog): readonly LogEntry[] {
	return entries.slice(Math.max(0, start), Math.max(0, end));
}

/**
 * Returns the log of a response: `count` entries of the log `previous`, from its index `first` on, and then the
 * entries `added`. If `previous` is null or too short, because lines of the recording are missing, all `count`
 * entries are lost: `start` of the result is then `-count`.
 */
export function continueLog(
	previous: RecordedLog | null,
	{first, count}: Omit<KeptEntries, 'at'>,
	added: readonly LogEntry[],
): RecordedLog {
	const {entries, start, end} = previous ?? {entries: [], start: 0, end: 0};

	if (start + first + count > end) {
		return {entries: [...added], start: -count, end: added.length};
	}

	if (start + first + count < entries.length) {
		const kept = entriesOf({entries, start: start + first, end: start + first + count});
		const copy = [...kept, ...added];
		return {entries: copy, start: kept.length - count, end: copy.length};
	}

	for (const entry of added) {
		entries.push(entry);
	}

	return {entries, start: start + first, end: entries.length};
}
