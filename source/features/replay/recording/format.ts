import type {Duration} from '../../../core/time/clock.ts';
import type {ExitReason} from '../../../core/exit-result.ts';
import type {GaveUp, RunOrderId} from '../../../core/run.ts';
import type {ProblemRecord} from './problem-record.ts';

export const formatName = 'chenyu-top-recording';

/**
 * The version of the format. New lines and fields do not need a new version, because older programs ignore unknown
 * ones.
 */
export const formatVersion = 1;

/** The first line of each file of a recording. */
export type Header = {
	readonly format: typeof formatName;
	readonly version: number;
	/** The version of the program. */
	readonly program: string;
	/** The start of the recording in RFC 3339. The times `at` of all lines are relative to this time. */
	readonly started: string;
	/** The index of the file: 0 for `FILE`, 1 for `FILE.1` and so on. */
	readonly part: number;
	/** Set if the program ran with `--once`. */
	readonly once?: true;
};

type Data = Readonly<Record<string, unknown>>;

/**
 * A response. `answer`: the `data` of the response, without secrets. `same`: the `at` of an earlier line with an
 * equal response to the same request.
 */
export type RecordedResponse = {readonly answer: Data} | {readonly same: Duration};

/** A range of log entries: the number of the first entry and the count of entries. */
export type EntryRange = readonly [first: number, count: number];

export type RecordedLog = {
	/** The whole log as ranges of entry numbers. */
	readonly log: readonly EntryRange[];
	/** The number of `entries[0]`. The entries of a run are numbered from 0 in the order of recording. */
	readonly first?: number;
	/** The log entries that no earlier line contains. */
	readonly entries?: readonly unknown[];
};

/** A line after the header; see `docs/RECORDING.md`. `at` and `since` are relative to the start of the recording. */
export type RecordingLine = {readonly at: Duration} & (
	| {readonly watch: readonly RunOrderId[]}
	| {readonly drop: readonly RunOrderId[]}
	| ({
			readonly execution: RunOrderId;
			/** The time until the next poll; null if no poll follows. */
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
