import {isRecord, readName, readNumber} from '../../../api/wire/readers.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {lineAction, type RawLine} from './line-action.ts';
import {isWithin} from './log-repeats.ts';
import {
	parseLine,
	readLines,
	type FileLine,
	readRepeats,
	type LinePosition,
	type ResponsePosition,
} from './lines.ts';
import {readProblem} from './problem-record.ts';

/** A line and the position of its response. */
export type RecordedLine = LinePosition & {
	/** Like `execution wfrun_…`; null for a line without response. */
	readonly request: string | null;
	/** Of the line itself, or the one that it repeats. Null if there is none. */
	readonly response: ResponsePosition | null;
};

/** One action of a recording. */
export type RecordedStep = {
	/** Since the start; never decreases. */
	readonly at: Duration;
	readonly lines: readonly RecordedLine[];
};

/** Broken lines of one file: their count, and the first line numbers, counted from 1. */
export type BrokenLines = {
	readonly path: string;
	readonly numbers: readonly number[];
	readonly count: number;
};

const maxListed = 10;

/** Kinds of lines that hold a response. With `same`, it equals the one before. */
const requests = ['execution', 'workflow', 'info'] as const;

/** Lines of no known kind are ignored: a later version wrote them. */
const kinds = [...requests, 'watch', 'drop', 'denied', 'found', 'titles', 'list', 'end'] as const;

/** Characters of a broken line in which its request is searched. */
const maxHeadLength = 500;

/** Means all requests. */
const anyRequest = '';

/** The maximum of `Date`. */
const maxInstant: Instant = 8.64e15;

/** The last response to a request, which later lines may repeat. */
type IndexedResponse = {
	readonly position: ResponsePosition;
	/** Of its log, in entries. */
	readonly length: number;
	/** Whether a broken line since may have been a newer response. */
	readonly isUncertain: boolean;
};

/** Builds the steps of a recording line by line. Lists broken lines and continues after them. */
export class RecordingIndex {
	/** Of the first `watch` line. */
	ids: readonly RunOrderId[] | null = null;
	readonly #broken = new Map<string, {count: number; readonly numbers: number[]}>();
	readonly #steps: RecordedStep[] = [];
	readonly #reported = new Map<string, IndexedResponse>();
	/** Requests with broken lines; `anyRequest` if unknown. */
	readonly #lost = new Set<string>();
	/** Lines of the current moment. */
	#moment: RecordedLine[] = [];
	#at: Duration = 0;

	get broken(): readonly BrokenLines[] {
		return [...this.#broken].map(([path, lines]) => ({path, ...lines}));
	}

	steps(): readonly RecordedStep[] {
		this.#endMoment();
		return this.#steps;
	}

	/** Skips the header. */
	read(file: number, path: string, started: Instant): void {
		let number = 0;

		for (const line of readLines(file)) {
			number++;

			if (number > 1) {
				this.#readLine(line, {file, path, started, number});
			}
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
			this.#markUncertain(text ?? '');
			return;
		}

		if (!this.#add(line, at, {file, offset, length})) {
			this.addBroken(path, number);
		}
	}

	/**
	 * Marks the responses uncertain that a broken line may have replaced: of the request in its text if known, else
	 * all.
	 */
	#markUncertain(text: string): void {
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

	/** False if it repeats entries that the lines before do not have. */
	#add(line: RawLine, at: Duration, position: LinePosition): boolean {
		const request = requestOfLine(line);
		const fits =
			request === null || !('answer' in line) || this.#addResponse(request, line, position);
		const known = request === null ? undefined : this.#reported.get(request);
		const hasResponse = 'answer' in line || (line['same'] === true && known?.isUncertain === false);
		this.ids ??= runIdsOf(line['watch']);
		this.#at = Math.max(this.#at, at);
		this.#moment.push({
			...position,
			request,
			response: hasResponse ? (known?.position ?? null) : null,
		});

		if (line['more'] !== true) {
			this.#endMoment();
		}

		return fits;
	}

	/** False if it continues a log that no line before has. */
	#addResponse(
		request: string,
		{answer: response, repeats}: RawLine,
		position: LinePosition,
	): boolean {
		const own = isRecord(response) ? entriesOf(response['logs']) : 0;
		const repeated = readRepeats(repeats);

		if (repeated === null) {
			this.#reported.set(request, {
				position: {...position, base: null, followsGap: false},
				length: own,
				isUncertain: false,
			});
			return true;
		}

		const base = this.#reported.get(request);
		const isUncertain =
			base?.isUncertain ?? (this.#lost.has(request) || this.#lost.has(anyRequest));
		const fits = base !== undefined && isWithin(repeated, base.length);
		this.#reported.set(request, {
			position: {...position, base: base?.position ?? null, followsGap: isUncertain || !fits},
			length: repeated.count + own,
			isUncertain: false,
		});
		return fits || isUncertain;
	}

	#endMoment(): void {
		if (this.#moment.length > 0) {
			this.#steps.push({at: this.#at, lines: this.#moment});
			this.#moment = [];
		}
	}
}

/** Whether the line has the fields of its kind. */
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
