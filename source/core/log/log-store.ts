import {alignLog} from './log-alignment.ts';
import type {LogEntry} from './log-entry.ts';
import {lowerBound} from '../lower-bound.ts';

/** A place in the log where entries are missing: the service's window slid on before it was seen. */
export type LogGap = {
	/** The hole is before the entry with this index. */
	readonly before: number;
};

/**
 * The log of one run, append-only. It is shared by reference and told apart by length, so that a snapshot of a
 * million entries costs nothing to take. Only `mergeLog` writes.
 */
export class LogBook {
	/** In the order in which they became known. */
	readonly entries: LogEntry[] = [];
	/** Ascending. */
	readonly gaps: LogGap[] = [];
	/** The indices of the entries with severity `error`, ascending. */
	readonly errors: number[] = [];
	/**
	 * The same entries in the order in which the service tells them. It is the array `entries` itself until the service
	 * puts an entry before others that were known already; then the next answer would never match `entries` again.
	 */
	readonly served: LogEntry[];
	/** The answer that told nothing beyond the whole book when it was merged last; the same array again needs no look. */
	told: readonly LogEntry[] | null = null;

	constructor(served?: LogEntry[]) {
		this.served = served ?? this.entries;
	}
}

/** The first `length` entries of a book, and the gaps and errors among them. */
export type LogSnapshot = {
	readonly book: LogBook;
	readonly length: number;
};

/** The log of a run that nothing is known of yet. */
export function emptyLog(): LogSnapshot {
	return {book: new LogBook(), length: 0};
}

/**
 * The log after an answer that told `answer`: every entry that was not known is added at the end, none is doubled.
 * The identical snapshot when nothing is new, and at no cost when `answer` is the array that was merged last. How new
 * entries are told from known ones stands in `alignLog`.
 *
 * The snapshot's book grows in place, unless it has already grown past the snapshot (the same state was taken further
 * before): then a copy grows, so that nobody sees a book in which two futures are mixed.
 */
export function mergeLog(log: LogSnapshot, answer: readonly LogEntry[]): LogSnapshot {
	if (answer === log.book.told && log.length === log.book.entries.length) {
		return log;
	}

	const merged = mergeNews(log, answer);

	if (merged.length === merged.book.entries.length) {
		merged.book.told = answer;
	}

	return merged;
}

function mergeNews(log: LogSnapshot, answer: readonly LogEntry[]): LogSnapshot {
	const alignment = alignLog(log.book.served, log.length, answer);

	if (alignment.kind === 'known') {
		return log;
	}

	if (alignment.kind === 'mixed') {
		const book = copyBook(log, alignment.served);

		for (const entry of alignment.fresh) {
			append(book, entry);
		}

		return {book, length: book.entries.length};
	}

	const grows = log.book.entries.length === log.length;
	const book = grows ? log.book : copyBook(log, servedCopy(log));

	if (alignment.kind === 'hole') {
		book.gaps.push({before: log.length});
	}

	for (let index = alignment.from; index < answer.length; index++) {
		const entry = answer[index];

		if (entry !== undefined) {
			append(book, entry);

			if (book.served !== book.entries) {
				book.served.push(entry);
			}
		}
	}

	return {book, length: book.entries.length};
}

/** The same log in a book that holds nothing else, as those need who read the book and not the snapshot. The identical log where it does. */
export function ownBook(log: LogSnapshot): LogSnapshot {
	return log.book.entries.length === log.length
		? log
		: {book: copyBook(log, servedCopy(log)), length: log.length};
}

/** How many entries of the log have severity `error`; those are the first so many of `book.errors`. */
export function countErrors(log: LogSnapshot): number {
	return lowerBound(log.book.errors, log.length);
}

/** The index of the nearest error after (`step` 1) or before (-1) the entry `index`; null when there is none. */
export function nearestError(log: LogSnapshot, index: number, step: 1 | -1): number | null {
	const {errors} = log.book;
	const place = step === 1 ? lowerBound(errors, index + 1) : lowerBound(errors, index) - 1;
	const error = errors[place];
	return error !== undefined && error < log.length ? error : null;
}

/** The holes of the log, ascending. */
export function gapsOf(log: LogSnapshot): readonly LogGap[] {
	const {gaps} = log.book;
	return log.length === log.book.entries.length
		? gaps
		: gaps.filter(gap => gap.before < log.length);
}

function append(book: LogBook, entry: LogEntry): void {
	if (entry.severity === 'error') {
		book.errors.push(book.entries.length);
	}

	book.entries.push(entry);
}

/** A book of its own with what the snapshot holds. `served` undefined: the service's order is the book's. */
function copyBook(log: LogSnapshot, served: LogEntry[] | undefined): LogBook {
	const book = new LogBook(served);

	for (let index = 0; index < log.length; index++) {
		const entry = log.book.entries[index];

		if (entry !== undefined) {
			append(book, entry);
		}
	}

	for (const gap of gapsOf(log)) {
		book.gaps.push(gap);
	}

	return book;
}

/** Both orders of a book grow together, so the snapshot's part of either is its first `length` entries. */
function servedCopy({book, length}: LogSnapshot): LogEntry[] | undefined {
	return book.served === book.entries ? undefined : book.served.slice(0, length);
}
