import type {Pane, Size} from '../features/panes/state.ts';
import type {Instant} from '../core/time/clock.ts';
import {newSessionCost, type SessionCost} from '../core/money/session-cost.ts';
import type {Money} from '../core/money/money.ts';
import type {Download, DownloadId} from '../core/output/download.ts';
import type {OrderInfo} from '../core/run-order.ts';
import type {Problem} from '../core/problem.ts';
import type {Run, RunOrderId} from '../core/run.ts';
import {emptySavedState, type SavedState} from '../core/saved-state.ts';
import type {Workflow} from '../core/workflow.ts';
import type {SafeText} from '../core/text/text.ts';
import {emptyRegistry, type CommandRegistry} from './command-registry.ts';
import {initialLogState, type LogState, type LogView} from '../features/log/state.ts';
import type {Overlay} from './overlay.ts';
import type {Notice} from '../features/notices/notice.ts';
import type {PickerState} from '../features/picker/state.ts';
import {emptyOutputsState, type OutputsState} from '../features/outputs/state.ts';
import type {SeenOfRun} from '../features/runs/state.ts';
import type {DiscoveryState} from '../features/runs/state.ts';
import {noTitleSearch, type TitleSearch} from '../features/runs/state.ts';
import type {Replay} from '../features/replay/state.ts';
import {initialTimelineState, type TimelineState} from '../features/nodes/state.ts';

/** A line of input at the foot of the screen. */
export type Prompt = {
	/** What the text is for: narrowing the run list, searching the log, adding run orders, a command, searching the help, or a text, going to a place in the log. */
	readonly purpose: 'filter' | 'search' | 'add' | 'command' | 'help' | 'find' | 'go-to';
	readonly text: string;
	/** What was in force before, to be put back when the prompt is left with esc. */
	readonly before: string;
	/** Where the log was being read, to be gone back to likewise. */
	readonly place?: LogView;
};

/** The order of a run. `info` stays while it is loaded again. */
export type OrderState = {
	readonly info: OrderInfo | null;
	readonly loading: boolean;
	/** The failure of the newest request. */
	readonly problem: Problem | null;
};

/** What of the state is seen and where the reader is. Places are held by id, so that an answer never moves them. */
export type View = LogState &
	TimelineState & {
		readonly size: Size;
		readonly focus: Pane;
		/** Whether the focused pane has the whole screen. */
		readonly zoomed: boolean;
		readonly selected: RunOrderId | null;
		/** The run in the list's top row; null is the start of the list. */
		readonly listTop: RunOrderId | null;
		/** Narrows the run list; empty shows all. */
		readonly filter: string;
		readonly prompt: Prompt | null;
		readonly overlay: Overlay | null;
		/** The key of the selected output, by run; a run that is missing has its first selected. */
		readonly outputs: ReadonlyMap<RunOrderId, string>;
		/** The first row of the detail pane that is shown; it is reset when another run is selected. */
		readonly detailTop: number;
		/** What of each run the reader has seen; a run that is missing has not been heard of. */
		readonly seen: ReadonlyMap<RunOrderId, SeenOfRun>;
		/** Whether the terminal's window is known to be without the focus: then nobody looks. */
		readonly away: boolean;
		/** Whether the reader wants no notifications. */
		readonly silent: boolean;
		/** Whether clicks and the wheel are ours; else they are the terminal's. */
		readonly mouse: boolean;
		/** The newest thing to tell the reader, and since when it has been shown. */
		readonly notice: {readonly notice: Notice; readonly at: Instant} | null;
	};

/** Everything the program knows. Written by `reduce` alone, read through `selectors`. */
export type State = {
	/** The watched runs, in the order in which they are listed. */
	readonly runs: ReadonlyMap<RunOrderId, Run>;
	/** By their id, as far as they are known. */
	readonly workflows: ReadonlyMap<string, Workflow>;
	/** By the run's id: what was asked for of its order. */
	readonly orders: ReadonlyMap<RunOrderId, OrderState>;
	/** What this session cost. */
	readonly sessionCost: SessionCost;
	/** What it is not to cost more than; null is no matter. */
	readonly budget: Money | null;
	/** What is known of outputs beyond what their runs say, and the one that is looked at. */
	readonly outputs: OutputsState;
	/** What is being saved, or was. */
	readonly downloads: ReadonlyMap<DownloadId, Download>;
	/** Whether every output is saved as its run ends. */
	readonly keeping: boolean;
	/** Null where only the runs that were named are watched. */
	readonly discovery: DiscoveryState | null;
	/** How far the list was read for titles. */
	readonly titleSearch: TitleSearch;
	/** What outlives the session; who keeps it writes down each change. */
	readonly saved: SavedState;
	/** Why nothing is asked any more: the key was refused. */
	readonly denied: Problem | null;
	/** Whether the reader has stopped the polls. */
	readonly paused: boolean;
	/** How the recording is being played; null where the service itself is watched. */
	readonly replay: Replay | null;
	/** What the table of keys tells; the table itself is not known here. */
	readonly commands: CommandRegistry;
	/** The account's runs as far as they were read to be added from; null where none are. */
	readonly picker: PickerState | null;
	/** The profile whose account is watched; null without one. */
	readonly profile: SafeText | null;
	/** The time as of which everything is shown: when the last action happened. */
	readonly now: Instant;
	readonly view: View;
};

/** Stands for all runs where a run is named; no run has an empty id. */
export const allRuns: RunOrderId = '';

/** What a watch begins with. */
export type InitialOptions = {
	readonly saved: SavedState;
	/** Whether the account's runs are looked for. */
	readonly discovering: boolean;
	/** The options that narrow that search, as they are typed; null, or nothing, without any. */
	readonly narrowedBy?: SafeText | null;
	/** Whether every output is saved as its run ends; not where nothing is said. */
	readonly keeping?: boolean;
	/** What the session is not to cost more than; null, or nothing, is no matter. */
	readonly budget?: Money | null;
	/** The profile that names the account; null, or nothing, without one. */
	readonly profile?: SafeText | null;
	/** Whether the mouse is ours from the start; not where nothing is said. */
	readonly mouse?: boolean;
};

/** The state before anything has happened. */
export function initialState(
	size: Size,
	now: Instant,
	commands: CommandRegistry = emptyRegistry,
	{
		saved: savedState,
		discovering,
		narrowedBy = null,
		keeping = false,
		budget = null,
		profile = null,
		mouse = false,
	}: InitialOptions = {
		saved: emptySavedState,
		discovering: false,
	},
): State {
	return {
		orders: new Map(),
		sessionCost: newSessionCost(now),
		budget,
		outputs: emptyOutputsState,
		downloads: new Map(),
		keeping,
		discovery: discovering ? {readSince: null, trouble: null, narrowedBy} : null,
		titleSearch: noTitleSearch,
		saved: savedState,
		runs: new Map(),
		workflows: new Map(),
		denied: null,
		paused: false,
		replay: null,
		commands,
		picker: null,
		profile,
		now,
		view: {
			size,
			focus: 'runs',
			zoomed: false,
			selected: null,
			listTop: null,
			filter: '',
			prompt: null,
			overlay: null,
			...initialLogState,
			outputs: new Map(),
			detailTop: 0,
			...initialTimelineState,
			seen: new Map(),
			away: false,
			silent: false,
			mouse,
			notice: null,
		},
	};
}
