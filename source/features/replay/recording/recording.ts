import {readFileSync, statSync} from 'node:fs';
import {isRecord} from '../../../api/wire/readers.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {Action} from '../../../store/action.ts';
import {formatName, formatVersion, parseJson} from './format.ts';
import {readLines} from './read-lines.ts';
import {systemErrorCode} from './recording-file.ts';

/** A recording in memory. */
export type Recording = Readonly<ReturnType<typeof readLines>> & {
	readonly started: Instant;
	readonly once: boolean;
	/** The time of the first step (recorded action) since the start of the recording. The replay starts here. */
	readonly beginning: Duration;
	/** The time of the last step. */
	readonly length: Duration;
};

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

/** Returns a recording with only these of its runs. */
export function narrowedTo(recording: Recording, ids: readonly RunOrderId[]): Recording {
	const only = new Set(ids);
	return {
		...recording,
		ids: recording.ids.filter(id => only.has(id)),
		steps: recording.steps.map(({at, action}) => ({at, action: () => narrow(action(), only)})),
	};
}

/**
 * Removes all runs but those in `only` from an action. Returns null if the action is the end of the recorded session.
 * It must not end a replay of only these runs, because the session ended by the state of all its runs.
 */
function narrow(action: Action | null, only: ReadonlySet<RunOrderId>): Action | null {
	if (action?.type === 'runsAdded') {
		return {...action, ids: action.ids.filter(id => only.has(id.exact))};
	}

	if (action?.type === 'runsFound') {
		return {...action, orders: action.orders.filter(({id}) => only.has(id.exact))};
	}

	if (action?.type === 'polled') {
		return {...action, outcomes: action.outcomes.filter(({id}) => only.has(id))};
	}

	return action?.type === 'watchEnded' ? null : action;
}
