import {readLogs} from '../../../api/wire/logs.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import {parseLine, type KeptEntries, type RecordingLine} from './format.ts';

/** A range in an array of log entries. The logs of successive responses share one array while the log only grows. */
type LogRange = {
	readonly entries: LogEntry[];
	/**
	 * The index in `entries` at which this log begins. Negative if lines of the recording are missing. For example, -3
	 * means that the first three entries of this log are lost.
	 */
	readonly start: number;
	/** The index in `entries` after the last entry of this log. */
	readonly end: number;
};

type RecordedResponse = {
	/** The bytes of the line with the response. */
	readonly bytes: Buffer;
	readonly at: Duration;
	readonly log: LogRange;
};

/**
 * `response`: that of a poll. A line with `same` refers to an earlier line with an equal response, which is then the
 * `response`. Null if the line is not of a poll, if the poll failed, or if the earlier line is missing.
 */
export type RecordedLine = {readonly bytes: Buffer; readonly response: RecordedResponse | null};

/** One recorded action. A poll of several runs has one line for each run. */
export type RecordedStep = {
	/** The time since the start of the recording. It never decreases from one step to the next. */
	readonly at: Duration;
	readonly lines: readonly RecordedLine[];
};

/** `count`: the number of unreadable lines. `numbers`: the line numbers of the first ones, counted from 1. */
export type BrokenLines = {readonly count: number; readonly numbers: readonly number[]};

/** Maximum number of line numbers in `BrokenLines`. */
const maxListed = 10;

/** The latest time that `Date` supports. */
const maxInstant: Instant = 8.64e15;

/** Builds the steps from the lines of a recording. Skips unreadable lines and collects their numbers. */
export class RecordingIndex {
	/** The ids in the first `watch` line; null without such a line. */
	ids: readonly RunOrderId[] | null = null;
	/** All runs that were watched, also those that were added or found later. */
	readonly watched = new Set<RunOrderId>();
	readonly steps: RecordedStep[] = [];
	readonly broken = {count: 0, numbers: [] as number[]};
	readonly #lastResponses = new Map<RunOrderId, RecordedResponse>();
	/** The lines of the current action that have been read so far. An action can have several lines. */
	#lines: RecordedLine[] = [];
	#at: Duration = 0;

	/** `lines`: all lines but the header. */
	constructor(lines: readonly Buffer[], started: Instant) {
		for (const [index, bytes] of lines.entries()) {
			const number = index + 2;
			const line = parseLine(bytes);

			if (line === null || Math.abs(started + line.at) > maxInstant) {
				this.#addBroken(number);
				continue;
			}

			const response = this.#responseOf(line, bytes);

			// After a broken line, lost entries are expected and not counted as another broken line.
			if (response !== null && response.log.start < 0 && this.broken.count === 0) {
				this.#addBroken(number);
			}

			this.#addLine(line, {bytes, response});
		}

		this.#endStep();
	}

	#addBroken(number: number): void {
		this.broken.count++;

		if (this.broken.numbers.length < maxListed) {
			this.broken.numbers.push(number);
		}
	}

	/** Returns the response of a poll; null if the line has none, or if the earlier line that contains it is missing. */
	#responseOf(line: RecordingLine, bytes: Buffer): RecordedResponse | null {
		const last = 'execution' in line ? this.#lastResponses.get(line.execution) : undefined;

		if ('same' in line) {
			return last?.at === line.same ? last : null;
		}

		if (!('execution' in line && 'answer' in line)) {
			return null;
		}

		const {at, kept, answer} = line;
		const added = readLogs(answer['logs']);
		const log =
			kept === undefined
				? {entries: [...added], start: 0, end: added.length}
				: continueLog(last?.at === kept.at ? last.log : null, kept, added);
		const recorded = {bytes, at, log};
		this.#lastResponses.set(line.execution, recorded);
		return recorded;
	}

	#addLine(line: RecordingLine, recorded: RecordedLine): void {
		const watched = 'watch' in line ? line.watch : 'execution' in line ? [line.execution] : [];
		watched.forEach(id => this.watched.add(id));
		this.ids ??= 'watch' in line ? line.watch : null;
		this.#at = Math.max(this.#at, line.at);
		this.#lines.push(recorded);

		if (!('more' in line && line.more === true)) {
			this.#endStep();
		}
	}

	#endStep(): void {
		if (this.#lines.length > 0) {
			this.steps.push({at: this.#at, lines: this.#lines});
			this.#lines = [];
		}
	}
}

/**
 * Returns the log entries in a range. Entries with a negative index are left out: the recording does not have them.
 */
export function entriesOf({entries, start, end}: LogRange): readonly LogEntry[] {
	return entries.slice(Math.max(0, start), Math.max(0, end));
}

/**
 * Returns the log of a response: `count` entries of the log `previous`, from its index `first` on, and then the
 * entries `added`. If `previous` is null or too short, because lines of the recording are missing, all `count`
 * entries are lost: `start` of the result is then `-count`.
 */
function continueLog(
	previous: LogRange | null,
	{first, count}: Omit<KeptEntries, 'at'>,
	added: readonly LogEntry[],
): LogRange {
	const {entries, start, end} = previous ?? {entries: [], start: 0, end: 0};

	if (start + first + count > end) {
		return {entries: [...added], start: -count, end: added.length};
	}

	if (start + first + count < entries.length) {
		const kept = entriesOf({entries, start: start + first, end: start + first + count});
		const copy = [...kept, ...added];
		return {entries: copy, start: kept.length - count, end: copy.length};
	}

	for (const entry of added) {
		entries.push(entry);
	}

	return {entries, start: start + first, end: entries.length};
}
