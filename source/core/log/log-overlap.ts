import {entryKey, isSameEntry, type LogEntry} from './log-entry.ts';

/**
 * Returns the length of the longest suffix of the known entries that is a prefix of the response. Returns the length of
 * the response if the known entries contain it at any place. The known entries are the first `length` items of
 * `entries`. Takes linear time (Knuth–Morris–Pratt).
 */
export function longestOverlap(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
): number {
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

	for (let index = 0; index < length && matched < response.length; index++) {
		matched = grow(matched, entries[index]);
	}

	return matched;
}

/**
 * Reports whether an overlap is no coincidence, so that the entries after it are new (step 3 of `alignLog`). All of
 * these conditions must hold:
 *
 * - The overlap contains a landmark: an entry that occurs once in the response and once among the known entries. Only
 *   one alignment fits a landmark.
 * - No entry after the overlap equals a known entry before the overlap. Such an entry was moved and is not new, since
 *   times in a log never decrease. Exception: all entries of the overlap have the same time as this entry.
 * - At least one known entry before the overlap is missing after the overlap. Otherwise the response contains the whole
 *   log.
 */
export function isReliableOverlap(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
	overlap: number,
): boolean {
	return (
		isReliableByTimes(entries, length, response, overlap) ||
		isReliableByContent(entries, length, response, overlap)
	);
}

/**
 * Reports whether the times alone show that an overlap is reliable: times never decrease, and one entry of the overlap
 * (the landmark) is the only entry with its time. This is true for most logs and costs a tenth of
 * `isReliableByContent`.
 */
export function isReliableByTimes(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
	overlap: number,
): boolean {
	const end = length - overlap;
	const begin = Math.max(0, length - response.length);
	let last = Number.NEGATIVE_INFINITY;
	let hasLandmark = false;

	for (let index = begin; index < end; index++) {
		const at = entries[index]?.at ?? Number.NEGATIVE_INFINITY;

		if (at < last || at === Number.NEGATIVE_INFINITY) {
			return false;
		}

		last = at;
	}

	for (const [index, {at}] of response.entries()) {
		if (at === null || at < last) {
			return false;
		}

		const next = response[index + 1]?.at ?? Number.POSITIVE_INFINITY;
		hasLandmark ||= index < overlap && at > last && at < next;
		last = at;
	}

	// If no entry precedes the overlap, the response may be the whole log.
	return hasLandmark && begin < end;
}

export function isReliableByContent(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
	overlap: number,
): boolean {
	const keys = response.map(entryKey);
	const before = countKeys(
		entries.slice(Math.max(0, length - response.length), length - overlap).map(entryKey),
	);
	const counts = countKeys(keys);
	const hasLandmark = keys.slice(0, overlap).some(key => counts.get(key) === 1 && !before.has(key));
	const times = new Set(response.slice(0, overlap).map(({at}) => at));
	const hasMoved = response.some(
		({at}, index) =>
			index >= overlap &&
			at !== null &&
			before.has(keys[index] ?? '') &&
			!(times.size === 1 && times.has(at)),
	);
	const rest = countKeys(keys.slice(overlap));
	const holdsAll =
		length <= response.length && [...before].every(([key, count]) => (rest.get(key) ?? 0) >= count);
	return hasLandmark && !hasMoved && !holdsAll;
}

export function countKeys(keys: readonly string[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();

	for (const key of keys) {
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}

	return counts;
}
