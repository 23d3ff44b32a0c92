import {entryKey, isSameEntry, type LogEntry} from './log-entry.ts';

type LogAlignment =
	| {readonly kind: 'unchanged'}
	/** The entries from index `from` on are new. `gap`: other entries are missing between the known and the new ones. */
	| {readonly kind: 'append' | 'gap'; readonly from: number}
	/** The server inserted `newEntries` among known entries. `serverOrder` has all entries in the server's order. */
	| {
			readonly kind: 'insert';
			readonly newEntries: LogEntry[];
			readonly serverOrder: LogEntry[];
	  };

const firstEvent = 'execution_start';

const unchanged: LogAlignment = {kind: 'unchanged'};

/**
 * Finds the new entries of `response`, which contains either the whole log or only its newest entries (a window). The
 * API does not report which, nor any position in the log, so entries are compared by content. The first `length` of
 * `entries` are the known entries, in the server's order.
 */
export function alignLog(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
): LogAlignment {
	const common = commonPrefix(entries, length, response);

	// The known entries start with the response, so it is old.
	if (common === response.length) {
		return unchanged;
	}

	// Common case: the response is the whole log. It costs one comparison per entry and no memory.
	if (common === length) {
		return {kind: 'append', from: length};
	}

	const known = entries.slice(0, length);
	const overlap = longestOverlap(known, response);

	// The response is old. If equal entries allow several alignments, the one with the fewest new entries wins.
	if (overlap === response.length) {
		return unchanged;
	}

	// The window has moved on, or else the server inserted, moved or dropped entries.
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
 * Returns how many entries at the end of `known` are also the start of the response: the largest possible number. If
 * `known` contains the whole response at any place, returns the length of the response. Takes linear time
 * (Knuth–Morris–Pratt).
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
 * The last `overlap` known entries equal the first ones of the response. Returns whether they are certainly the same
 * entries, and not only equal by chance.
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
	// An added entry that equals one before the overlap was moved and is not new, since times in a log never decrease.
	// Exception: all entries of the overlap have the same time as this entry.
	const hasMoved = added.some(
		entry =>
			entry.at !== null &&
			beforeKeys.has(entryKey(entry)) &&
			!(times.size === 1 && times.has(entry.at)),
	);
	// If the added entries include all known ones before the overlap, the response is the whole log.
	const holdsAll =
		known.length <= response.length &&
		[...beforeKeys].every(([key, count]) => (addedKeys.get(key) ?? 0) >= count);
	// Only one alignment fits an entry of the overlap that occurs once in the response and not before the overlap.
	const all = [...before, ...response];
	const hasUnique = (keyOf: (entry: LogEntry) => unknown): boolean => {
		const counts = countKeys(all.map(keyOf));
		return overlapping.some(entry => counts.get(keyOf(entry)) === 1);
	};
	// Hot path: an entry whose time is unique is unique, and times cost a tenth of keys.
	return !hasMoved && !holdsAll && (hasUnique(({at}) => at) || hasUnique(entryKey));
}

/**
 * Matches entries by content, not by position. The first `common` entries of the log and of `response` are equal.
 * `known` contains only the entries of the log after these; `response` is the whole response.
 */
function alignByCounts(
	known: readonly LogEntry[],
	response: readonly LogEntry[],
	common: number,
): LogAlignment {
	const received = response.slice(common);
	const matches = findMatches(known, received);
	const newEntries = received.filter((_, index) => matches[index] === undefined);

	// No entry is known: entries are missing before the response, unless it starts with the log's first event.
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
			// Among equal known entries the last ones match, since the oldest entries leave the window first. Among equal
			// received entries the last ones are new. This loses an entry only if an equal one has left the window.
			// The indices are reversed, so that `pop` takes the lowest index first.
			const last = group.slice(Math.max(0, group.length - (counts.get(key) ?? 0)));
			return [key, last.map(({index}) => index).toReversed()];
		}),
	);
	return receivedKeys.map(key => indices.get(key)?.pop());
}

/** Returns all entries in the server's order. A known entry that was not received stays after its predecessor. */
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
