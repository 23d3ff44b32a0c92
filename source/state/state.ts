import type {Duration, Instant} from '../domain/clock.ts';
import type {OrderInfo} from '../domain/run-order.ts';
import type {Severity} from '../domain/log-entry.ts';
import type {Problem} from '../domain/problem.ts';
import type {Run, RunOrderId} from '../domain/run.ts';
import {nothingRemembered, type Remembered} from '../domain/remembered.ts';
import type {Workflow} from '../domain/workflow.ts';
import type {EntryRef} from './log-sequence.ts';
import type {Notice} from './notice.ts';

/** The four panes of the screen; the keys 1 to 4 go to them in this order. */
export const panes = ['runs', 'detail', 'log', 'outputs'] as const;
export type Pane = (typeof panes)[number];

/** The terminal's size in cells. */
export type Size = {readonly columns: number; readonly rows: number};

/** A line of input at the foot of the screen. */
export type Prompt = {
	/** What the text is for: narrowing the run list, searching the log, adding run orders. */
	readonly purpose: 'filter' | 'search' | 'add';
	readonly text: string;
	/** What was in force before, to be put back when the prompt is left with esc. */
	readonly before: string;
	/** Where the log was being read, to be gone back to likewise. */
	readonly place?: LogView;
};

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
};

/** What stands before an entry: its time of day, the time since the run's start or the entry before, or nothing. */
export const timeModes = ['clock', 'start', 'previous', 'off'] as const;
export type TimeMode = (typeof timeModes)[number];

/** How logs are read, whichever it is. */
export type LogReading = {
	/** Entries below it are hidden. */
	readonly least: Severity;
	/** Whether only what the search finds is shown. */
	readonly hitsOnly: boolean;
	readonly time: TimeMode;
	/** Whether long messages go on in further rows. */
	readonly wrap: boolean;
	/** Whether the logs of all runs are shown as one. */
	readonly all: boolean;
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

/** What lies over the panes: how far it is scrolled, and how long it is, in rows. */
export type Overlay = {readonly top: number; readonly length: number} & (
	| {readonly kind: 'help'}
	/** An entry of a log, shown whole. */
	| {readonly kind: 'entry'; readonly entry: EntryRef}
	/** The order and billing view of a run. */
	| {readonly kind: 'order'; readonly id: RunOrderId}
);

/** What is known of the order of a run. What was told stays while it is asked for again. */
export type OrderView = {
	readonly info: OrderInfo | null;
	readonly asking: boolean;
	/** Why it could not be had the last time. */
	readonly problem: Problem | null;
};

/** How the search for the account's runs stands. */
export type DiscoveryView = {
	/** When the reading of the list began that was the last to reach its end; null before the first. */
	readonly readSince: Instant | null;
	/** Why it could not be read the last time, and when it will be tried again; null when it will not be. */
	readonly trouble: {readonly problem: Problem; readonly nextAt: Instant | null} | null;
};

/** What of the state is seen and where the reader is. Places are held by id, so that an answer never moves them. */
export type View = {
	readonly size: Size;
	readonly focus: Pane;
	/** Whether the focused pane has the whole screen. */
	readonly zoomed: boolean;
	readonly selected: RunOrderId | null;
	/** The run in the list's top row; null is the start of the list. */
	readonly listTop: RunOrderId | null;
	/** Narrows the run list; empty shows all. */
	readonly filter: string;
	/** What is looked for in the log; empty is nothing. */
	readonly search: string;
	readonly prompt: Prompt | null;
	readonly overlay: Overlay | null;
	/** By run, and under `allRuns` for all as one; what is missing has `freshLogView`. */
	readonly logs: ReadonlyMap<RunOrderId, LogView>;
	readonly reading: LogReading;
	/** By run; of a run that is missing nothing has been seen. */
	readonly unread: ReadonlyMap<RunOrderId, Unread>;
	readonly seek: Seek | null;
	/** How much of a long log has been searched, filtered or merged, 0 to 100; null when that is done. */
	readonly scanned: number | null;
	/** The key of the selected output, by run; a run that is missing has its first selected. */
	readonly outputs: ReadonlyMap<RunOrderId, string>;
	/** The first row of the detail pane that is shown; it is reset when another run is selected. */
	readonly detailTop: number;
	/** The newest thing to tell the reader, and since when it has been shown. */
	readonly notice: {readonly notice: Notice; readonly at: Instant} | null;
};

/** A recording that is being played. How far it is played follows from the time that the state shows. */
export type Replay = {
	/** When the recorded watch began. */
	readonly started: Instant;
	readonly length: Duration;
	/** How many times faster than it was; infinite is as fast as can be. */
	readonly speed: number;
	readonly paused: boolean;
};

/** Everything the program knows. Written by `reduce` alone, read through `selectors`. */
export type State = {
	/** The watched runs, in the order in which they are listed. */
	readonly runs: ReadonlyMap<RunOrderId, Run>;
	/** By their id, as far as they are known. */
	readonly workflows: ReadonlyMap<string, Workflow>;
	/** By the run's id: what was asked for of its order. */
	readonly orders: ReadonlyMap<RunOrderId, OrderView>;
	/** Null where only the runs that were named are watched. */
	readonly discovery: DiscoveryView | null;
	/** What outlives the session; who keeps it writes down each change. */
	readonly remembered: Remembered;
	/** Why nothing is asked any more: the key was refused. */
	readonly denied: Problem | null;
	/** Whether the reader has stopped the polls. */
	readonly paused: boolean;
	/** How the recording is being played; null where the service itself is watched. */
	readonly replay: Replay | null;
	/** Rows of the help. The table of keys knows it, and is not known here. */
	readonly helpLength: number;
	/** The time as of which everything is shown: when the last action happened. */
	readonly now: Instant;
	readonly view: View;
};

/** Stands for all runs where a run is named; no run has an empty id. */
export const allRuns: RunOrderId = '';

export const freshLogView: LogView = {
	cursor: null,
	top: null,
	anchor: null,
	sideways: 0,
	node: null,
};

export const freshReading: LogReading = {
	least: 'debug',
	hitsOnly: false,
	time: 'clock',
	wrap: false,
	all: false,
};

/** What a watch begins with. */
export type Beginning = {
	readonly remembered: Remembered;
	/** Whether the account's runs are looked for. */
	readonly discovering: boolean;
};

/** The state before anything has happened. `helpLength` is how many rows the help has. */
export function initialState(
	size: Size,
	now: Instant,
	helpLength = 0,
	{remembered, discovering}: Beginning = {remembered: nothingRemembered, discovering: false},
): State {
	return {
		orders: new Map(),
		discovery: discovering ? {readSince: null, trouble: null} : null,
		remembered,
		runs: new Map(),
		workflows: new Map(),
		denied: null,
		paused: false,
		replay: null,
		helpLength,
		now,
		view: {
			size,
			focus: 'runs',
			zoomed: false,
			selected: null,
			listTop: null,
			filter: '',
			search: '',
			prompt: null,
			overlay: null,
			logs: new Map(),
			reading: freshReading,
			unread: new Map(),
			seek: null,
			scanned: null,
			outputs: new Map(),
			detailTop: 0,
			notice: null,
		},
	};
}
