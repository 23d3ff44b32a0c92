import {isRecord, readName, readNumber} from '../../../api/wire/readers.ts';
import {readLogs} from '../../../api/wire/logs.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {EntryRange} from './format.ts';
import {lineAction} from './line-action.ts';
import {parseLine, type FileLine, type LinePosition, type RawLine} from './lines.ts';
import {readProblem} from './problem-record.ts';

/**
 * A line and the position of its response. `answer` is the line that contains the response: this line or, if the line
 * has `same`, an earlier line; null if the line has no response.
 */
export type RecordedLine = LinePosition & {readonly answer: LinePosition | null};

/** One action of a recording. A poll of several runs has one line for each run. */
export type RecordedStep = {
	/** The time since the start of the recording. It never decreases from one step to the next. */
	readonly at: Duration;
	readonly lines: readonly RecordedLine[];
};

/**
 * The broken lines of one file. `count` is the number of broken lines, `numbers` the line numbers of the first ones,
 * counted from 1.
 */
export type BrokenLines = {
	readonly path: string;
	readonly numbers: readonly number[];
	readonly count: number;
};

/** Maximum number of line numbers in `BrokenLines`. */
const maxListed = 10;

/** Kinds of lines that can have a response. */
const requests = ['execution', 'workflow', 'info'] as const;

/** The known kinds of lines. Lines of other kinds, which a later version of the program may write, are ignored. */
const kinds = [...requests, 'watch', 'drop', 'denied', 'found', 'titles', 'list', 'end'] as const;

/** The latest time that `Date` supports. */
const maxInstant: Instant = 8.64e15;

/** The largest valid length of a log. A file with a longer log is damaged. */
const maxLogEntries = 1_000_000;

/** The largest valid entry number. A file with a larger number is damaged. */
const maxEntryNumber = 10_000_000;

/** Builds the steps of a recording from its lines. Skips broken lines and collects their numbers. */
export class RecordingIndex {
	/** The ids in the first `watch` line; null until this line has been read. */
	ids: readonly RunOrderId[] | null = null;
	/** The log entries of each run; the index is the number of the entry. Null for an entry of a broken line. */
	readonly entries = new Map<RunOrderId, Array<LogEntry | null>>();
	readonly #broken = new Map<string, {count: number; readonly numbers: number[]}>();
	readonly #steps: RecordedStep[] = [];
	/** The last line that contains a response to each request. A key is, for example, `execution wfrun_…`. */
	readonly #answers = new Map<string, {readonly at: Duration; readonly position: LinePosition}>();
	/** The lines of the current step so far. */
	#lines: RecordedLine[] = [];
	#at: Duration = 0;

	get broken(): readonly BrokenLines[] {
		return [...this.#broken].map(([path, lines]) => ({path, ...lines}));
	}

	steps(): readonly RecordedStep[] {
		this.#endStep();
		return this.#steps;
	}

	/** Adds all lines of a file except its header. */
	addLines(lines: Iterable<FileLine>, path: string, started: Instant): void {
		let number = 1;

		for (const {text, ...position} of lines) {
			number++;
			const line = text === null ? null : parseLine(text);
			const at = readNumber(line?.['at']);

			if (
				line === null ||
				at === null ||
				Math.abs(started + at) > maxInstant ||
				!isPlayable(line)
			) {
				this.addBroken(path, number);
				continue;
			}

			// After a broken line, missing entries are expected and not counted as another broken line.
			if (!this.#addEntries(line) && this.#broken.size === 0) {
				this.addBroken(path, number);
			}

			this.#addLine(line, at, position);
		}
	}

	addBroken(path: string, number: number): void {
		const lines = this.#broken.get(path) ?? {count: 0, numbers: []};
		lines.count++;

		if (lines.numbers.length < maxListed) {
			lines.numbers.push(number);
		}

		this.#broken.set(path, lines);
	}

	/** Stores the new log entries of a line. Returns whether all entries of the line's log are now known. */
	#addEntries({execution: id, log, first, entries}: RawLine): boolean {
		if (typeof id !== 'string' || log === undefined) {
			return true;
		}

		const known = this.entries.get(id) ?? [];
		this.entries.set(id, known);
		const start = readNumber(first) ?? known.length;
		const hasGap = start > known.length;

		while (known.length < start) {
			known.push(null);
		}

		for (const [index, entry] of readLogs(entries ?? []).entries()) {
			known[start + index] = entry;
		}

		return (
			!hasGap && readRanges(log)?.every(([from, count]) => from + count <= known.length) === true
		);
	}

	#addLine(line: RawLine, at: Duration, position: LinePosition): void {
		const kind = requests.find(name => typeof line[name] === 'string');
		const request = `${kind} ${kind === undefined ? '' : String(line[kind])}`;

		if ('answer' in line) {
			this.#answers.set(request, {at, position});
		}

		const last = this.#answers.get(request);
		const answer = 'answer' in line || last?.at === line['same'] ? last?.position : null;
		this.ids ??= readIds(line['watch']);
		this.#at = Math.max(this.#at, at);
		this.#lines.push({...position, answer: answer ?? null});

		if (line['more'] !== true) {
			this.#endStep();
		}
	}

	#endStep(): void {
		if (this.#lines.length > 0) {
			this.#steps.push({at: this.#at, lines: this.#lines});
			this.#lines = [];
		}
	}
}

/** Parses the ranges of a log. Returns null if they are invalid or the log is too long. */
export function readRanges(value: unknown): readonly EntryRange[] | null {
	const ranges = Array.isArray(value) ? value.map(readRange) : [null];
	const valid = ranges.filter(range => range !== null);
	const length = valid.reduce((sum, [, count]) => sum + count, 0);
	return valid.length === ranges.length && length <= maxLogEntries ? valid : null;
}

function readRange(value: unknown): EntryRange | null {
	const [first, count] = Array.isArray(value) ? (value as readonly unknown[]) : [];
	return isEntryNumber(first) && isEntryNumber(count) ? [first, count] : null;
}

function isEntryNumber(value: unknown): value is number {
	return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= maxEntryNumber;
}

/** Returns whether the line has the fields of its kind. */
export function isPlayable(line: RawLine): boolean {
	if (!kinds.some(kind => kind in line)) {
		return true;
	}

	const {execution, answer, failure, same} = line;

	if (!hasPossibleLog(line)) {
		return false;
	}

	if (typeof same === 'number') {
		return true;
	}

	if (execution === undefined) {
		return lineAction(line, answer, 0) !== null;
	}

	const hasOutcome =
		failure === undefined
			? isRecord(answer) && readName(answer['status']) !== null
			: readProblem(failure, 0) !== null;
	return typeof execution === 'string' && hasOutcome;
}

function hasPossibleLog({answer, log, first = 0, entries}: RawLine): boolean {
	return log === undefined
		? !isRecord(answer) || isPossibleLength(answer['logs'])
		: readRanges(log) !== null && isEntryNumber(first) && isPossibleLength(entries);
}

function isPossibleLength(value: unknown): boolean {
	return !Array.isArray(value) || value.length <= maxLogEntries;
}

function readIds(value: unknown): readonly RunOrderId[] {
	return Array.isArray(value) ? value.filter(id => typeof id === 'string') : [];
}
