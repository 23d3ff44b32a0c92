import type {Severity} from '../../core/log/log-entry.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {HitMode, LogIndex} from './index/log-index.ts';
import type {EntryRef} from './index/sequence.ts';

/** The position in one log, of a run or of all runs. Positions are held by entry, so that new entries do not move them. */
export type LogView = {
	/** Null while the end is followed: the cursor is then at the last entry. */
	readonly cursor: EntryRef | null;
	/** The entry in the top row, and how many of its rows are above the pane; null while the end is followed. */
	readonly top: {readonly entry: EntryRef; readonly row: number} | null;
	/** Where the selection started; it ends at the cursor. Null without a selection. */
	readonly anchor: EntryRef | null;
	/** Cells that the lines are scrolled sideways. */
	readonly sideways: number;
	/** The exact id of the only node that is shown; null shows all. */
	readonly node: string | null;
	/** Unfolded nodes of a folded log. */
	readonly unfolded: ReadonlySet<string>;
};

/** The time column: the time of day, the time since the run's start or since the previous entry, or none. */
export const timeModes = ['clock', 'start', 'previous', 'off'] as const;
export type TimeMode = (typeof timeModes)[number];

/** Settings for all logs. */
export type LogReading = {
	/** Entries below this level are hidden. */
	readonly least: Severity;
	readonly hits: HitMode;
	readonly time: TimeMode;
	readonly wrap: boolean;
	/** Whether the merged log of all runs is shown. */
	readonly all: boolean;
	/** Whether the log is folded to one line for each node. */
	readonly folded: boolean;
};

export type Unread = {
	/** The length of the log when the user last saw its end. */
	readonly seen: number;
	/** The index of the first entry that was new when the user last went to the end; null if none was. */
	readonly rule: number | null;
};

/** A requested move to a hit that was not found yet. */
export type HitRequest = {
	/** Null searches from the start of the log. */
	readonly from: EntryRef | null;
	readonly step: 1 | -1;
	/** Whether the entry `from` may be the hit. */
	readonly inclusive: boolean;
};

export const freshLogView: LogView = {
	cursor: null,
	top: null,
	anchor: null,
	sideways: 0,
	node: null,
	unfolded: new Set(),
};

export const freshReading: LogReading = {
	least: 'debug',
	hits: 'among',
	time: 'clock',
	wrap: false,
	all: false,
	folded: false,
};

export type LogState = {
	/** The text that is searched for in the log; empty without a search. */
	readonly search: string;
	/** By run, and under `allRuns` for all as one. A missing one is `freshLogView`. */
	readonly logs: ReadonlyMap<RunOrderId, LogView>;
	readonly reading: LogReading;
	/** By run. A missing run has no entry that the user has seen. */
	readonly unread: ReadonlyMap<RunOrderId, Unread>;
	/** By run, and under `allRuns` for all as one: the index as it was when the log was last shown. */
	readonly logIndexes: ReadonlyMap<RunOrderId, LogIndex>;
	readonly seek: HitRequest | null;
	/** The position of the shown log when its prompt was opened: `esc` restores it. */
	readonly beforePrompt: LogView | null;
	/** How much of a long log has been searched, filtered or merged, 0 to 100; null when all of it has. */
	readonly readPercent: number | null;
};

export const initialLogState: LogState = {
	search: '',
	logs: new Map(),
	reading: freshReading,
	unread: new Map(),
	logIndexes: new Map(),
	seek: null,
	beforePrompt: null,
	readPercent: null,
};
