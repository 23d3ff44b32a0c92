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
import {initialLogState, type LogState} from '../features/log/state.ts';
import type {Overlay} from './overlay.ts';
import type {Notice} from './notice.ts';
import type {PickerState} from '../features/picker/state.ts';
import {emptyOutputsState, type OutputsState} from '../features/outputs/state.ts';
import type {SeenOfRun} from '../features/runs/state.ts';
import type {DiscoveryState} from '../features/runs/state.ts';
import {noTitleSearch, type TitleSearch} from '../features/runs/state.ts';
import type {Replay} from '../features/replay/state.ts';
import {initialTimelineState, type TimelineState} from '../features/nodes/state.ts';

export type Prompt = {
	/** `find` searches a text output, `help` the help. */
	readonly purpose: 'filter' | 'search' | 'add' | 'command' | 'help' | 'find' | 'go-to';
	readonly text: string;
	/** The value that esc restores. */
	readonly before: string;
};

/** `info` stays while a reload is in flight. */
export type OrderState = {
	readonly info: OrderInfo | null;
	readonly loading: boolean;
	readonly problem: Problem | null;
};

/** The user's position and view settings. Positions are ids, so a response never moves them. */
export type View = LogState &
	TimelineState & {
		readonly size: Size;
		readonly focus: Pane;
		readonly zoomed: boolean;
		readonly selected: RunOrderId | null;
		/** The run in the list's top row; null: the first run. */
		readonly listTop: RunOrderId | null;
		readonly filter: string;
		readonly prompt: Prompt | null;
		readonly overlay: Overlay | null;
		/** The key of each run's selected output. Without an entry the first output is selected. */
		readonly outputs: ReadonlyMap<RunOrderId, string>;
		readonly detailTop: number;
		/** What the user has seen of each run. A run without a response has no entry. */
		readonly seen: ReadonlyMap<RunOrderId, SeenOfRun>;
		/** Whether the terminal window is known to have lost the focus. */
		readonly away: boolean;
		readonly silent: boolean;
		/** Whether the program, not the terminal, handles the mouse. */
		readonly mouse: boolean;
		readonly notice: {readonly notice: Notice; readonly at: Instant} | null;
	};

/** Only `reduce` writes it, and `selectors` read it. */
export type State = {
	readonly runs: ReadonlyMap<RunOrderId, Run>;
	readonly workflows: ReadonlyMap<string, Workflow>;
	readonly orders: ReadonlyMap<RunOrderId, OrderState>;
	readonly sessionCost: SessionCost;
	/** Null: no budget. */
	readonly budget: Money | null;
	readonly outputs: OutputsState;
	readonly downloads: ReadonlyMap<DownloadId, Download>;
	/** Whether every output is saved when its run ends. */
	readonly downloadAll: boolean;
	/** Null if only runs added by id are watched. */
	readonly discovery: DiscoveryState | null;
	readonly titleSearch: TitleSearch;
	/** The saved part: the storage writes each change to disk. */
	readonly saved: SavedState;
	/** The service rejected the key, so polling has stopped. */
	readonly denied: Problem | null;
	readonly paused: boolean;
	/** Null outside a replay. */
	readonly replay: Replay | null;
	/** Derived from the key bindings, which the state does not contain. */
	readonly commands: CommandRegistry;
	/** Null while the picker is closed. */
	readonly picker: PickerState | null;
	readonly profile: SafeText | null;
	/** The time of the latest action. Everything on the screen is as of this time. */
	readonly now: Instant;
	readonly view: View;
};

/** Stands for all runs where an id is expected. No run has an empty id. */
export const allRuns: RunOrderId = '';

export type InitialOptions = {
	readonly saved: SavedState;
	readonly discovering: boolean;
	/** The options that narrow discovery, as typed; null: none. */
	readonly narrowedBy?: SafeText | null;
	readonly downloadAll?: boolean;
	readonly budget?: Money | null;
	readonly profile?: SafeText | null;
	readonly mouse?: boolean;
};

export function initialState(
	size: Size,
	now: Instant,
	commands: CommandRegistry = emptyRegistry,
	{
		saved: savedState,
		discovering,
		narrowedBy = null,
		downloadAll = false,
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
		downloadAll,
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
