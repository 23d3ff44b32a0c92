import {entryKey, isSameEntry, type LogEntry} from './log-entry.ts';

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

	const known = entries.slice(0, length);
	const overlap = longestOverlap(known, response);

	if (overlap === response.length) {
		return unchanged;
	}

	return overlap > 0 && isReliableOverlap(known, response, overlap)
		? {kind: 'append', from: overlap}
		: alignByCounts(known.slice(common), response, common);
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
 * Returns the length of the longest suffix of the known entries that is a prefix of the response. Returns the length of
 * the response if the known entries contain it at any place. Takes linear time (Knuth–Morris–Pratt).
 */
function longestOverlap(known: readonly LogEntry[], response: readonly LogEntry[]): number {
	const borders = new Int32Array(response.length);
	const grow = (matched: number, entry: LogEntry | undefined): number => {
		let size = matched;

		while (size > 0 && !isSameEntry(response[size], entry)) {
			size = borders[size - 1] ?? 0;
		}

		return isSameEntry(response[size], entry) ? size + 1 : 0;
	};

	for (let index = 1; index < response.length; index++) {
		borders[index] = grow(borders[index - 1] ?? 0, response[index]);
	}

	let matched = 0;

	for (let index = 0; index < known.length && matched < response.length; index++) {
		matched = grow(matched, known[index]);
	}

	return matched;
}

/**
 * Reports whether an overlap is no coincidence, so that the entries after it are new (step 3 of `alignLog`). All of
 * these conditions must hold:
 *
 * - The overlap contains a landmark: an entry that occurs once in the response and not among the known entries before the
 *   overlap. Only one alignment fits a landmark.
 * - No entry after the overlap equals a known entry before the overlap. Such an entry was moved and is not new, since
 *   times in a log never decrease. Exception: all entries of the overlap have the same time as this entry.
 * - At least one known entry before the overlap is missing after the overlap. Otherwise the response contains the whole
 *   log.
 */
function isReliableOverlap(
	known: readonly LogEntry[],
	response: readonly LogEntry[],
	overlap: number,
): boolean {
	const before = known.slice(Math.max(0, known.length - response.length), known.length - overlap);
	const overlapping = response.slice(0, overlap);
	const added = response.slice(overlap);
	const beforeKeys = countKeys(before.map(entryKey));
	const addedKeys = countKeys(added.map(entryKey));
	const times = new Set(overlapping.map(({at}) => at));
	const hasMoved = added.some(
		entry =>
			entry.at !== null &&
			beforeKeys.has(entryKey(entry)) &&
			!(times.size === 1 && times.has(entry.at)),
	);
	const holdsAll =
		known.length <= response.length &&
		[...beforeKeys].every(([key, count]) => (addedKeys.get(key) ?? 0) >= count);
	const all = [...before, ...response];
	const hasUnique = (keyOf: (entry: LogEntry) => unknown): boolean => {
		const counts = countKeys(all.map(keyOf));
		return overlapping.some(entry => counts.get(keyOf(entry)) === 1);
	};
	// Hot path: an entry whose time is unique is unique, and times cost a tenth of keys.
	return !hasMoved && !holdsAll && (hasUnique(({at}) => at) || hasUnique(entryKey));
}

/**
 * Matches the entries of a response with known entries by content, not position (step 4 of `alignLog`). Among equal
 * known entries, the last ones match, since the oldest entries leave the window first. Among equal entries of the
 * response, the last ones are new. The first `common` entries of the response are known; `known` has the known entries
 * after them.
 */
function alignByCounts(
	known: readonly LogEntry[],
	response: readonly LogEntry[],
	common: number,
): LogAlignment {
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
	const unmatchedFrom = (from: number): readonly LogEntry[] => {
		let end = from;

		while (end < known.length && !matched.has(end)) {
			end++;
		}

		return known.slice(from, end);
	};
	return [
		...unmatchedFrom(0),
		...received.flatMap((entry, index) => {
			const match = matches[index];
			return match === undefined ? [entry] : [entry, ...unmatchedFrom(match + 1)];
		}),
	];
}

function countKeys<Key>(keys: readonly Key[]): ReadonlyMap<Key, number> {
	const counts = new Map<Key, number>();

	for (const key of keys) {
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}

	return counts;
}
