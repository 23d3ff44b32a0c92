import {entryKey} from './alike-entries.ts';
import type {LogEntry} from './log-entry.ts';

/** What of an answer's log is new. */
export type LogAlignment =
	/** Nothing. */
	| {readonly kind: 'known'}
	/** The entries from the index `from` on; `hole` says that others are missing before them. */
	| {readonly kind: 'tail' | 'hole'; readonly from: number}
	/** Some among known ones: `fresh`. `served` is everything, in the order in which the service tells it now. */
	| {readonly kind: 'mixed'; readonly fresh: LogEntry[]; readonly served: LogEntry[]};

/** The event that an engine's log begins with. Nothing is missing before it. */
const openingEvent = 'execution_start';

/**
 * Finds a known entry for each of the answer's by what they are, not where (point 4 of `alignLog`). Of alike known ones the last
 * are meant, since the first are the ones to leave a window; of alike ones in the answer the last are the new ones.
 */
export function countedAlignment(
	entries: readonly LogEntry[],
	length: number,
	answer: readonly LogEntry[],
): LogAlignment {
	const wanted = new Map<string, number[]>(answer.map(entry => [entryKey(entry), []]));

	for (let index = 0; index < length; index++) {
		const entry = entries[index];

		if (entry !== undefined) {
			wanted.get(entryKey(entry))?.push(index);
		}
	}

	const places = placesOf(answer, wanted);
	const fresh = answer.filter((_, index) => places[index] === undefined);

	if (fresh.length === answer.length) {
		const opens = answer[0]?.eventType?.exact === openingEvent;
		return {kind: opens ? 'tail' : 'hole', from: 0};
	}

	return fresh.length === 0
		? {kind: 'known'}
		: {kind: 'mixed', fresh, served: serve(entries.slice(0, length), answer, places)};
}

/** Where each entry of the answer is known; undefined where it is new. */
function placesOf(
	answer: readonly LogEntry[],
	wanted: ReadonlyMap<string, readonly number[]>,
): readonly (number | undefined)[] {
	const left = new Map<string, number>();

	for (const entry of answer) {
		const key = entryKey(entry);
		left.set(key, (left.get(key) ?? 0) + 1);
	}

	const nexts = new Map(
		[...left].map(([key, count]) => [key, Math.max(0, (wanted.get(key)?.length ?? 0) - count)]),
	);
	return answer.map(entry => {
		const key = entryKey(entry);
		const next = nexts.get(key) ?? 0;
		nexts.set(key, next + 1);
		return wanted.get(key)?.[next];
	});
}

/** Everything in the service's order: the answer, and what it leaves out still after what it stood after before. */
function serve(
	entries: readonly LogEntry[],
	answer: readonly LogEntry[],
	places: readonly (number | undefined)[],
): LogEntry[] {
	const told = new Set(places);
	const served: LogEntry[] = [];
	const addUntold = (from: number): void => {
		for (let index = from; index < entries.length && !told.has(index); index++) {
			const entry = entries[index];

			if (entry !== undefined) {
				served.push(entry);
			}
		}
	};

	addUntold(0);

	for (const [index, entry] of answer.entries()) {
		const place = places[index];
		served.push(entry);

		if (place !== undefined) {
			addUntold(place + 1);
		}
	}

	return served;
}
