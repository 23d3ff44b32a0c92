import {readFileSync, statSync} from 'node:fs';
import {readExecution} from '../../../api/wire/execution.ts';
import {isRecord} from '../../../api/wire/readers.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {Action, PollOutcome} from '../../../store/action.ts';
import {formatName, formatVersion, parseJson, parseLine} from './format.ts';
import {lineAction} from './line-action.ts';
import {readProblem} from './problem-record.ts';
import {systemErrorCode} from './recording-file.ts';
import {
	entriesOf,
	RecordingIndex,
	type BrokenLines,
	type RecordedLine,
	type RecordedStep,
} from './recording-index.ts';

export type CannotReplay =
	/** `why` is the error code of the operating system. */
	| {readonly kind: 'unreadable'; readonly why: string}
	/** The path is a folder, a device or a pipe, from which reading could block. */
	| {readonly kind: 'no-file'}
	| {readonly kind: 'no-recording'}
	/** The first line has no valid start time. */
	| {readonly kind: 'broken-header'}
	| {readonly kind: 'newer'; readonly version: number};

const lineBreak = 0x0a;
const beginning = Buffer.from(`{"format":"${formatName}",`);

export function openRecording(path: string): Recording | CannotReplay {
	const bytes = readBytes(path);

	if (!Buffer.isBuffer(bytes)) {
		return bytes;
	}

	const [first = bytes, ...lines] = linesOf(bytes);
	const json = parseJson(first);
	const {version, started, once} = isRecord(json) ? json : {};

	if (typeof version === 'number' && version > formatVersion) {
		return {kind: 'newer', version};
	}

	const begun = typeof started === 'string' ? Date.parse(started) : NaN;
	return Number.isNaN(begun)
		? {kind: 'broken-header'}
		: new Recording(new RecordingIndex(lines, begun), begun, once === true);
}

function readBytes(path: string): Buffer | CannotReplay {
	try {
		// Reading a pipe would block until it has a writer.
		if (!statSync(path).isFile()) {
			return {kind: 'no-file'};
		}

		const bytes = readFileSync(path);
		const isRecording = bytes.subarray(0, beginning.length).equals(beginning);
		return isRecording ? bytes : {kind: 'no-recording'};
	} catch (error) {
		return {kind: 'unreadable', why: systemErrorCode(error)};
	}
}

/** Splits a file into lines. The last line may lack a line break. */
function linesOf(bytes: Buffer): readonly Buffer[] {
	const lines: Buffer[] = [];
	let from = 0;

	for (let end = bytes.indexOf(lineBreak); end !== -1; end = bytes.indexOf(lineBreak, from)) {
		lines.push(bytes.subarray(from, end));
		from = end + 1;
	}

	return from < bytes.length ? [...lines, bytes.subarray(from)] : lines;
}

/** A recording in memory. To save memory, a line is parsed each time it is played. */
export class Recording {
	readonly started: Instant;
	readonly steps: readonly RecordedStep[];
	/** The ids of the runs that were watched at the start of the recording. */
	readonly ids: readonly RunOrderId[];
	readonly once: boolean;
	readonly broken: BrokenLines;
	readonly #index: RecordingIndex;
	/** The runs to replay; null for all runs. */
	readonly #only: ReadonlySet<RunOrderId> | null;

	constructor(
		index: RecordingIndex,
		started: Instant,
		once: boolean,
		only: ReadonlySet<RunOrderId> | null = null,
	) {
		this.#index = index;
		this.started = started;
		this.steps = index.steps;
		this.ids = (index.ids ?? []).filter(id => only?.has(id) ?? true);
		this.once = once;
		this.broken = index.broken;
		this.#only = only;
	}

	/** All runs that were watched, also those that were added or found later. */
	get watched(): ReadonlySet<RunOrderId> {
		return this.#index.watched;
	}

	/** Returns the same recording with only these of its runs. */
	narrowedTo(ids: readonly RunOrderId[]): Recording {
		return new Recording(this.#index, this.started, this.once, new Set(ids));
	}

	/** The time of the first step (recorded action) since the start of the recording. The replay starts here. */
	get beginning(): Duration {
		return this.steps[0]?.at ?? 0;
	}

	get length(): Duration {
		return this.steps.at(-1)?.at ?? 0;
	}

	/** Returns the number of steps (recorded actions) at or before a time. */
	stepsUntil(position: Duration): number {
		return this.steps.findLastIndex(({at}) => at <= position) + 1;
	}

	/**
	 * Returns the action of a step. Returns null if this version of the program does not know its kind, or if the
	 * responses of a poll are missing. If only some runs are replayed, also returns null for the end of the recorded
	 * session.
	 */
	action(index: number): Action | null {
		const action = this.#fullAction(this.steps[index]?.lines ?? []);
		const only = this.#only;
		return action === null || only === null ? action : narrow(action, only);
	}

	#fullAction(lines: readonly RecordedLine[]): Action | null {
		const outcomes = lines.flatMap(line => outcomeOf(line, this.started) ?? []);
		const last = outcomes.at(-1);

		if (last !== undefined) {
			return {type: 'polled', at: last.at, outcomes};
		}

		const line = lines[0] === undefined ? null : parseLine(lines[0].bytes);
		return line === null ? null : lineAction(line, this.started);
	}
}

/** Returns the result of a recorded poll; null if the line is not a poll, or if its response is missing. */
function outcomeOf({bytes, response}: RecordedLine, started: Instant): PollOutcome | null {
	const line = parseLine(bytes);

	if (line === null || !('execution' in line)) {
		return null;
	}

	const at = started + line.at;
	const nextPollAt = line.next === null ? null : at + line.next;
	const outcome = {id: line.execution, at, nextPollAt};

	if ('failure' in line) {
		const {failure, gave_up: gaveUp} = line;
		return {...outcome, kind: 'failure', problem: readProblem(failure, at), gaveUp};
	}

	const recorded = response === null ? null : parseLine(response.bytes);

	if (response === null || recorded === null || !('answer' in recorded)) {
		return null;
	}

	const {execution} = readExecution(recorded.answer);
	return {...outcome, kind: 'response', response: {execution, logs: entriesOf(response.log)}};
}

/**
 * Removes all runs but those in `only` from an action. Returns null if the action is the end of the recorded session.
 * It must not end a replay of only these runs, because the session ended by the state of all its runs.
 */
function narrow(action: Action, only: ReadonlySet<RunOrderId>): Action | null {
	if (action.type === 'runsAdded') {
		return {...action, ids: action.ids.filter(id => only.has(id.exact))};
	}

	if (action.type === 'runsFound') {
		return {...action, orders: action.orders.filter(({id}) => only.has(id.exact))};
	}

	if (action.type === 'polled') {
		return {...action, outcomes: action.outcomes.filter(({id}) => only.has(id))};
	}

	return action.type === 'watchEnded' ? null : action;
}
