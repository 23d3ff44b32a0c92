import {memoizeByObject} from '../../core/memoize.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {RunOrder} from '../../core/run-order.ts';
import {isFoundIn} from '../../store/command-registry.ts';
import type {State} from '../../store/state.ts';
import type {PickerState} from './state.ts';

/**
 * Returns the runs that match the typed text, newest first, then those without a creation time. Empty if no picker is
 * open.
 */
export function pickerRows({picker, view}: Pick<State, 'picker' | 'view'>): readonly RunOrder[] {
	return picker === null ? [] : matchingOrders(picker.orders, typedText({view}));
}

const matchingOrders = memoizeByObject(
	(orders: PickerState['orders'], text: string): readonly RunOrder[] => {
		const ids = splitIds(text);
		const areIds = looksLikeIds(ids);
		return (
			[...orders.values()]
				// For typed ids, list only the runs with these ids, so that the user can check their titles.
				.filter(order =>
					areIds ? ids.includes(order.id.exact) : text === '' || isFoundIn(textOf(order), text),
				)
				.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
		);
	},
);

/** Splits the typed text into ids at white space, commas and semicolons. Accepts ids of any form. */
export function typedIds(state: Pick<State, 'view'>): readonly RunOrderId[] {
	return splitIds(typedText(state));
}

function splitIds(text: string): readonly RunOrderId[] {
	return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/**
 * Whether all ids have the usual form. Ids of other forms are valid too; the result only decides which row is
 * selected first.
 */
export function looksLikeIds(ids: readonly RunOrderId[]): boolean {
	return ids.length > 0 && ids.every(id => /^wfrun_[\da-f]{20}$/.test(id));
}

function typedText({view}: Pick<State, 'view'>): string {
	return view.prompt?.purpose === 'add' ? view.prompt.text.trim() : '';
}

function textOf({id, title, status, workflowId}: RunOrder): string {
	return [id, title, status, workflowId].map(text => text?.exact ?? '').join(' ');
}
