import type {Severity} from '../../core/log/log-entry.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {LogIndex} from './index/log-index.ts';
import type {EntryRef} from './index/sequence.ts';

/** Where a log is being read: that of one run, or all of them as one. Places are held by entry. */
export type LogView = {
	/** The entry under the cursor; null while the end is followed, then it is the last one. */
	readonly cursor: EntryRef | null;
	/** The entry in the top row, and how many of its rows are above it; null while the end is followed. */
	readonly top: {readonly entry: EntryRef; readonly row: number} | null;
	/** The other end of the selected lines, the cursor being one; null while none are selected. */
	readonly anchor: EntryRef | null;
	/** Cells that the lines are moved to the left. */
	readonly sideways: number;
	/** The only node whose entries are shown, exactly as it is called; null shows all. */
	readonly node: string | null;
	/** Nodes whose entries are all shown although the log is folded. */
	readonly unfolded: ReadonlySet<string>;
};

/** What stands before an entry: its time of day, the time since the run's start or the entry before, or nothing. */
export const timeModes = ['clock', 'start', 'previous', 'off'] as const;
export type TimeMode = (typeof timeModes)[number];

/** Whether what the search finds is shown among all else, alone, or not at all. */
export const hitModes = ['among', 'only', 'hidden'] as const;
export type HitMode = (typeof hitModes)[number];

/** How logs are read, whichever it is. */
export type LogReading = {
	/** Entries below it are hidden. */
	readonly least: Severity;
	readonly hits: HitMode;
	readonly time: TimeMode;
	/** Whether long messages go on in further rows. */
	readonly wrap: boolean;
	/** Whether the logs of all runs are shown as one. */
	readonly all: boolean;
	/** Whether one line is left of each node, while nothing is searched for. */
	readonly folded: boolean;
};

/** What of a run's log the reader has not seen. */
export type Unread = {
	/** Length of the log when the reader last saw its end. */
	readonly seen: number;
	/** Index of the first entry that was new when the reader last came to the end; null when none was. */
	readonly rule: number | null;
};

/** A step to a hit that is still being looked for. */
export type Seek = {
	/** From where on; null is from the log's start or end. */
	readonly from: EntryRef | null;
	readonly step: 1 | -1;
	/** Whether the entry itself may be the hit. */
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
	readonly seek: Seek | null;
	/** How much of a long log has been searched, filtered or merged, 0 to 100; null when all of it has. */
	readonly scanned: number | null;
};

export const initialLogState: LogState = {
	search: '',
	logs: new Map(),
	reading: freshReading,
	unread: new Map(),
	logIndexes: new Map(),
	seek: null,
	scanned: null,
};
