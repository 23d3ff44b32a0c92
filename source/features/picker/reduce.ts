import type {Problem} from '../../core/problem.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {RunOrderPage} from '../../core/run-order.ts';
import {directionOf, pageAfter} from '../../core/run-pages.ts';
import {initialPicker, maxPagesAhead, type PickerState} from './state.ts';
import {looksLikeIds, pickerRows, typedIds} from './rows.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {overlayHeight} from '../panes/index.ts';
import {listWindow} from '../runs/index.ts';

/** The number of rows that are not runs: the typed ids above the list, and the loading state below. */
const otherRows = 2;

export function openPicker(state: State): Transition {
	const opened = withView(state, {
		prompt: {purpose: 'add', text: '', before: ''},
		overlay: {kind: 'picker', top: 0},
	});
	return loadMore({...opened, picker: initialPicker});
}

export function closePicker(state: State): State {
	return state.picker === null
		? state
		: {...withView(state, {prompt: null, overlay: null}), picker: null};
}

/** Adds a page of runs. Selects the first run if this is the first page and no ids are typed. */
export function addPage(state: State, page: number, response: RunOrderPage): Transition {
	const {picker} = state;

	if (picker?.nextPage !== page) {
		return noEffects(state);
	}

	const direction = page === 1 ? directionOf(response.orders) : picker.direction;
	const orders = new Map(picker.orders);

	for (const order of response.orders) {
		orders.set(order.id.exact, order);
	}

	const loaded = withPicker(state, {
		orders,
		direction,
		total: response.total,
		nextPage: pageAfter(page, response, direction),
		loading: false,
		problem: null,
	});
	const untouched = picker.orders.size === 0 && typedIds(state).length === 0;
	return loadMore(untouched ? selectFirst(loaded) : keepTop(loaded));
}

/** Stores the problem of a failed page. The next key that moves the selection loads the page again. */
export function failPage(state: State, page: number, problem: Problem): State {
	return state.picker?.nextPage === page
		? withPicker(state, {loading: false, problem, pagesAhead: 0})
		: state;
}

/** Moves the selection by rows. With typed ids, the row above the list can be selected too. */
export function movePicker(state: State, rows: number): Transition {
	const {picker} = state;

	if (picker === null) {
		return noEffects(state);
	}

	const ids = rowIds(state);
	const at = picker.selected === null ? -1 : ids.indexOf(picker.selected);
	const first = typedIds(state).length === 0 && ids.length > 0 ? 0 : -1;
	const to = Math.max(first, Math.min(at + rows, ids.length - 1));
	return loadMore(
		keepTop(withPicker(state, {selected: ids[to] ?? null, pagesAhead: maxPagesAhead})),
	);
}

/**
 * Selects the typed ids if they look complete, otherwise the first matching run. Called when the typed text has
 * changed.
 */
export function retypePicker(state: State): Transition {
	return loadMore(selectFirst(withPicker(state, {pagesAhead: maxPagesAhead})));
}

/** Marks or unmarks the selected run, and selects the next run. Watched runs cannot be marked. */
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

/** Returns the marked runs. If no run is marked, returns the selected run, or the typed ids if no run is selected. */
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

/** Marks the picker as not loading. Called after the API key was rejected, because no response will arrive. */
export function denyPicker(picker: PickerState | null): PickerState | null {
	return picker === null ? null : {...picker, loading: false};
}

/** Loads the next page if the selection is near the end of the list and no page is being loaded. */
function loadMore(state: State): Transition {
	const {picker, view} = state;

	if (picker === null || picker.loading || picker.nextPage === null || state.denied !== null) {
		return noEffects(state);
	}

	const ids = rowIds(state);
	const height = pickerHeight(state);
	const at = picker.selected === null ? 0 : ids.indexOf(picker.selected);
	const isNear = at + 2 * height >= ids.length;
	return isNear && picker.pagesAhead > 0 && view.overlay?.kind === 'picker'
		? {
				state: withPicker(state, {loading: true, pagesAhead: picker.pagesAhead - 1}),
				effects: [{type: 'loadListPage', page: picker.nextPage}],
			}
		: noEffects(state);
}

function selectFirst(state: State): State {
	const selected = looksLikeIds(typedIds(state)) ? null : (rowIds(state)[0] ?? null);
	return keepTop(withPicker(state, {selected, top: null}));
}

function keepTop(state: State): State {
	const {picker} = state;
	const ids = rowIds(state);

	if (picker === null) {
		return state;
	}

	const first = listWindow(ids, picker.selected, picker.top, pickerHeight(state));
	return withPicker(state, {top: ids[first] ?? null});
}

export function pickerHeight({view}: Pick<State, 'view'>): number {
	return Math.max(1, overlayHeight(view.size) - otherRows);
}

function rowIds(state: State): readonly RunOrderId[] {
	return pickerRows(state).map(({id}) => id.exact);
}

function withPicker(state: State, change: Partial<PickerState>): State {
	return state.picker === null ? state : {...state, picker: {...state.picker, ...change}};
}
