import type {Problem} from '../../core/problem.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {ListDirection} from '../../core/run-pages.ts';
import {isFoundIn} from '../../store/command-registry.ts';
import type {State} from '../../store/state.ts';

/** The account's runs to be added from, as far as their list was read. */
export type PickerView = {
	/** As they came; a run that was on two pages is here once. */
	readonly orders: ReadonlyMap<RunOrderId, RunOrder>;
	/** How many the account has; null where that is not told. */
	readonly total: number | null;
	/** The order of the list, as its first page showed it. */
	readonly direction: ListDirection;
	/** The page to read next; null where all have been read. */
	readonly next: number | null;
	/** Whether a page is being asked for. */
	readonly asking: boolean;
	/** Why the last page could not be had. */
	readonly problem: Problem | null;
	/** Pages that may still be read without the reader having pressed a key. */
	readonly ahead: number;
	/** What enter will add, in the order in which it was marked. */
	readonly marked: ReadonlySet<RunOrderId>;
	/** The selected run; null is what was typed, as ids. */
	readonly selected: RunOrderId | null;
	/** The run in the top row; null is the start. */
	readonly top: RunOrderId | null;
};

/** So many pages are read at most for one key: enough to fill the tallest screen with what a filter finds in 1,000 runs. */
export const maxAhead = 10;

export const freshPicker: PickerView = {
	orders: new Map(),
	total: null,
	direction: 'none',
	next: 1,
	asking: false,
	problem: null,
	ahead: maxAhead,
	marked: new Set(),
	selected: null,
	top: null,
};

type Asked = {readonly text: string; readonly orders: readonly RunOrder[]};

/** What was asked for last of each list: a key that changes neither list nor filter looks through nothing. */
const known = new WeakMap<PickerView['orders'], Asked>();

/** The runs that answer to what was typed, the newest first; those of which it is not known when they were ordered last. */
export function pickerRows({picker, view}: Pick<State, 'picker' | 'view'>): readonly RunOrder[] {
	if (picker === null) {
		return [];
	}

	const text = typedText({view});
	const last = known.get(picker.orders);

	if (last?.text === text) {
		return last.orders;
	}

	const ids = typedIds({view});
	const areIds = looksLikeIds(ids);
	const orders = [...picker.orders.values()]
		.filter(order =>
			// Of whole ids those that the list has are shown, by which the reader knows them again.
			areIds ? ids.includes(order.id.exact) : text === '' || isFoundIn(textOf(order), text),
		)
		.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
	known.set(picker.orders, {text, orders});
	return orders;
}

/** What was typed as ids. They may have any form, but no white space, comma or semicolon. */
export function typedIds({view}: Pick<State, 'view'>): readonly RunOrderId[] {
	return [
		...new Set(
			typedText({view})
				.split(/[\s,;]+/)
				.filter(Boolean),
		),
	];
}

/** Whether what was typed has the form of whole ids. Other ids exist; this only decides what is selected first. */
export function looksLikeIds(ids: readonly RunOrderId[]): boolean {
	return ids.length > 0 && ids.every(id => /^wfrun_[\da-f]{20}$/.test(id));
}

function typedText({view}: Pick<State, 'view'>): string {
	return view.prompt?.purpose === 'add' ? view.prompt.text.trim() : '';
}

function textOf({id, title, status, workflowId}: RunOrder): string {
	return [id, title, status, workflowId].map(text => text?.exact ?? '').join(' ');
}
