import {memoizeByObject} from '../memoize.ts';
import {entryKey, isSameEntry, type LogEntry} from './log-entry.ts';

/** The known part of a run's log. An index counts from the first entry of the whole log. */
export type RunLog = {
	/** In the order of their arrival. That is the order of the service, unless it inserted or moved some. */
	readonly entries: readonly LogEntry[];
	/** How many older entries were left out: the index of the first one in `entries`. */
	readonly leftOut: number;
	/** Indices of the entries before which the service left out entries between two responses, ascending. */
	readonly gaps: readonly number[];
};

export const emptyLog: RunLog = {entries: [], leftOut: 0, gaps: []};

export function logOf(entries: readonly LogEntry[], gaps: readonly number[] = []): RunLog {
	return {entries, leftOut: 0, gaps};
}

/** Returns the number of entries of the whole log, which is the index of its next entry. */
export function logLength({leftOut, entries}: RunLog): number {
	return leftOut + entries.length;
}

/** Returns undefined if the log has no such entry, or if it was left out. */
export function entryAt({leftOut, entries}: RunLog, index: number): LogEntry | undefined {
	return entries[index - leftOut];
}

/** Leaves out the oldest entries, so that at most `max` remain. */
export function keepNewest(log: RunLog, max: number): RunLog {
	const {entries, leftOut, gaps} = log;
	const from = logLength(log) - max;
	return from <= leftOut
		? log
		: {entries: entries.slice(-max), leftOut: from, gaps: gaps.filter(gap => gap > from)};
}

/** Returns the indices of the errors that were not left out. */
export const errorIndices = memoizeByObject(({entries, leftOut}: RunLog): readonly number[] =>
	entries.flatMap(({severity}, place) => (severity === 'error' ? [leftOut + place] : [])),
);

/** The oldest entries of a longer log are left out. */
export const maxEntries = 100_000;

/**
 * Adds the new entries of a response, which has the whole log or only its newest entries (a window). The API does not
 * say which, nor where an entry is in the log, so entries are compared by their content. Returns `log` itself if there
 * is nothing new.
 */
export function mergeLog(log: RunLog, response: readonly LogEntry[]): RunLog {
	const {entries, leftOut, gaps} = log;
	// The response may begin with entries that were left out.
	const first = response.findIndex(entry => leftOut > 0 && isSameEntry(entry, entries[0]));
	const older = response.length >= logLength(log) ? leftOut : Math.max(0, first);

	if (entries.every((entry, place) => isSameEntry(entry, response[older + place]))) {
		return response.length === entries.length
			? log
			: keepNewest({entries: response, leftOut: Math.max(0, leftOut - older), gaps}, maxEntries);
	}

	const overlap = overlapOf(entries, response);
	// A response with all known entries is a whole log, into which the service has inserted some.
	const isInserted =
		entries.length <= response.length && unknownEntries(response, entries).length === 0;
	const added =
		overlap > 0 && !isInserted ? response.slice(overlap) : unknownEntries(entries, response);
	const isUnrelated =
		added.length === response.length && response[0]?.eventType?.exact !== 'execution_start';
	return added.length === 0
		? log
		: keepNewest(
				{
					entries: [...entries, ...added],
					leftOut,
					gaps: isUnrelated ? [...gaps, logLength(log)] : gaps,
				},
				maxEntries,
			);
}

/**
 * Returns how many entries at the end of the known log are also the start of the response: the largest number. If the log
 * has the whole response at any place, these are all entries of the response.
 */
function overlapOf(known: readonly LogEntry[], response: readonly LogEntry[]): number {
	for (const start of known.keys()) {
		const maxLength = Math.min(known.length - start, response.length);
		let length = 0;

		while (length < maxLength && isSameEntry(known[start + length], response[length])) {
			length++;
		}

		if (length === maxLength) {
			return length;
		}
	}

	return 0;
}

/**
 * Returns the entries of the response that are not in the log. If the response has more entries with the same content
 * than the log, the last ones are new.
 */
function unknownEntries(
	known: readonly LogEntry[],
	response: readonly LogEntry[],
): readonly LogEntry[] {
	const counts = new Map<string, number>();

	for (const key of known.map(entryKey)) {
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}

	return response.filter(entry => {
		const key = entryKey(entry);
		const left = counts.get(key) ?? 0;
		counts.set(key, left - 1);
		return left <= 0;
	});
}
