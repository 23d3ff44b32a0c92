import type {Duration} from '../../../core/time/clock.ts';
import type {ExitReason} from '../../../core/exit-result.ts';
import type {GaveUp, RunOrderId} from '../../../core/run.ts';
import type {Repeats} from './log-repeats.ts';
import type {ProblemRecord} from './problem-record.ts';

/** What the first line of every recording begins with. */
export const formatName = 'chenyu-top-recording';

/** Raised when an older program could not play what is written now. What it does not know it passes over, so new lines and fields do not raise it. */
export const formatVersion = 2;

/** The first line of a recording, and of each further part of it. */
export type Header = {
	readonly format: typeof formatName;
	readonly version: number;
	/** The version of the program that wrote it. */
	readonly program: string;
	/** RFC 3339: the moment that every `at` counts from. */
	readonly started: string;
	/** 0 for the file itself, 1 for `FILE.1` and so on. */
	readonly part: number;
	/** Each run was asked once only, as with `--once`. */
	readonly once?: true;
};

/** An answer as the API gave it under `data`, without secrets; `same` says that it is the one before, again. */
export type RecordedResponse =
	| {
			readonly answer: Readonly<Record<string, unknown>>;
			/** The log begins with these entries of the one before; `logs` are those that come after them. */
			readonly repeats?: Repeats;
	  }
	| {readonly same: true};

/** Every other line: one thing that became known. `docs/RECORDING.md` describes them for readers. */
export type RecordingLine = {
	/** Milliseconds since the start. */
	readonly at: Duration;
} & (
	| {readonly watch: readonly RunOrderId[]}
	| {readonly drop: readonly RunOrderId[]}
	| ExecutionLine
	| {readonly denied: ProblemRecord}
	| ({readonly workflow: string} & (RecordedResponse | {readonly untold: true}))
	| ({readonly info: RunOrderId} & (RecordedResponse | {readonly failure: ProblemRecord}))
	| {readonly found: readonly Readonly<Record<string, unknown>>[]}
	| {readonly titles: readonly Readonly<Record<string, unknown>>[]}
	| {readonly list: 'read'; readonly since: Duration}
	| {
			readonly list: 'failed';
			readonly failure: ProblemRecord;
			readonly next: Duration | null;
	  }
	| {readonly end: {readonly reason: ExitReason; readonly exit_code: number}}
);

/** How one poll of a run came out. */
export type ExecutionLine = {
	readonly execution: RunOrderId;
	/** Milliseconds until it is asked next; null when it is not. */
	readonly next: Duration | null;
	/** The next line came in the same moment and was taken in with this one. */
	readonly more?: true;
} & (RecordedResponse | {readonly failure: ProblemRecord; readonly gave_up: GaveUp | null});
