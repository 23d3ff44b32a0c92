import {phaseOf} from '../../api/wire/phase.ts';
import type {Problem} from '../../core/problem.ts';
import type {RunOrder, RunOrderPage} from '../../core/run-order.ts';
import {directionOf, pageAfter} from '../../core/run-pages.ts';
import type {RunOrderId} from '../../core/run.ts';
import {withMembers, type DroppedRun} from '../../core/saved-state.ts';
import {foreignName, foreignTitle} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type HandlerResult, type Transition} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {textInput} from '../prompt/index.ts';
import {listScrollTop} from '../runs/index.ts';
import {looksLikeIds, pickerHeight, pickerRows, typedIds} from './select.ts';
import {initialPicker, maxPagesAhead, type PickerState} from './state.ts';

export function openPicker(state: State): Transition {
	return loadMore(withOpenPicker(state, initialPicker, false));
}

/** Lists the runs that were removed from the list, the last one first, to bring them back. */
export function openRemoved(state: State, at: Instant): HandlerResult {
	const {dropped} = state.saved;

	if (dropped.size === 0) {
		return withNotice(state, {kind: 'none-removed'}, at);
	}

	const orders = new Map([...dropped].map(([id, run]) => [id, droppedOrder(id, run)] as const));
	const picker = {...initialPicker, orders, total: orders.size, nextPage: null};
	return selectFirstRow(withOpenPicker(state, picker, true));
}

function withOpenPicker(state: State, picker: PickerState, isOfRemoved: boolean): State {
	const opened = withView(state, {
		prompt: {purpose: 'add', ...textInput(''), before: '', isOfRemoved},
		overlay: {kind: 'picker', scrollTop: 0},
	});
	return {...opened, picker};
}

/** The time of the creation is that of the removal, by which the list is sorted. */
function droppedOrder(id: RunOrderId, {droppedAt, title, status}: DroppedRun): RunOrder {
	return {
		id: foreignName(id),
		title: title === null ? null : foreignTitle(title),
		status: status === null ? null : foreignName(status),
		phase: phaseOf(status ?? ''),
		createdAt: droppedAt,
		workflowId: null,
		revisionId: null,
		quoteAmount: null,
		finalAmount: null,
	};
}

export function closePicker(state: State): State {
	return {...withView(state, {prompt: null, overlay: null}), picker: null};
}

/** Adds a loaded page of runs to the picker. If nothing is selected, selects the first run, unless ids are typed. */
export function addPage(state: State, page: number, response: RunOrderPage): Transition {
	const {picker} = state;

	if (picker?.nextPage !== page) {
		return noEffects(state);
	}

	const direction = page === 1 ? directionOf(response.orders) : picker.direction;
	const added = response.orders.map(order => [order.id.exact, order] as const);
	const orders = new Map([...picker.orders, ...added]);
	// A service that ignores the page number repeats its first page.
	const isRepeated = orders.size === picker.orders.size;
	const loaded = withPicker(state, {
		orders,
		direction,
		total: response.total,
		nextPage: isRepeated ? null : pageAfter(page, response, direction),
		loading: false,
		problem: null,
	});
	const untouched = picker.selected === null && typedIds(state).length === 0;
	return loadMore(untouched ? selectFirstRow(loaded) : keepTopRun(loaded));
}

/**
 * Stores why a page could not be loaded. The page is not requested again before the user moves the selection or types
 * something.
 */
export function failPage(state: State, page: number, problem: Problem): State {
	return state.picker?.nextPage === page
		? withPicker(state, {loading: false, problem, pagesAhead: 0})
		: state;
}

/**
 * Moves the selection by `rows`; a negative number moves up. If the user has typed ids, the row of these ids above
 * the list can be selected too.
 */
export function movePicker(state: State, rows: number): Transition {
	const ids = rowIds(state);
	const at = ids.indexOf(state.picker?.selected ?? '');
	const first = typedIds(state).length === 0 && ids.length > 0 ? 0 : -1;
	const to = Math.max(first, Math.min(at + rows, ids.length - 1));
	const moved = withPicker(state, {selected: ids[to] ?? null, pagesAhead: maxPagesAhead});
	return loadMore(keepTopRun(moved));
}

/** Whether no row is above the selected one. */
export function isFirstInPicker(state: State): boolean {
	return movePicker(state, -1).state.picker?.selected === state.picker?.selected;
}

/** Selects the row of the typed ids if they look complete, otherwise the first matching run. */
export function retypePicker(state: State): Transition {
	return loadMore(selectFirstRow(withPicker(state, {pagesAhead: maxPagesAhead})));
}

/** Marks the selected run or removes its mark, then selects the next run. Watched runs cannot be marked. */
export function markInPicker(state: State): Transition {
	const {marked, selected} = state.picker ?? initialPicker;

	if (selected === null) {
		return noEffects(state);
	}

	const isMarked = !marked.has(selected) && !state.runs.has(selected);
	return movePicker(withPicker(state, {marked: withMembers(marked, [selected], isMarked)}), 1);
}

/** Returns the marked runs. If no run is marked, returns the selected run; if none is selected, the typed ids. */
export function pickedIds(state: State): readonly RunOrderId[] {
	const {marked, selected} = state.picker ?? initialPicker;

	if (marked.size > 0) {
		return [...marked];
	}

	return selected === null ? typedIds(state) : [selected];
}

/**
 * Loads the next page if the selection is near the end of the loaded runs. After one key press of the user, loads at
 * most `maxPagesAhead` pages.
 */
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

function selectFirstRow(state: State): State {
	const selected = looksLikeIds(typedIds(state)) ? null : (rowIds(state)[0] ?? null);
	return keepTopRun(withPicker(state, {selected, topRun: null}));
}

function keepTopRun(state: State): State {
	const {selected, topRun} = state.picker ?? initialPicker;
	const ids = rowIds(state);
	return withPicker(state, {
		topRun: ids[listScrollTop(ids, selected, topRun, pickerHeight(state))] ?? null,
	});
}

function rowIds(state: State): readonly RunOrderId[] {
	return pickerRows(state).map(({id}) => id.exact);
}

export function withPicker(state: State, change: Partial<PickerState>): State {
	return state.picker === null ? state : {...state, picker: {...state.picker, ...change}};
}
