import {areAlike, entryKey} from './alike-entries.ts';
import type {LogEntry} from './log-entry.ts';

/**
 * How many of the last known entries are the first ones of the answer, at most; the answer's whole length when it
 * stands anywhere within the known ones. (Knuth, Morris and Pratt: linear, however many entries are alike.)
 */
export function longestOverlap(
	entries: readonly LogEntry[],
	length: number,
	answer: readonly LogEntry[],
): number {
	const borders = new Int32Array(answer.length);
	const grow = (matched: number, entry: LogEntry | undefined): number => {
		let size = matched;

		while (size > 0 && !areAlike(answer[size], entry)) {
			size = borders[size - 1] ?? 0;
		}

		return areAlike(answer[size], entry) ? size + 1 : 0;
	};

	for (let index = 1; index < answer.length; index++) {
		borders[index] = grow(borders[index - 1] ?? 0, answer[index]);
	}

	let matched = 0;

	for (let index = 0; index < length && matched < answer.length; index++) {
		matched = grow(matched, entries[index]);
	}

	return matched;
}

/** Whether the overlap is no chance, and what follows it is new (point 3 of `alignLog`). */
export function isTrusted(
	entries: readonly LogEntry[],
	length: number,
	answer: readonly LogEntry[],
	overlap: number,
): boolean {
	// An overlap cannot reach further back than the answer is long.
	const before = entries
		.slice(Math.max(0, length - answer.length), length - overlap)
		.map(entry => entryKey(entry));
	const keys = answer.map(entry => entryKey(entry));
	const known = new Set(before);
	const counts = countTexts(keys);
	const hasLandmark = keys.slice(0, overlap).some(key => counts.get(key) === 1 && !known.has(key));
	const ats = new Set(answer.slice(0, overlap).map(({at}) => at));
	const hasMoved = answer.some(
		({at}, index) =>
			index >= overlap &&
			at !== null &&
			known.has(keys[index] ?? '') &&
			!(ats.size === 1 && ats.has(at)),
	);
	const holdsAll = length <= answer.length && contains(keys.slice(overlap), before);
	return hasLandmark && !hasMoved && !holdsAll;
}

/** Whether the texts hold all of the others, each as often. */
function contains(texts: readonly string[], others: readonly string[]): boolean {
	const counts = countTexts(texts);
	return [...countTexts(others)].every(([text, count]) => (counts.get(text) ?? 0) >= count);
}

/** How often each text is there. */
export function countTexts(texts: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();

	for (const text of texts) {
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}

	return counts;
}
