import type {HistoryConditions, HistoryRun, HistorySync} from '../../core/history.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import type {InvalidTerm} from '../../core/text/filter-terms.ts';

/** The runs of the history that the overlay shows. */
export type HistoryList = {
	/** The loaded runs that match, the newest first. */
	readonly runs: readonly HistoryRun[];
	/** The number of all runs that match. */
	readonly count: number;
	/** The number of all runs of the history; null if not known yet. */
	readonly total: number | null;
	/** The typed text as conditions, with times relative to the moment at which it was typed. */
	readonly conditions: HistoryConditions;
	/** How many runs are loaded at most. */
	readonly limit: number;
	readonly invalidTerm: InvalidTerm | null;
	readonly problem: StorageProblem | null;
	readonly selected: RunOrderId | null;
	/** The run in the first visible row; null for the first run of the list. */
	readonly topRun: RunOrderId | null;
};

export type SyncProgress = HistorySync & {
	/** False if the run list could not be read to its end. */
	readonly isWhole: boolean;
	/** The number of runs whose inputs could not be loaded. */
	readonly failed: number;
};

export type HistoryState = {
	readonly history: {
		/** Null while the overlay is closed. */
		readonly list: HistoryList | null;
		/** The newest runs that failed while nobody watched, and were not looked at when the program started. */
		readonly missed: readonly HistoryRun[];
		/** Null while no synchronization is running. */
		readonly sync: SyncProgress | null;
	};
};

export const initialHistory: HistoryState = {
	history: {list: null, missed: [], sync: null},
};
