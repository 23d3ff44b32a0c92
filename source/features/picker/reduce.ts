import type {Problem} from '../../core/problem.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {RunOrderPage} from '../../core/run-order.ts';
import {directionOf, pageAfter} from '../../core/run-pages.ts';
import {overlayHeight} from '../panes/layout.ts';
import {listWindow} from '../runs/list.ts';
import {freshPicker, maxAhead, type PickerView} from './state.ts';
import {looksLikeIds, pickerRows, typedIds} from './rows.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';

/** The row above the list, of what was typed. How far the list was read has the row that every overlay leaves free. */
const headRows = 1;

/** Opens the picker over whatever is there, and asks for the first page of the list. */
export function openPicker(state: State): Transition {
	const opened = withView(state, {
		prompt: {purpose: 'add', text: '', before: ''},
		overlay: {kind: 'picker', top: 0, length: 0},
	});
	return readOn({...opened, picker: freshPicker});
}

/** The state without the picker, and with nothing read for it. */
export function closePicker(state: State): State {
	return state.picker === null
		? state
		: {...withView(state, {prompt: null, overlay: null}), picker: null};
}

/** Takes in a page. What is selected stays so; where nothing was there to be selected, the first is. */
export function addPage(state: State, page: number, response: RunOrderPage): Transition {
	const {picker} = state;

	if (picker?.next !== page) {
		return noEffects(state);
	}

	const direction = page === 1 ? directionOf(response.orders) : picker.direction;
	const orders = new Map(picker.orders);

	for (const order of response.orders) {
		orders.set(order.id.exact, order);
	}

	const told = withPicker(state, {
		orders,
		direction,
		total: response.total,
		next: pageAfter(page, response, direction),
		asking: false,
		problem: null,
	});
	const untouched = picker.orders.size === 0 && typedIds(state).length === 0;
	return readOn(untouched ? selectFirst(told) : keepTop(told));
}

/** Takes in that a page could not be had. It is asked for again when the reader moves on. */
export function failPage(state: State, page: number, problem: Problem): State {
	return state.picker?.next === page
		? withPicker(state, {asking: false, problem, ahead: 0})
		: state;
}

/** Moves the selection by rows; above the list is what was typed, where there is any. */
export function movePicker(state: State, rows: number): Transition {
	const {picker} = state;

	if (picker === null) {
		return noEffects(state);
	}

	const ids = rowIds(state);
	const at = picker.selected === null ? -1 : ids.indexOf(picker.selected);
	const first = typedIds(state).length === 0 && ids.length > 0 ? 0 : -1;
	const to = Math.max(first, Math.min(at + rows, ids.length - 1));
	return readOn(keepTop(withPicker(state, {selected: ids[to] ?? null, ahead: maxAhead})));
}

/** After something was typed: whole ids are taken as such, else the first that answers to it is selected. */
export function retypePicker(state: State): Transition {
	return readOn(selectFirst(withPicker(state, {ahead: maxAhead})));
}

/** Marks the selected run, or takes that back, and goes on to the next. One that is watched need not be added. */
export function markInPicker(state: State): Transition {
	const {picker, runs} = state;
	const id = picker?.selected ?? null;

	if (picker === null || id === null) {
		return noEffects(state);
	}

	const marked = new Set(picker.marked);

	if (!marked.delete(id) && !runs.has(id)) {
		marked.add(id);
	}

	return movePicker(withPicker(state, {marked}), 1);
}

/** What enter adds: what is marked, else what is selected. */
export function pickedIds(state: State): readonly RunOrderId[] {
	const {picker} = state;

	if (picker === null) {
		return typedIds(state);
	}

	if (picker.marked.size > 0) {
		return [...picker.marked];
	}

	return picker.selected === null ? typedIds(state) : [picker.selected];
}

/** A key that was refused answers nothing: no page is being waited for any more. */
export function denyPicker(picker: PickerView | null): PickerView | null {
	return picker === null ? null : {...picker, asking: false};
}

/** Asks for the next page while the end of the list is in sight, one at a time. */
function readOn(state: State): Transition {
	const {picker, view} = state;

	if (picker === null || picker.asking || picker.next === null || state.denied !== null) {
		return noEffects(state);
	}

	const ids = rowIds(state);
	const height = pickerHeight(state);
	const at = picker.selected === null ? 0 : ids.indexOf(picker.selected);
	const isNear = at + 2 * height >= ids.length;
	return isNear && picker.ahead > 0 && view.overlay?.kind === 'picker'
		? {
				state: withPicker(state, {asking: true, ahead: picker.ahead - 1}),
				effects: [{type: 'loadListPage', page: picker.next}],
			}
		: noEffects(state);
}

function selectFirst(state: State): State {
	const selected = looksLikeIds(typedIds(state)) ? null : (rowIds(state)[0] ?? null);
	return keepTop(withPicker(state, {selected, top: null}));
}

/** The run in the top row is the same as before, but for what it takes to keep the selected one in sight. */
function keepTop(state: State): State {
	const {picker} = state;
	const ids = rowIds(state);

	if (picker === null) {
		return state;
	}

	const first = listWindow(ids, picker.selected, picker.top, pickerHeight(state));
	return withPicker(state, {top: ids[first] ?? null});
}

/** Rows of the list that are in sight. */
export function pickerHeight({view}: Pick<State, 'view'>): number {
	return Math.max(1, overlayHeight(view.size) - headRows);
}

function rowIds(state: State): readonly RunOrderId[] {
	return pickerRows(state).map(({id}) => id.exact);
}

function withPicker(state: State, change: Partial<PickerView>): State {
	return state.picker === null ? state : {...state, picker: {...state.picker, ...change}};
}
