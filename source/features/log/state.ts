import type {Severity} from '../../core/log/log-entry.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {HitMode, LogIndex} from './index/log-index.ts';
import type {EntryRef} from './index/sequence.ts';

/** The position of the user in one log. Positions are stored as entries, so that new entries do not move them. */
export type LogPosition = {
	/** The entry under the cursor. Null if the log follows its end; the cursor is then at the last entry. */
	readonly cursor: EntryRef | null;
	/**
	 * The entry in the top row of the pane. `row`: the number of rows of this entry that are above the pane. Null if the
	 * log follows its end.
	 */
	readonly top: {readonly entry: EntryRef; readonly row: number} | null;
	/** The start of the selection, which ends at the cursor; null without a selection. */
	readonly anchor: EntryRef | null;
	/** The number of cells that the log is scrolled to the right. */
	readonly sideways: number;
	/** The exact id of the only shown node; null if all nodes are shown. */
	readonly node: string | null;
	readonly unfolded: ReadonlySet<string>;
};

/** The content of the time column: time of day, time since the run's start, time since the previous entry, or none. */
export const timeModes = ['clock', 'start', 'previous', 'off'] as const;
export type TimeMode = (typeof timeModes)[number];

/** Settings for all logs. */
export type LogReading = {
	/** The lowest visible level. */
	readonly minSeverity: Severity;
	readonly hits: HitMode;
	readonly time: TimeMode;
	readonly wrap: boolean;
	/** Whether the merged log of all runs is shown. */
	readonly all: boolean;
	readonly folded: boolean;
};

export type Unread = {
	/** The length of the log when the user last saw its end. */
	readonly seen: number;
	/**
	 * The index of the entry below the separator "unread": the first unread entry at the last return to the end, or
	 * null.
	 */
	readonly rule: number | null;
};

/** A requested move to a hit that may not be indexed yet. */
export type HitRequest = {
	/** The entry from which to search. */
	readonly from: EntryRef;
	readonly step: 1 | -1;
	/** Whether the entry `from` may be the hit. */
	readonly inclusive: boolean;
};

export const freshLogView: LogPosition = {
	cursor: null,
	top: null,
	anchor: null,
	sideways: 0,
	node: null,
	unfolded: new Set(),
};

export const freshReading: LogReading = {
	minSeverity: 'debug',
	hits: 'among',
	time: 'clock',
	wrap: false,
	all: false,
	folded: false,
};

export type LogViewState = {
	readonly search: string;
	/** The position in each log, by run id or `allRuns`. A log that is missing here has the position `freshLogView`. */
	readonly logs: ReadonlyMap<RunOrderId, LogPosition>;
	readonly reading: LogReading;
	/** By run id. If a run is missing here, its whole log is unread. */
	readonly unread: ReadonlyMap<RunOrderId, Unread>;
	/** The latest index of each log, by run id or `allRuns`. */
	readonly logIndexes: ReadonlyMap<RunOrderId, LogIndex>;
	readonly hitRequest: HitRequest | null;
	/** The position of the log when a prompt was last opened, which `esc` restores. */
	readonly beforePrompt: LogPosition;
	/** How much of a long log is indexed, in percent; null when the index is complete. */
	readonly readPercent: number | null;
};

export const initialLogView: LogViewState = {
	search: '',
	logs: new Map(),
	reading: freshReading,
	unread: new Map(),
	logIndexes: new Map(),
	hitRequest: null,
	beforePrompt: freshLogView,
	readPercent: null,
};
