import type {Money} from '../core/money/money.ts';
import {newSessionCost} from '../core/money/session-cost.ts';
import type {RunOrderId} from '../core/run.ts';
import {emptySavedState, type SavedState} from '../core/saved-state.ts';
import {typedText} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Instant} from '../core/time/clock.ts';
import {initialAppView, type AppViewState} from '../features/app/state.ts';
import {initialHistory, type HistoryState} from '../features/history/state.ts';
import {initialLogView, type LogViewState} from '../features/log/state.ts';
import {unknownBalance, unknownDay, type MoneyState} from '../features/money/state.ts';
import {initialTimelineView, type TimelineViewState} from '../features/nodes/state.ts';
import {initialOrders, type OrdersState} from '../features/order/state.ts';
import {
	initialOutputs,
	initialOutputsView,
	type OutputsState,
	type OutputsViewState,
} from '../features/outputs/state.ts';
import {initialPanesView, type PanesViewState, type Size} from '../features/panes/state.ts';
import {initialPromptView, type PromptViewState} from '../features/prompt/state.ts';
import type {Replay} from '../features/replay/state.ts';
import {initialRunView, type RunViewState} from '../features/run/state.ts';
import {
	initialRuns,
	initialRunsView,
	type RunsState,
	type RunsViewState,
} from '../features/runs/state.ts';
import {initialService, type ServiceViewState} from '../features/service/state.ts';
import {emptyRegistry, type CommandRegistry} from './command-registry.ts';

/**
 * What the user has selected, opened and scrolled to. A position in the run list or the log is stored as a run or a log
 * entry, not as a row number. So the screen stays at this run or entry when new rows are inserted above it.
 */
export type View = AppViewState &
	LogViewState &
	OutputsViewState &
	PanesViewState &
	PromptViewState &
	RunViewState &
	RunsViewState &
	TimelineViewState;

/** The root state. Only `reduce` changes it. The views read it only through selectors. */
export type State = HistoryState &
	MoneyState &
	OrdersState &
	OutputsState &
	RunsState &
	ServiceViewState & {
		/** The part of the state that is saved. `storage` writes each change of it to disk. */
		readonly saved: SavedState;
		readonly replay: Replay | null;
		readonly commands: CommandRegistry;
		readonly profile: SafeText | null;
		/** The time of the latest action. The screen shows the state at this time. */
		readonly now: Instant;
		readonly view: View;
	};

/** Used in place of a run id to mean all runs. No run has an empty id. */
export const allRuns: RunOrderId = '';

/** The parts of the first state that the command line and the config set. */
export type ChosenOptions = {
	readonly downloadAll?: boolean;
	readonly downloadName?: string | null;
	/** Whether to request the order of each run, for the `order` event. */
	readonly reportsOrders?: boolean;
	readonly budget?: Money | null;
	readonly isBudgetDaily?: boolean;
	readonly lowBalance?: Money | null;
	readonly mouse?: boolean;
	/** The columns of the run list; undefined or empty for the usual ones. */
	readonly columns?: readonly string[] | undefined;
};

export type InitialOptions = ChosenOptions & {
	readonly saved: SavedState;
	readonly discovering: boolean;
	/** The command line options that limit which runs are discovered, such as `--status failed`; null without any. */
	readonly narrowedBy?: SafeText | null;
	readonly profile?: SafeText | null;
};

export function initialState(
	size: Size,
	now: Instant,
	commands: CommandRegistry = emptyRegistry,
	{
		saved,
		discovering,
		narrowedBy = null,
		isBudgetDaily = false,
		mouse = false,
		columns = [],
		...chosen
	}: InitialOptions = {saved: emptySavedState, discovering: false},
): State {
	return {
		...initialHistory,
		...initialOrders,
		...initialOutputs,
		...initialRuns,
		...initialService,
		discovery: discovering ? {readSince: null, left: 0, failure: null, narrowedBy} : null,
		sessionCost: newSessionCost(now),
		quotes: new Map(),
		spending: null,
		budget: null,
		daySpending: isBudgetDaily ? unknownDay : null,
		balance: unknownBalance,
		lowBalance: null,
		saved,
		replay: null,
		commands,
		profile: null,
		...chosen,
		now,
		view: {
			...initialAppView,
			...initialLogView,
			...initialOutputsView,
			...initialPanesView,
			...initialPromptView,
			...initialRunView,
			...initialRunsView,
			...initialTimelineView,
			...(discovering ? restoredFilter(saved, now) : {}),
			size,
			mouse,
			columns,
		},
	};
}

/** The filter of the last session, with a notice, since it can hide runs. Not for runs that the user names. */
function restoredFilter({filter}: SavedState, at: Instant): Pick<View, 'filter' | 'notice'> {
	return {
		filter,
		notice:
			filter === '' ? null : {notice: {kind: 'filter-restored', filter: typedText(filter)}, at},
	};
}
