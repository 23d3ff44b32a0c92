import type {Instant} from '../domain/clock.ts';
import type {Problem} from '../domain/problem.ts';
import type {Run, RunOrderId} from '../domain/run.ts';
import type {Workflow} from '../domain/workflow.ts';
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
};

/** How the log of one run is being read. */
export type LogView = {
	/** Index of the entry in the top row; null while the end is followed. */
	readonly top: number | null;
	/** Length of the log when following stopped; what came since is new to the reader. */
	readonly seen: number;
	/** Index of the entry that the last search step went to. */
	readonly hit: number | null;
	/** Cells that the lines are moved to the left. */
	readonly sideways: number;
};

/** What lies over the panes: how far it is scrolled, and how long it is, in rows. */
export type Overlay = {readonly kind: 'help'; readonly top: number; readonly length: number};

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
	/** By run; a run that is missing has `freshLogView`. */
	readonly logs: ReadonlyMap<RunOrderId, LogView>;
	/** The key of the selected output, by run; a run that is missing has its first selected. */
	readonly outputs: ReadonlyMap<RunOrderId, string>;
	/** The first row of the detail pane that is shown; it is reset when another run is selected. */
	readonly detailTop: number;
	/** The newest thing to tell the reader, and since when it has been shown. */
	readonly notice: {readonly notice: Notice; readonly at: Instant} | null;
};

/** Everything the program knows. Written by `reduce` alone, read through `selectors`. */
export type State = {
	/** The watched runs, in the order in which they are listed. */
	readonly runs: ReadonlyMap<RunOrderId, Run>;
	/** By their id, as far as they are known. */
	readonly workflows: ReadonlyMap<string, Workflow>;
	/** Why nothing is asked any more: the key was refused. */
	readonly denied: Problem | null;
	/** Whether the reader has stopped the polls. */
	readonly paused: boolean;
	/** Rows of the help. The table of keys knows it, and is not known here. */
	readonly helpLength: number;
	/** The time as of which everything is shown: when the last action happened. */
	readonly now: Instant;
	readonly view: View;
};

export const freshLogView: LogView = {top: null, seen: 0, hit: null, sideways: 0};

/** The state before anything has happened. `helpLength` is how many rows the help has. */
export function initialState(size: Size, now: Instant, helpLength = 0): State {
	return {
		runs: new Map(),
		workflows: new Map(),
		denied: null,
		paused: false,
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
			outputs: new Map(),
			detailTop: 0,
			notice: null,
		},
	};
}
