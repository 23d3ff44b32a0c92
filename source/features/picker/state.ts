import type {Problem} from '../../core/problem.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {ListDirection} from '../../core/run-pages.ts';
import type {RunOrderId} from '../../core/run.ts';

export type PickerState = {
	/** The loaded runs in the order of the responses, without duplicates. */
	readonly orders: ReadonlyMap<RunOrderId, RunOrder>;
	/** The number of runs in the account; null if unknown. */
	readonly total: number | null;
	/** The sort order in which the service lists runs, detected from the first page. */
	readonly direction: ListDirection;
	/** The number of the next page to load; null if all pages are loaded. */
	readonly nextPage: number | null;
	readonly loading: boolean;
	readonly problem: Problem | null;
	/** The number of pages that may still be loaded before the user presses another key. */
	readonly pagesAhead: number;
	/** The marked runs in the order in which the user marked them. */
	readonly marked: ReadonlySet<RunOrderId>;
	/** The selected run; null if the row of the typed ids is selected. */
	readonly selected: RunOrderId | null;
	/** The run in the first visible row; null for the first run of the list. */
	readonly topRun: RunOrderId | null;
};

/**
 * Maximum number of pages that are loaded after one key press. A page has 100 runs. Among 1,000 runs, enough usually
 * match the typed text to fill even a tall screen.
 */
export const maxPagesAhead = 10;

export const initialPicker: PickerState = {
	orders: new Map(),
	total: null,
	direction: 'none',
	nextPage: 1,
	loading: false,
	problem: null,
	pagesAhead: maxPagesAhead,
	marked: new Set(),
	selected: null,
	topRun: null,
};
