import type {RunOrderId} from '../../core/run.ts';

/** Identifies an entry by its index in the whole log of its run, whatever is filtered or left out. */
export type EntryRef = {readonly run: RunOrderId; readonly index: number};

/** The positions are stored as entries, so that new entries do not move them. */
export type LogPosition = {
	/** The entry under the cursor. Null if the log follows its end (like `tail -f`): the cursor is at the last entry. */
	readonly cursor: EntryRef | null;
	/** The first visible entry. Null if the log follows its end. */
	readonly top: EntryRef | null;
	/** The entry at which the selection starts; it ends at the cursor. Null without a selection. */
	readonly anchor: EntryRef | null;
	readonly sideways: number;
	/** The folds of steps that the user opened, by `foldKey`. */
	readonly opened: ReadonlySet<string>;
	/** The number of entries, left out ones included, when the log stopped to follow its end. */
	readonly seen: number;
};

export type LogViewOptions = {
	/** Whether to hide the entries that do not match the search. */
	readonly hitsOnly: boolean;
	/** The content of the time column: the time of day, or the time since the start of the run. */
	readonly time: 'clock' | 'start';
	readonly wrap: boolean;
	/** Whether the logs of all runs are shown as one. */
	readonly mergesRuns: boolean;
};

export const freshLogView: LogPosition = {
	cursor: null,
	top: null,
	anchor: null,
	sideways: 0,
	opened: new Set(),
	seen: 0,
};

/** Used in place of a run id to mean all runs. No run has an empty id. */
export const allRuns: RunOrderId = '';

export type LogViewState = {
	/** A filter and a search, in the language of `parseLogQuery`. */
	readonly search: string;
	/** The position in each log, by run id or `allRuns` (the merged log). The default is `freshLogView`. */
	readonly logs: ReadonlyMap<RunOrderId, LogPosition>;
	readonly viewOptions: LogViewOptions;
	/** The position in the log when a prompt was last opened, which the key `esc` restores. */
	readonly beforePrompt: LogPosition;
};

export const initialLogView: LogViewState = {
	search: '',
	logs: new Map(),
	viewOptions: {hitsOnly: false, time: 'clock', wrap: false, mergesRuns: false},
	beforePrompt: freshLogView,
};
