import {isRecord, readName, readNumber} from '../../../api/wire/readers.ts';
import {readLogs} from '../../../api/wire/logs.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {EntryRange} from './format.ts';
import {lineAction} from './line-action.ts';
import {parseLine, type FileLine, type LinePosition, type RawLine} from './lines.ts';
import {readProblem} from './problem-record.ts';

/** `answer` is the line with the response: this line or, for `same`, an earlier one. Null without a response. */
export type RecordedLine = LinePosition & {readonly answer: LinePosition | null};

/** One action of a recording. */
export type RecordedStep = {
	/** Since the start; never decreases. */
	readonly at: Duration;
	readonly lines: readonly RecordedLine[];
};

/** The broken lines of one file: their count, and the first line numbers, counted from 1. */
export type BrokenLines = {
	readonly path: string;
	readonly numbers: readonly number[];
	readonly count: number;
};

const maxListed = 10;

/** Kinds of lines that can have a response. */
const requests = ['execution', 'workflow', 'info'] as const;

/** Lines of an unknown kind are ignored: a later version wrote them. */
const kinds = [...requests, 'watch', 'drop', 'denied', 'found', 'titles', 'list', 'end'] as const;

/** The maximum of `Date`. */
const maxInstant: Instant = 8.64e15;

/** A larger log comes from a damaged file. */
const maxLogEntries = 1_000_000;

/** A larger entry number comes from a damaged file. */
const maxEntryNumber = 10_000_000;

/** Builds the steps of a recording line by line. Lists broken lines and continues after them. */
export class RecordingIndex {
	/** Of the first `watch` line. */
	ids: readonly RunOrderId[] | null = null;
	/** The log entries of each run by number; null for an entry that was lost with a broken line. */
	readonly entries = new Map<RunOrderId, Array<LogEntry | null>>();
	readonly #broken = new Map<string, {count: number; readonly numbers: number[]}>();
	readonly #steps: RecordedStep[] = [];
	/** The last line with a response, by request. */
	readonly #answers = new Map<string, {readonly at: Duration; readonly position: LinePosition}>();
	/** Lines of the current step. */
	#lines: RecordedLine[] = [];
	#at: Duration = 0;

	get broken(): readonly BrokenLines[] {
		return [...this.#broken].map(([path, lines]) => ({path, ...lines}));
	}

	steps(): readonly RecordedStep[] {
		this.#endStep();
		return this.#steps;
	}

	/** Adds the lines after the header. */
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

			// After a broken line entries are expected to be missing.
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

	/** Returns whether all entries of the line's log are known. */
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

/** Returns null for an invalid or impossible log. */
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
