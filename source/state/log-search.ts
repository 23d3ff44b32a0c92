import type {LogBook, LogSnapshot} from '../domain/log-book.ts';
import type {LogEntry} from '../domain/log-entry.ts';
import {lowerBound} from '../domain/lower-bound.ts';

/** The indices of the entries that a search finds, as far as the book has been looked through. */
type Hits = {readonly search: string; readonly indices: number[]; upTo: number};

/** One search is remembered for each book: it grows with the book, so that a frame never looks through the old entries again. */
const remembered = new WeakMap<LogBook, Hits>();

/** Whether `search` is in the text; capitals count only where the search has some (smart case). */
export function matches(text: string, search: string): boolean {
	return search === search.toLowerCase()
		? text.toLowerCase().includes(search)
		: text.includes(search);
}

/** The indices of the entries in which `search` is found, ascending. An empty search finds nothing. */
export function searchLog(log: LogSnapshot, search: string): readonly number[] {
	if (search === '') {
		return [];
	}

	let hits = remembered.get(log.book);

	if (hits === undefined || hits.search !== search) {
		hits = {search, indices: [], upTo: 0};
		remembered.set(log.book, hits);
	}

	for (; hits.upTo < log.length; hits.upTo++) {
		const entry = log.book.entries[hits.upTo];

		if (entry !== undefined && entryMatches(entry, search)) {
			hits.indices.push(hits.upTo);
		}
	}

	// The book may have been looked through further than this snapshot reaches.
	return hits.upTo === log.length ? hits.indices : hits.indices.filter(index => index < log.length);
}

/** Whether the index is among the ascending indices. */
export function includesIndex(indices: readonly number[], index: number): boolean {
	return indices[lowerBound(indices, index)] === index;
}

function entryMatches(entry: LogEntry, search: string): boolean {
	return (
		matches(entry.message.safe, search) ||
		(entry.nodeId !== null && matches(entry.nodeId.safe, search)) ||
		(entry.eventType !== null && matches(entry.eventType.safe, search)) ||
		(entry.level !== null && matches(entry.level.safe, search))
	);
}
