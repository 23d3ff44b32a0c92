import type {Problem} from '../../core/problem.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {ListDirection} from '../../core/run-pages.ts';

/** The loaded part of the account's list. */
export type PickerState = {
	/** In the order of the responses, without duplicates. */
	readonly orders: ReadonlyMap<RunOrderId, RunOrder>;
	/** The number of runs in the account; null: unknown. */
	readonly total: number | null;
	/** The order of the list, detected from its first page. */
	readonly direction: ListDirection;
	/** Null: all pages are loaded. */
	readonly nextPage: number | null;
	readonly loading: boolean;
	readonly problem: Problem | null;
	/** The number of pages that may be loaded before the next key. */
	readonly pagesAhead: number;
	/** In the order of marking. */
	readonly marked: ReadonlySet<RunOrderId>;
	/** Null: the row of the typed ids. */
	readonly selected: RunOrderId | null;
	/** The run in the top row; null: the first. */
	readonly top: RunOrderId | null;
};

/** Maximum pages per key: fills the tallest screen with the matches among 1,000 runs. */
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
