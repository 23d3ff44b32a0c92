import {entryKey, isSameEntry, type LogEntry} from './log-entry.ts';

/**
 * Returns the length of the longest end of the known entries that is a start of the response; the length of the
 * response if the known entries contain it. Takes linear time for all entries (Knuth–Morris–Pratt).
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
 * Reports whether an overlap is no coincidence and the entries after it are new (step 3 of `alignLog`):
 *
 * - The overlap contains a landmark: an entry that occurs once on each side. Only one alignment fits it.
 * - No entry after the overlap equals a known entry before the overlap. Such an entry was moved and is not new, since
 *   times in a log only increase. Exception: all entries of the overlap have its time.
 * - Some known entry from before the overlap is missing after the overlap. Otherwise the response is the whole log.
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
 * Checks by times alone, at a tenth of the cost. This is enough for most logs: times never decrease, and an entry of
 * the overlap, the landmark, is the only one with its time.
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
	// The overlap is not longer than the response.
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
