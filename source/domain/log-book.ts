import type {LogEntry} from './log-entry.ts';

/** A place in the log where entries are missing: the service's window slid on before it was seen. */
export type LogGap = {
	/** The hole is before the entry with this index. */
	readonly before: number;
};

/**
 * The log of one run, append-only. It is shared by reference and told apart by length, so that a snapshot of a
 * million entries costs nothing to take.
 */
export class LogBook {
	readonly entries: LogEntry[] = [];
	readonly gaps: LogGap[] = [];
}

/** The first `length` entries of a book, and the gaps among them. */
export type LogSnapshot = {
	readonly book: LogBook;
	readonly length: number;
};
