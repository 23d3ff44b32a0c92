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

/** Whether the overlap holds a landmark, and no known entry stands after it that must have moved (point 3 of `alignLog`). */
export function isTrusted(
	entries: readonly LogEntry[],
	length: number,
	answer: readonly LogEntry[],
	overlap: number,
): boolean {
	// An overlap cannot reach further back than the answer is long.
	const before = entries.slice(Math.max(0, length - answer.length), length - overlap);
	const keysBefore = new Set(before.map(entry => entryKey(entry)));
	const keys = answer.map(entry => entryKey(entry));
	const counts = new Map<string, number>();
	let hasLandmark = false;

	for (const key of keys) {
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}

	for (let index = 0; index < overlap && !hasLandmark; index++) {
		const key = keys[index] ?? '';
		hasLandmark = counts.get(key) === 1 && !keysBefore.has(key);
	}

	const ats = new Set(answer.slice(0, overlap).map(entry => entry.at));
	const movedHere = (entry: LogEntry, key: string): boolean =>
		entry.at !== null && keysBefore.has(key) && !(ats.size === 1 && ats.has(entry.at));
	return (
		hasLandmark &&
		!answer.some((entry, index) => index >= overlap && movedHere(entry, keys[index] ?? ''))
	);
}
