import type {Problem} from '../../core/problem.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {ListDirection} from '../../core/run-pages.ts';

/** The account's runs to be added from, as far as their list was read. */
export type PickerState = {
	/** As they came; a run that was on two pages is here once. */
	readonly orders: ReadonlyMap<RunOrderId, RunOrder>;
	/** How many the account has; null where that is not told. */
	readonly total: number | null;
	/** The order of the list, as its first page showed it. */
	readonly direction: ListDirection;
	/** The page to read next; null where all have been read. */
	readonly nextPage: number | null;
	/** Whether a page is being asked for. */
	readonly loading: boolean;
	/** Why the last page could not be had. */
	readonly problem: Problem | null;
	/** Pages that may still be read without the reader having pressed a key. */
	readonly pagesAhead: number;
	/** What enter will add, in the order in which it was marked. */
	readonly marked: ReadonlySet<RunOrderId>;
	/** The selected run; null is what was typed, as ids. */
	readonly selected: RunOrderId | null;
	/** The run in the top row; null is the start. */
	readonly top: RunOrderId | null;
};

/** So many pages are read at most for one key: enough to fill the tallest screen with what a filter finds in 1,000 runs. */
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
	top: null,
};
