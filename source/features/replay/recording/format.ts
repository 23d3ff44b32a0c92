import type {Duration} from '../../../core/time/clock.ts';
import type {ExitReason} from '../../../core/exit-result.ts';
import type {GaveUp, RunOrderId} from '../../../core/run.ts';
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
	/** RFC 3339. `at` counts from it. */
	readonly started: string;
	/** 0 for the file itself, 1 for `FILE.1` and so on. */
	readonly part: number;
	/** Set for `--once`. */
	readonly once?: true;
};

type Data = Readonly<Record<string, unknown>>;

/** `data` of a response without secrets, or `at` of the line with the equal response to the same request. */
export type RecordedResponse = {readonly answer: Data} | {readonly same: Duration};

/** First number and count of consecutive log entries. The entries of a run are numbered from 0. */
export type EntryRange = readonly [first: number, count: number];

export type RecordedLog = {
	readonly log: readonly EntryRange[];
	/** The number of `entries[0]`: the entries of a run are numbered from 0 in the order in which they were recorded. */
	readonly first?: number;
	/** The entries that no earlier line has. */
	readonly entries?: readonly unknown[];
};

/** All other lines; see `docs/RECORDING.md`. `at` and `since` count from the start. */
export type RecordingLine = {readonly at: Duration} & (
	| {readonly watch: readonly RunOrderId[]}
	| {readonly drop: readonly RunOrderId[]}
	| ({
			readonly execution: RunOrderId;
			/** Time until the next poll; null for none. */
			readonly next: Duration | null;
			/** Whether the next line belongs to the same action. */
			readonly more?: true;
	  } & (
			| (RecordedResponse & Partial<RecordedLog>)
			| {readonly failure: ProblemRecord; readonly gave_up: GaveUp | null}
	  ))
	| {readonly denied: ProblemRecord}
	| ({readonly workflow: string} & (RecordedResponse | {readonly untold: true}))
	| ({readonly info: RunOrderId} & (RecordedResponse | {readonly failure: ProblemRecord}))
	| {readonly found: readonly Data[]}
	| {readonly titles: readonly Data[]}
	| {readonly list: 'read'; readonly since: Duration}
	| {
			readonly list: 'failed';
			readonly failure: ProblemRecord;
			readonly next: Duration | null;
	  }
	| {readonly end: {readonly reason: ExitReason; readonly exit_code: number}}
);
