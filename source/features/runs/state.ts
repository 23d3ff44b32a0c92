import {isDeepStrictEqual} from 'node:util';
import type {ListedRun} from '../../core/listed-run.ts';
import type {Assets} from '../../core/output/asset.ts';
import type {Problem} from '../../core/problem.ts';
import type {Workflow} from '../../core/run-order.ts';
import type {Priorities, Run, RunOrderId} from '../../core/run.ts';
import {emptySavedState, type SavedState} from '../../core/saved-state.ts';
import {typedText, type SafeText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {StateOptions} from '../../store/registry.ts';
import type {View} from '../../store/state.ts';

export type DiscoveryState = {
	/** When the latest complete reading of the account's list of runs started; null before the first one. */
	readonly readSince: Instant | null;
	/** The number of found runs that are not watched yet, because too many others are. */
	readonly left: number;
	/** The latest failure; null after a success. `nextAt` is the time of the retry; null if there is no retry. */
	readonly failure: {readonly problem: Problem; readonly nextAt: Instant | null} | null;
	/** The command-line options that restrict the search, as typed; null without such options. */
	readonly narrowedBy: SafeText | null;
};

/** A removal, with the ids of all runs before it, in their order. */
type Removal = {readonly removed: readonly Run[]; readonly order: readonly RunOrderId[]};

export type RunsState = {
	readonly runs: ReadonlyMap<RunOrderId, Run>;
	readonly workflows: ReadonlyMap<string, Workflow>;
	/** The assets that runs name. */
	readonly assets: Assets;
	/** The search for new runs of the account; null if only runs added by id are watched. */
	readonly discovery: DiscoveryState | null;
	/** Why the service rejected the API key, which stops polling; null if the key is accepted. */
	readonly denied: Problem | null;
	readonly paused: boolean;
	/** The priorities that the poller has. */
	readonly priorities: Priorities;
	/** The removals that can be undone, the last one last. */
	readonly removals: readonly Removal[];
	/** The part of the state that is saved. `storage` writes each change of it to disk. */
	readonly saved: SavedState;
	/** The views of the list that the config names. */
	readonly configViews: SavedState['views'];
};

/** What the runs that share a row of the list have in common. */
export const runFolds = ['none', 'workflow', 'failure'] as const;
export type RunFold = (typeof runFolds)[number];

export type RunsViewState = {
	readonly selected: RunOrderId | null;
	/** The id of the selected fold, whose first run is `selected`; null if the row of a run is selected. */
	readonly selectedFold: string | null;
	readonly fold: RunFold;
	/** The ids of the open folds. */
	readonly openFolds: ReadonlySet<string>;
	/**
	 * The run that was selected when the order last changed, the index that it kept in the list (-1 if none), and whether
	 * the user had done something by then. Null until all runs have answered.
	 */
	readonly keptRow: {
		readonly id: RunOrderId;
		readonly index: number;
		readonly isChosen: boolean;
	} | null;
	/** The runs that need the user, or did until the user looked at them. They are the first ones in the usual order. */
	readonly onTop: ReadonlySet<RunOrderId>;
	/** The run or fold in the first visible row; null for the first row of the list. */
	readonly topRun: string | null;
	readonly filter: string;
	readonly marked: ReadonlySet<RunOrderId>;
	/** The ids of the columns that the user chose; empty for the usual ones. */
	readonly columns: readonly string[];
	/** The keys of the needs and the news of runs that the user has looked at. A key is removed when they are over. */
	readonly lookedAt: ReadonlySet<string>;
};

/** Runs that share a row, which is above their own rows if the fold is open. */
export type Fold = {
	readonly by: Exclude<RunFold, 'none'>;
	/** At least two, in the order of the list. */
	readonly runs: readonly Run[];
	readonly isOpen: boolean;
};

/** A row of the run list. `id`: that of the run, or of the fold. `run`: for a fold, its first run. */
export type ListRow = {
	readonly id: RunOrderId;
	readonly run: Run;
	readonly fold: Fold | null;
	/** Whether the row is below that of its open fold. */
	readonly isInFold: boolean;
};

/** A row of the run list as it is drawn. */
export type RunRow = ListRow & {
	readonly shortId: SafeText;
	readonly isSelected: boolean;
	readonly isMarked: boolean;
	/** Whether the run ended or failed and was not looked at since. */
	readonly isUnseen: boolean;
	/** The run with the user's label. */
	readonly listed: ListedRun;
	/** The inputs that tell the run apart from others of its workflow, the most important first. */
	readonly inputs: readonly SafeText[];
	readonly hasSameTitle: boolean;
};

export function initialRuns(
	{
		saved = emptySavedState,
		discovering = false,
		narrowedBy = null,
		columns = [],
		sort = emptySavedState.sort,
		views = new Map(),
	}: StateOptions,
	now: Instant,
): {readonly state: RunsState; readonly view: RunsViewState & Partial<View>} {
	return {
		state: {
			runs: new Map(),
			workflows: new Map(),
			assets: new Map(),
			discovery: discovering ? {readSince: null, left: 0, failure: null, narrowedBy} : null,
			denied: null,
			paused: false,
			priorities: {selected: null, inSight: []},
			removals: [],
			saved: isDeepStrictEqual(saved.sort, emptySavedState.sort) ? {...saved, sort} : saved,
			configViews: views,
		},
		view: {
			selected: null,
			selectedFold: null,
			keptRow: null,
			onTop: new Set(),
			fold: 'none',
			openFolds: new Set(),
			topRun: null,
			filter: '',
			marked: new Set(),
			columns,
			lookedAt: new Set(),
			...(discovering ? restoredFilter(saved, now) : {}),
		},
	};
}

/** Restores the filter of the last session, with a notice, since it can hide runs. Not for runs that the user names. */
function restoredFilter({filter}: SavedState, at: Instant): Pick<View, 'filter' | 'notice'> {
	return {
		filter,
		notice:
			filter === '' ? null : {notice: {kind: 'filter-restored', filter: typedText(filter)}, at},
	};
}
