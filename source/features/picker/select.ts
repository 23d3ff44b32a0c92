import type {Problem} from '../../core/problem.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {State} from '../../store/state.ts';
import {pickerHeight} from './reduce.ts';
import {pickerRows, typedIds} from './rows.ts';
import {listWindow} from '../runs/index.ts';

export type PickerRow = {
	readonly order: RunOrder;
	readonly selected: boolean;
	readonly marked: boolean;
	readonly watched: boolean;
};

export type PickerModel = {
	readonly rows: readonly PickerRow[];
	readonly first: number;
	/** The number of runs that match the typed text. */
	readonly shown: number;
	/** The number of loaded runs. */
	readonly loaded: number;
	/** The number of runs in the account; null if unknown. */
	readonly total: number | null;
	readonly marked: number;
	/** The number of typed ids. */
	readonly typed: number;
	/** Whether the row of the typed ids is selected, so that enter adds these ids. */
	readonly typedSelected: boolean;
	readonly loading: boolean;
	readonly problem: Problem | null;
	readonly hasMore: boolean;
	readonly denied: boolean;
};

export function selectPicker(state: State): PickerModel | null {
	const {picker, runs} = state;

	if (picker === null) {
		return null;
	}

	const orders = pickerRows(state);
	const height = pickerHeight(state);
	const ids = orders.map(({id}) => id.exact);
	const first = listWindow(ids, picker.selected, picker.top, height);
	const typed = typedIds(state).length;
	return {
		rows: orders.slice(first, first + height).map(order => ({
			order,
			selected: order.id.exact === picker.selected,
			marked: picker.marked.has(order.id.exact),
			watched: runs.has(order.id.exact),
		})),
		first,
		shown: orders.length,
		loaded: picker.orders.size,
		total: picker.total,
		marked: picker.marked.size,
		typed,
		typedSelected: picker.selected === null && typed > 0,
		loading: picker.loading,
		problem: picker.problem,
		hasMore: picker.nextPage !== null,
		denied: state.denied !== null,
	};
}
