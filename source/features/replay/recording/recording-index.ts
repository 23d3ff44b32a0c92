import {isRecord, readName, readNumber} from '../../../api/wire/readers.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {lineAction, type RawLine} from './line-action.ts';
import {isWithin} from './log-repeats.ts';
import {parseLine} from './parse-line.ts';
import {readProblem} from './problem-record.ts';
import {readLines, type FileLine} from './read-lines.ts';
import type {RecordedLine, RecordedStep} from './recording.ts';
import {readRepeats, type LinePosition, type ResponsePosition} from './place.ts';

/** The lines of one file that are broken: how many, and the numbers of the first, counted from 1. */
export type BrokenLines = {
	readonly path: string;
	readonly numbers: readonly number[];
	readonly count: number;
};

/** More are not named, however many there are. */
const maxListed = 10;

/** Kinds of lines whose answers can be the same again. */
const requests = ['execution', 'workflow', 'info'] as const;

/** All kinds of lines. What has none of these was written by a later program, and is passed over. */
const kinds = [...requests, 'watch', 'drop', 'denied', 'found', 'titles', 'list', 'end'] as const;

/** How far into a broken line its request is looked for. */
const maxHeadLength = 500;

/** Stands for every request; no request is called so. */
const anyRequest = '';

/** The furthest moment that a `Date` can hold. */
const maxInstant: Instant = 8.64e15;

/** An answer that later lines may mean again. */
type IndexedResponse = {
	readonly place: ResponsePosition;
	/** Entries of its log. */
	readonly length: number;
	/** Whether a line was broken since, which may have been a newer answer. */
	readonly isUncertain: boolean;
};

/** Collects the steps of a recording line by line. Names broken lines and continues after them. */
export class RecordingIndex {
	/** The runs that the first line names; null before it. */
	ids: readonly RunOrderId[] | null = null;
	readonly #broken = new Map<string, {count: number; readonly numbers: number[]}>();
	readonly #steps: RecordedStep[] = [];
	readonly #reported = new Map<string, IndexedResponse>();
	/** What broken lines were about; `anyRequest` where that is not known. */
	readonly #lost = new Set<string>();
	/** Lines of the moment that is not over yet. */
	#moment: RecordedLine[] = [];
	#at: Duration = 0;

	get broken(): readonly BrokenLines[] {
		return [...this.#broken].map(([path, lines]) => ({path, ...lines}));
	}

	steps(): readonly RecordedStep[] {
		this.#endMoment();
		return this.#steps;
	}

	/** Reads the lines of a part but for its first, which is the header. */
	read(file: number, path: string, started: Instant): void {
		let number = 0;

		for (const line of readLines(file)) {
			number++;

			if (number > 1) {
				this.#readLine(line, {file, path, started, number});
			}
		}
	}

	/** Takes in that a line is broken. */
	addBroken(path: string, number: number): void {
		const lines = this.#broken.get(path) ?? {count: 0, numbers: []};
		lines.count++;

		if (lines.numbers.length < maxListed) {
			lines.numbers.push(number);
		}

		this.#broken.set(path, lines);
	}

	#readLine(
		{text, offset, length}: FileLine,
		{
			file,
			path,
			started,
			number,
		}: {
			readonly file: number;
			readonly path: string;
			readonly started: Instant;
			readonly number: number;
		},
	): void {
		const line = text === null ? null : parseLine(text);
		const at = line === null ? null : readNumber(line['at']);

		if (line === null || at === null || Math.abs(started + at) > maxInstant || !isPlayable(line)) {
			this.addBroken(path, number);
			this.#shake(text ?? '');
			return;
		}

		if (!this.#add(line, at, {file, offset, length})) {
			this.addBroken(path, number);
		}
	}

	/** Takes in that an answer is lost: to the known request that the rest of the line names, else to any. */
	#shake(text: string): void {
		const [, kind, id = ''] =
			/"(execution|workflow|info)":"((?:[^"\\]|\\.)*)"/.exec(text.slice(0, maxHeadLength)) ?? [];

		const request = `${kind} ${id}`;
		const lost = this.#reported.has(request) ? request : anyRequest;
		this.#lost.add(lost);

		for (const [known, report] of this.#reported) {
			if (lost === anyRequest || lost === known) {
				this.#reported.set(known, {...report, isUncertain: true});
			}
		}
	}

	/** Adds a line. False where it repeats what the lines before do not hold. */
	#add(line: RawLine, at: Duration, place: LinePosition): boolean {
		const request = requestOfLine(line);
		const fits = request === null || !('answer' in line) || this.#addTold(request, line, place);
		const known = request === null ? undefined : this.#reported.get(request);
		const isTold = 'answer' in line || (line['same'] === true && known?.isUncertain === false);
		this.ids ??= runIdsOf(line['watch']);
		this.#at = Math.max(this.#at, at);
		this.#moment.push({...place, request, response: isTold ? (known?.place ?? null) : null});

		if (line['more'] !== true) {
			this.#endMoment();
		}

		return fits;
	}

	/** Adds a response. False if its log continues one that no earlier line has. */
	#addTold(request: string, {answer: response, repeats}: RawLine, place: LinePosition): boolean {
		const own = isRecord(response) ? entriesOf(response['logs']) : 0;
		const repeated = readRepeats(repeats);

		if (repeated === null) {
			this.#reported.set(request, {
				place: {...place, base: null, followsGap: false},
				length: own,
				isUncertain: false,
			});
			return true;
		}

		const base = this.#reported.get(request);
		const isShaken = base?.isUncertain ?? (this.#lost.has(request) || this.#lost.has(anyRequest));
		const fits = base !== undefined && isWithin(repeated, base.length);
		this.#reported.set(request, {
			place: {...place, base: base?.place ?? null, followsGap: isShaken || !fits},
			length: repeated.count + own,
			isUncertain: false,
		});
		return fits || isShaken;
	}

	#endMoment(): void {
		if (this.#moment.length > 0) {
			this.#steps.push({at: this.#at, lines: this.#moment});
			this.#moment = [];
		}
	}
}

/** Whether a line of a known kind has what its kind must have. */
function isPlayable(line: RawLine): boolean {
	if (!kinds.some(kind => kind in line) || line['same'] === true) {
		return true;
	}

	const {execution, answer: response} = line;

	if (execution === undefined) {
		return lineAction({line, response, execution: null}, 0) !== null;
	}

	const hasOutcome =
		'failure' in line
			? readProblem(line['failure'], 0) !== null
			: isRecord(response) && readName(response['status']) !== null;
	return typeof execution === 'string' && hasOutcome;
}

/** How many entries are read from `logs`. */
function entriesOf(logs: unknown): number {
	return (Array.isArray(logs) ? logs : [logs]).filter(item => item !== null && item !== undefined)
		.length;
}

function requestOfLine(line: RawLine): string | null {
	const kind = requests.find(name => typeof line[name] === 'string');
	return kind === undefined ? null : `${kind} ${String(line[kind])}`;
}

function runIdsOf(value: unknown): readonly RunOrderId[] {
	return Array.isArray(value) ? value.filter(id => typeof id === 'string') : [];
}
