import type {LogEntry} from './log-entry.ts';
import {isSameEntry} from './similar-entries.ts';
import {alignByCounts, type LogAlignment} from './align-by-counts.ts';
import {isReliableOverlap, longestOverlap} from './log-overlap.ts';

const unchanged: LogAlignment = {kind: 'unchanged'};

/**
 * Finds the new entries of a response, given the first `length` known entries in the server's order. The API has no
 * cursor and does not say whether a response contains the whole log or its end. Entries can be equal. So the function
 * tries these explanations, the simplest first:
 *
 * 1. The response starts with the known entries, or is a prefix of them: a whole log. This common case costs one
 *    comparison per entry and no memory.
 * 2. The known entries contain the response: an old response or an old window. Nothing is new. If equal entries allow
 *    several readings, the one with the fewest new entries wins.
 * 3. The response starts with the last known entries: a window that has moved on. See `isReliableOverlap`.
 * 4. Entries were inserted, moved or dropped. Of each group of equal entries, the surplus of the response is new. This
 *    duplicates no entry. It loses an entry only if an equal entry has left the window.
 * 5. No entry is in both: the window has moved too far and there is a gap, unless the response starts with the log's
 *    first event.
 */
export function alignLog(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
): LogAlignment {
	const common = commonPrefix(entries, length, response);

	if (common === response.length) {
		return unchanged;
	}

	if (common === length) {
		return {kind: 'append', from: length};
	}

	const overlap = longestOverlap(entries, length, response);

	if (overlap === response.length) {
		return unchanged;
	}

	return overlap > 0 && isReliableOverlap(entries, length, response, overlap)
		? {kind: 'append', from: overlap}
		: alignByCounts(entries, length, response, common);
}

function commonPrefix(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
): number {
	const max = Math.min(length, response.length);
	let common = 0;

	while (common < max && isSameEntry(entries[common], response[common])) {
		common++;
	}

	return common;
}
