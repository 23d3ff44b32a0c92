import {readFileSync, statSync} from 'node:fs';
import * as v from 'valibot';
import {isRecord} from '../../../api/wire/readers.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {Action, PollOutcome} from '../../../store/action.ts';
import {data, readAction, readPoll, type Data} from './lines.ts';
import {formatName, formatVersion, systemErrorCode} from './recording-file.ts';

/** A recording in memory. */
export type Recording = Readonly<ReturnType<typeof readLines>> & {
	readonly started: Instant;
	readonly once: boolean;
	/** The time of the first step since the start of the recording. The replay starts here. */
	readonly beginning: Duration;
	/** The time of the last step. */
	readonly length: Duration;
};

/** A recorded action. `at`: the time since the start of the recording, which never decreases from one step to the next. */
export type RecordedStep = {readonly at: Duration; readonly action: Action};

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

/** The latest time that `Date` supports. */
const maxInstant: Instant = 8.64e15;

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

	if (Number.isNaN(begun)) {
		return {kind: 'broken-header'};
	}

	const content = readLines(lines, begun);
	return {
		...content,
		started: begun,
		once: once === true,
		beginning: content.steps[0]?.at ?? 0,
		length: content.steps.at(-1)?.at ?? 0,
	};
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

/** Splits a file into lines. The last line may lack a line break. The whole may be too long for a string. */
function linesOf(bytes: Buffer): readonly Buffer[] {
	const lines: Buffer[] = [];
	let from = 0;

	for (let end = bytes.indexOf(lineBreak); end !== -1; end = bytes.indexOf(lineBreak, from)) {
		lines.push(bytes.subarray(from, end));
		from = end + 1;
	}

	return from < bytes.length ? [...lines, bytes.subarray(from)] : lines;
}

/** Returns null for text that is no JSON. */
function parseJson(bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString());
	} catch {
		return null;
	}
}

/** Reads all lines of a recording but the header. Skips damaged lines. */
function readLines(lines: readonly Buffer[], started: Instant) {
	const steps: RecordedStep[] = [];
	const broken: number[] = [];
	const watched = new Set<RunOrderId>();
	const known: Parameters<typeof readPoll>[3] = new Map();
	let ids: readonly RunOrderId[] | null = null;
	let outcomes: PollOutcome[] = [];
	let last: Duration = 0;

	function endPoll(): void {
		const newest = outcomes.at(-1);

		if (newest !== undefined) {
			steps.push({at: last, action: {type: 'polled', at: newest.at, outcomes}});
			outcomes = [];
		}
	}

	function readLine(line: Data, number: number): void {
		const at = v.parse(timeOf(started), line['at']);

		if (Object.hasOwn(line, 'execution')) {
			const {id, outcome, lacksEntries, more} = readPoll(line, at, started, known);
			last = Math.max(last, at);
			watched.add(id);
			outcomes.push(...(outcome === null ? [] : [outcome]));

			// After a damaged line, lost entries are expected and not counted as another one.
			if (lacksEntries && broken.length === 0) {
				broken.push(number);
			}

			if (!more) {
				endPoll();
			}

			return;
		}

		const action = readAction(line, at, started);
		endPoll();
		last = Math.max(last, at);

		if (action !== null) {
			steps.push({at: last, action});
		}

		if (action?.type === 'runsAdded') {
			const added = action.ids.map(({exact}) => exact);
			ids ??= added;
			added.forEach(id => watched.add(id));
		}
	}

	for (const [index, bytes] of lines.entries()) {
		try {
			readLine(v.parse(data, parseJson(bytes)), index + 2);
		} catch (error) {
			if (!(error instanceof v.ValiError)) {
				throw error;
			}

			broken.push(index + 2);
		}
	}

	endPoll();
	return {
		/** The ids of the runs that were watched at the start. */
		ids: ids ?? [],
		/** All runs that were watched, also those that were added or found later. */
		watched,
		steps,
		/** The numbers of the damaged lines, counted from 1. */
		broken,
	};
}

/** A time in milliseconds since the start, that `Date` supports. */
function timeOf(started: Instant) {
	return v.pipe(
		v.number(),
		v.check(at => Math.abs(started + at) <= maxInstant),
	);
}

/** Returns a recording with only these of its runs. */
export function narrowedTo(recording: Recording, ids: readonly RunOrderId[]): Recording {
	const only = new Set(ids);
	return {
		...recording,
		ids: recording.ids.filter(id => only.has(id)),
		steps: recording.steps.map(({at, action}) => ({at, action: narrow(action, only)})),
	};
}

/** Removes all runs but those in `only` from an action. */
function narrow(action: Action, only: ReadonlySet<RunOrderId>): Action {
	if (action.type === 'runsAdded') {
		return {...action, ids: action.ids.filter(id => only.has(id.exact))};
	}

	if (action.type === 'runsFound') {
		return {...action, orders: action.orders.filter(({id}) => only.has(id.exact))};
	}

	if (action.type === 'polled') {
		return {...action, outcomes: action.outcomes.filter(({id}) => only.has(id))};
	}

	// The recorded session ended by the state of all its runs, so that is no end of a replay of these.
	return action.type === 'watchEnded' ? {type: 'ticked', at: action.at} : action;
}
