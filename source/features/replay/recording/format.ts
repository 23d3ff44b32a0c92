import type {Duration} from '../../../core/time/clock.ts';
import type {ExitReason} from '../../../core/exit-result.ts';
import type {GaveUp, RunOrderId} from '../../../core/run.ts';
import type {Repeats} from './log-repeats.ts';
import type {ProblemRecord} from './problem-record.ts';

export const formatName = 'chenyu-top-recording';

/** Raised only when an older program would play a recording wrongly: unknown lines and fields are ignored. */
export const formatVersion = 1;

/** The first line of each part. */
export type Header = {
	readonly format: typeof formatName;
	readonly version: number;
	/** The program's version. */
	readonly program: string;
	/** RFC 3339; `at` counts from it. */
	readonly started: string;
	/** 0 for the file itself, 1 for `FILE.1` and so on. */
	readonly part: number;
	/** As with `--once`. */
	readonly once?: true;
};

/** `data` of a response without secrets; `same` if it equals the one before. */
export type RecordedResponse =
	| {
			readonly answer: Readonly<Record<string, unknown>>;
			/** Entries of the log before that this one begins with; `logs` follow. */
			readonly repeats?: Repeats;
	  }
	| {readonly same: true};

/** All other lines; see `docs/RECORDING.md`. */
export type RecordingLine = {
	/** Since the start. */
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

export type ExecutionLine = {
	readonly execution: RunOrderId;
	/** Time until the next poll; null for none. */
	readonly next: Duration | null;
	/** The next line belongs to the same action. */
	readonly more?: true;
} & (RecordedResponse | {readonly failure: ProblemRecord; readonly gave_up: GaveUp | null});
