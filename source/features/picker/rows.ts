import type {RunOrderId} from '../../core/run.ts';
import type {RunOrder} from '../../core/run-order.ts';
import {isFoundIn} from '../../store/command-registry.ts';
import type {State} from '../../store/state.ts';
import type {PickerView} from './state.ts';

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
