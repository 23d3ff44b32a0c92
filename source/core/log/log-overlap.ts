import {isSameEntry} from './similar-entries.ts';
import {countKinds, EntryKinds} from './entry-kinds.ts';
import type {LogEntry} from './log-entry.ts';

/**
 * How many of the last known entries are the first ones of the answer, at most; the answer's whole length when it
 * stands anywhere within the known ones. (Knuth, Morris and Pratt: linear, however many entries are alike.)
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

/** Whether the overlap is no chance, and what follows it is new (point 3 of `alignLog`). */
export function isTrusted(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
	overlap: number,
): boolean {
	return (
		isTrustedByTimes(entries, length, response, overlap) ||
		isTrustedByKinds(entries, length, response, overlap)
	);
}

/**
 * Whether times alone tell as much, which they do for most logs and at a tenth of the cost: they never go back, and in the
 * overlap is an entry that is the only one of its time. Then it is a landmark, and nothing from before it is found behind it.
 */
export function isTrustedByTimes(
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

	// Where nothing has slid out, the answer may be the whole log.
	return hasLandmark && begin < end;
}

/** The same, whatever the times are. */
export function isTrustedByKinds(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
	overlap: number,
): boolean {
	const kinds = new EntryKinds();
	const told = response.map(entry => kinds.kindOf(entry));
	// An overlap cannot reach further back than the answer is long.
	const before = entries
		.slice(Math.max(0, length - response.length), length - overlap)
		.map(entry => kinds.kindOf(entry));
	const counts = countKinds(told, kinds.count);
	const known = countKinds(before, kinds.count);
	const hasLandmark = told.slice(0, overlap).some(kind => counts[kind] === 1 && known[kind] === 0);
	const ats = new Set(response.slice(0, overlap).map(({at}) => at));
	const hasMoved = response.some(
		({at}, index) =>
			index >= overlap &&
			at !== null &&
			known[told[index] ?? 0] !== 0 &&
			!(ats.size === 1 && ats.has(at)),
	);
	const holdsAll =
		length <= response.length && contains(countKinds(told.slice(overlap), kinds.count), known);
	return hasLandmark && !hasMoved && !holdsAll;
}

/** Whether there are as many of each kind as there are of others, or more. */
function contains(counts: Int32Array, others: Int32Array): boolean {
	return counts.every((count, kind) => count >= (others[kind] ?? 0));
}
