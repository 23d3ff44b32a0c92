import type {HistoryRun} from '../../core/history.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import type {ListState} from '../list-overlay/state.ts';

/** The overlay: a part of the history that the filter finds. */
export type HistoryList = ListState & {
	/** The loaded runs, the newest first. */
	readonly runs: readonly HistoryRun[];
	/** The number of all runs that match. */
	readonly count: number;
	/** How many runs are loaded at most. */
	readonly limit: number;
	readonly problem: StorageProblem | null;
};

export type HistoryState = {
	readonly history: {
		/** The filter of the overlay when it was open last. */
		readonly filter: string;
		/** The newest runs that failed while nobody watched, and were not looked at when the program started. */
		readonly missed: readonly HistoryRun[];
	};
};
