import type {Problem} from '../core/problem.ts';
import type {RunOrder} from '../core/run-order.ts';
import {overlayHeight} from '../features/panes/layout.ts';
import {listWindow} from '../features/runs/list.ts';
import {paletteRows, type PaletteRow} from '../features/palette/select.ts';
import {pickerRows, typedIds} from '../features/picker/state.ts';
import {pickerHeight} from '../features/picker/reduce.ts';
import type {State} from './state.ts';

/** The palette as it is seen. */
export type PaletteModel = {
	/** Just the rows that fit. */
	readonly rows: readonly (PaletteRow & {readonly selected: boolean})[];
	readonly first: number;
	readonly total: number;
};

/** A run of the picker's list. */
export type PickerRow = {
	readonly order: RunOrder;
	readonly selected: boolean;
	readonly marked: boolean;
	/** Whether it is watched already. */
	readonly watched: boolean;
};

/** The picker as it is seen. */
export type PickerModel = {
	/** Just the rows that fit. */
	readonly rows: readonly PickerRow[];
	readonly first: number;
	/** Runs that answer to what was typed, of those that were read, of those that there are; null is not told. */
	readonly shown: number;
	readonly read: number;
	readonly total: number | null;
	readonly marked: number;
	/** How many ids were typed, and whether they are what enter adds. */
	readonly typed: number;
	readonly typedSelected: boolean;
	readonly asking: boolean;
	readonly problem: Problem | null;
	/** Whether there is more to read. */
	readonly more: boolean;
};

export function selectPalette(state: State): PaletteModel | null {
	const {overlay, size} = state.view;

	if (overlay?.kind !== 'palette') {
		return null;
	}

	const rows = paletteRows(state);
	const height = overlayHeight(size);
	const first = Math.max(0, Math.min(overlay.top, rows.length - height));
	return {
		rows: rows
			.slice(first, first + height)
			.map((row, index) => ({...row, selected: first + index === overlay.at})),
		first,
		total: rows.length,
	};
}

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
		read: picker.orders.size,
		total: picker.total,
		marked: picker.marked.size,
		typed,
		typedSelected: picker.selected === null && typed > 0,
		asking: picker.asking,
		problem: picker.problem,
		more: picker.next !== null,
	};
}
