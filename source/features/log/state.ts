import type {Severity} from '../../core/log/log-entry.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {HitMode, LogIndex} from './index/log-index.ts';
import type {EntryRef} from './index/sequence.ts';

/** The positions are stored as entries, so that new entries do not move them. */
export type LogPosition = {
	/** The entry under the cursor. Null if the log follows its end (like `tail -f`): the cursor is at the last entry. */
	readonly cursor: EntryRef | null;
	/** The first visible entry. Its first `row` rows are hidden above the pane. Null if the log follows its end. */
	readonly top: {readonly entry: EntryRef; readonly row: number} | null;
	/** The entry at which the selection starts; it ends at the cursor. Null without a selection. */
	readonly anchor: EntryRef | null;
	readonly sideways: number;
	/** The exact id of the only shown node; null if all nodes are shown. */
	readonly node: string | null;
	readonly unfolded: ReadonlySet<string>;
};

/** The content of the time column: time of day, time since the run's start, time since the previous entry, or none. */
export const timeModes = ['clock', 'start', 'previous', 'off'] as const;
export type TimeMode = (typeof timeModes)[number];

export type LogViewOptions = {
	readonly minSeverity: Severity;
	readonly hitFilter: HitMode;
	readonly time: TimeMode;
	readonly wrap: boolean;
	/** Whether the merged log of all runs is shown. */
	readonly mergesRuns: boolean;
	readonly folded: boolean;
};

export type Unread = {
	/** The number of entries of the log when the user last saw its end. */
	readonly seen: number;
	/** The index of the entry below the separator "unread", which marks entries that arrived unseen; null without one. */
	readonly rule: number | null;
};

/** A requested move to a search hit that may not be found yet. */
export type HitRequest = {
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

const defaultViewOptions: LogViewOptions = {
	minSeverity: 'debug',
	hitFilter: 'among',
	time: 'clock',
	wrap: false,
	mergesRuns: false,
	folded: false,
};

export type LogViewState = {
	readonly search: string;
	/** The position in each log, by run id or `allRuns` (the merged log). The default is `freshLogView`. */
	readonly logs: ReadonlyMap<RunOrderId, LogPosition>;
	readonly viewOptions: LogViewOptions;
	/** How much of each log is unread, by run id. If a run is missing here, its whole log is unread. */
	readonly unread: ReadonlyMap<RunOrderId, Unread>;
	readonly logIndexes: ReadonlyMap<RunOrderId, LogIndex>;
	readonly hitRequest: HitRequest | null;
	/** The position in the log when a prompt was last opened, which the key `esc` restores. */
	readonly beforePrompt: LogPosition;
	/** How much of a long log was filtered and searched, in percent; null when this is complete. */
	readonly scannedPercent: number | null;
};

export const initialLogView: LogViewState = {
	search: '',
	logs: new Map(),
	viewOptions: defaultViewOptions,
	unread: new Map(),
	logIndexes: new Map(),
	hitRequest: null,
	beforePrompt: freshLogView,
	scannedPercent: null,
};
