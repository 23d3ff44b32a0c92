import type {LogEntry} from './log-entry.ts';
import {isSameEntry} from './similar-entries.ts';
import {alignByCounts, type LogAlignment} from './align-by-counts.ts';
import {isTrusted, longestOverlap} from './log-overlap.ts';

const known: LogAlignment = {kind: 'known'};

/**
 * Finds out which entries of an answer are new, given the first `length` of the entries that are known, in the
 * service's order. The API has no cursor and does not say whether an answer is the whole log or the end of it, and
 * alike entries make that ambiguous. So the explanations are tried from the plainest on:
 *
 * 1. The answer goes on where the known entries end, or ends before they do: a whole log, as it was, grown or late.
 *    This is the common case, and it costs one comparison an entry and no memory.
 * 2. It stands somewhere within the known entries: an old answer, or an old window. Nothing is new (where alike
 *    entries allow more than one reading, the one with the fewest new entries is taken).
 * 3. It begins with the last known entries: a window that slid. Such an overlap is trusted when it holds a landmark, an
 *    entry that is found once here and once there: two alignments cannot both fit a landmark, whereas an overlap of
 *    alike entries may be chance. And what follows the overlap must not speak against it. Time goes on in a log, so an
 *    entry like one from before the overlap has moved, and is not a second one, unless all of them are of one second;
 *    and where all that is known comes again, nothing has slid out and the answer is the whole log.
 * 4. Else entries were inserted, moved or dropped. Entries are then counted: of alike ones, as many are new as the
 *    answer holds more than are known. This never doubles one, and loses one only if an alike one left the window.
 * 5. Nothing in common at all: the window slid too far and there is a hole, unless the answer begins at the beginning.
 */
export function alignLog(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
): LogAlignment {
	const common = commonPrefix(entries, length, response);

	if (common === response.length) {
		return known;
	}

	if (common === length) {
		return {kind: 'tail', from: length};
	}

	const overlap = longestOverlap(entries, length, response);

	if (overlap === response.length) {
		return known;
	}

	return overlap > 0 && isTrusted(entries, length, response, overlap)
		? {kind: 'tail', from: overlap}
		: alignByCounts(entries, length, response, common);
}

function commonPrefix(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
): number {
	const most = Math.min(length, response.length);
	let common = 0;

	while (common < most && isSameEntry(entries[common], response[common])) {
		common++;
	}

	return common;
}
