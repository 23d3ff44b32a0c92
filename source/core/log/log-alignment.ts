import {entryKey, isSameEntry, type LogEntry} from './log-entry.ts';
import {countKeys, isReliableOverlap, longestOverlap} from './log-overlap.ts';

export type LogAlignment =
	| {readonly kind: 'unchanged'}
	/** The response's entries from index `from` on are new. Kind `gap`: entries before them are missing. */
	| {readonly kind: 'append' | 'gap'; readonly from: number}
	/** The server inserted `newEntries` between known entries. `serverOrder` contains all entries, known and new. */
	| {
			readonly kind: 'insert';
			readonly newEntries: LogEntry[];
			readonly serverOrder: LogEntry[];
	  };

const firstEvent = 'execution_start';

const unchanged: LogAlignment = {kind: 'unchanged'};

/**
 * Finds the entries of a response that are not known yet. The known entries are the first `length` items of `entries`,
 * in the server's order. The API has no cursor. It returns the whole log or only the newest entries (a window) and does
 * not report which. Different entries can be equal. So the function tries these explanations, the simplest first:
 *
 * 1. The response starts with all known entries, or the known entries start with the response: the response is a whole
 *    log. This common case costs one comparison per entry and no memory.
 * 2. The known entries contain the response: it is an old response or an old window, so nothing is new. If equal
 *    entries allow several readings, the one with the fewest new entries wins.
 * 3. The response starts with the last known entries: the window has moved on. See `isReliableOverlap`.
 * 4. The server inserted, moved or dropped entries. If the response contains more copies of an entry than the log, the
 *    additional copies are new. This duplicates no entry. It loses an entry only if an equal entry has left the window.
 * 5. No entry of the response is known: entries are missing between the log and the response (a gap), unless the
 *    response starts with the log's first event.
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

/**
 * Matches the entries of a response with known entries by content, not position (step 4 of `alignLog`). Among equal
 * known entries, the last ones match, since the oldest entries leave the window first. Among equal entries of the
 * response, the last ones are new. The first `common` entries are equal in both lists.
 */
function alignByCounts(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
	common: number,
): LogAlignment {
	const known = entries.slice(common, length);
	const received = response.slice(common);
	const matches = findMatches(known, received);
	const newEntries = received.filter((_, index) => matches[index] === undefined);

	if (newEntries.length === response.length) {
		const isStart = response[0]?.eventType?.exact === firstEvent;
		return {kind: isStart ? 'append' : 'gap', from: 0};
	}

	return newEntries.length === 0
		? {kind: 'unchanged'}
		: {
				kind: 'insert',
				newEntries,
				serverOrder: [...response.slice(0, common), ...merge(known, received, matches)],
			};
}

/** Returns, for each entry of `received`, the index of its match in `known`; undefined for a new entry. */
function findMatches(
	known: readonly LogEntry[],
	received: readonly LogEntry[],
): ReadonlyArray<number | undefined> {
	const receivedKeys = received.map(entryKey);
	const counts = countKeys(receivedKeys);
	// Hot path: filters by time first, since a key costs much more than a look-up of the time.
	const times = new Set(received.map(({at}) => at));
	const candidates = known
		.map((entry, index) => ({entry, index}))
		.filter(({entry}) => times.has(entry.at));
	const indices = new Map(
		[...Map.groupBy(candidates, ({entry}) => entryKey(entry))].map(([key, group]) => {
			// The indices are reversed, so that `pop` takes the lowest index first.
			const last = group.slice(Math.max(0, group.length - (counts.get(key) ?? 0)));
			return [key, last.map(({index}) => index).toReversed()];
		}),
	);
	return receivedKeys.map(key => indices.get(key)?.pop());
}

/** Returns all entries in the server's order. A known entry that the response lacks stays after its predecessor. */
function merge(
	known: readonly LogEntry[],
	received: readonly LogEntry[],
	matches: ReadonlyArray<number | undefined>,
): LogEntry[] {
	const matched = new Set(matches);
	const merged: LogEntry[] = [];
	const addUnmatched = (from: number): void => {
		for (let index = from; index < known.length && !matched.has(index); index++) {
			const entry = known[index];

			if (entry !== undefined) {
				merged.push(entry);
			}
		}
	};

	addUnmatched(0);

	for (const [index, entry] of received.entries()) {
		const match = matches[index];
		merged.push(entry);

		if (match !== undefined) {
			addUnmatched(match + 1);
		}
	}

	return merged;
}
