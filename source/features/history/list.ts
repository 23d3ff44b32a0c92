import {noConditions, type HistoryPage} from '../../core/history.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {overlayHeight} from '../panes/index.ts';
import {promptFor, textInput} from '../prompt/index.ts';
import {listScrollTop} from '../runs/index.ts';
import {parseHistoryQuery} from './query.ts';
import type {HistoryList} from './state.ts';

/** How many runs are loaded at first, and added when the selection nears the end. A tall screen shows fewer. */
const pageSize = 200;
/** Below this number of rows, the overlay has no header row. */
const minHeightForHeader = 6;

export type HistoryModel = NonNullable<ReturnType<typeof selectHistory>>;
export type ShownHistoryRun = HistoryModel['rows'][number];

export function openHistory(state: State, at: Instant): HandlerResult {
	if (state.replay !== null) {
		return withNotice(state, {kind: 'no-history'}, at);
	}

	const list: HistoryList = {
		runs: [],
		count: 0,
		total: null,
		conditions: noConditions,
		limit: pageSize,
		invalidTerm: null,
		problem: null,
		selected: null,
		topRun: null,
	};
	const opened = withView(state, {
		prompt: {purpose: 'history', ...textInput(''), before: ''},
		overlay: {kind: 'history', scrollTop: 0},
	});
	return searchHistory({...opened, history: {...state.history, list}}, at);
}

export function closeHistory(state: State): State {
	return {
		...withView(state, {prompt: null, overlay: null}),
		history: {...state.history, list: null},
	};
}

/** Closes the overlay, and opens the selected run. */
export function reopenSelected(state: State): HandlerResult {
	const {list} = state.history;
	const run = list?.runs.find(({order}) => order.id.exact === list.selected);
	return run === undefined
		? state
		: {state: closeHistory(state), effects: [{type: 'reopenRun', run}]};
}

/** Searches for the typed text. The newest run that matches is selected. */
export function searchHistory(state: State, at: Instant): HandlerResult {
	const text = promptFor(state, 'history')?.text ?? '';
	const search = {...parseHistoryQuery(text, at), limit: pageSize, selected: null, topRun: null};
	return refreshHistory(withList(state, search));
}

/** Loads the runs of an open history, as when it has changed. */
export function refreshHistory(state: State): HandlerResult {
	const {list} = state.history;
	return list === null
		? state
		: {state, effects: [{type: 'findRuns', query: {...list.conditions, limit: list.limit}}]};
}

/** Moves the selection by `rows`; a negative number moves up. Loads more runs near the end of the loaded ones. */
export function moveInHistory(state: State, rows: number): HandlerResult {
	const {list} = state.history;

	if (list === null) {
		return state;
	}

	const {runs, count, limit} = list;
	const ids = idsOf(runs);
	const to = Math.max(0, Math.min(ids.indexOf(list.selected ?? '') + rows, ids.length - 1));
	const moved = keepTopRun(withList(state, {selected: ids[to] ?? null}));
	const isNearEnd = to + 2 * historyHeight(state) >= ids.length;
	return isNearEnd && ids.length === limit && limit < count
		? refreshHistory(withList(moved, {limit: limit + pageSize}))
		: moved;
}

/** Whether no run is above the selected one. */
export function isFirstInHistory({history: {list}}: State): boolean {
	return (list?.runs[0]?.order.id.exact ?? null) === (list?.selected ?? null);
}

export function showFoundRuns(state: State, {runs, count}: HistoryPage): State {
	const {list} = state.history;

	if (list === null) {
		return state;
	}

	const ids = idsOf(runs);
	const isKept = list.selected !== null && ids.includes(list.selected);
	return keepTopRun(
		withList(state, {
			runs,
			count,
			total: list.conditions === noConditions ? count : list.total,
			problem: null,
			...(isKept ? {} : {selected: ids[0] ?? null, topRun: null}),
		}),
	);
}

export function failHistory(state: State, problem: StorageProblem, at: Instant): State {
	const failed = withList(state, {problem});
	// At the start, this notice says more about the same file.
	return state.view.notice?.notice.kind === 'storage'
		? failed
		: withNotice(failed, {kind: 'history-failed', problem}, at);
}

export function selectHistory(state: State) {
	const {list, sync} = state.history;

	if (list === null) {
		return null;
	}

	const {runs, selected, topRun, problem, invalidTerm, count, total} = list;
	const height = historyHeight(state);
	const scrollTop = listScrollTop(idsOf(runs), selected, topRun, height);
	return {
		rows: runs
			.slice(scrollTop, scrollTop + height)
			.map(run => ({run, selected: run.order.id.exact === selected})),
		scrollTop,
		count,
		total,
		problem,
		invalidTerm,
		sync,
		hasHeader: hasHeader(state),
	};
}

/** `row`: the row in the content of the overlay, from 0. */
export function selectClicked(state: State, row: number): HandlerResult {
	const {rows = []} = selectHistory(state) ?? {};
	const clicked = row - rowsAbove(state);
	return clicked >= 0 && clicked < rows.length
		? moveInHistory(state, clicked - rows.findIndex(({selected}) => selected))
		: state;
}

/** The number of rows for runs. */
export function historyHeight(state: Pick<State, 'history' | 'view'>): number {
	return Math.max(1, overlayHeight(state.view.size) - rowsAbove(state));
}

/** The number of rows above the runs: the state of a synchronization, a warning about the typed text, the header. */
function rowsAbove(state: Pick<State, 'history' | 'view'>): number {
	const {list, sync} = state.history;
	return (
		Number(sync !== null) + Number((list?.invalidTerm ?? null) !== null) + Number(hasHeader(state))
	);
}

function hasHeader({view}: Pick<State, 'view'>): boolean {
	return overlayHeight(view.size) >= minHeightForHeader;
}

function keepTopRun(state: State): State {
	const {list} = state.history;

	if (list === null) {
		return state;
	}

	const ids = idsOf(list.runs);
	const top = listScrollTop(ids, list.selected, list.topRun, historyHeight(state));
	return withList(state, {topRun: ids[top] ?? null});
}

function withList(state: State, change: Partial<HistoryList>): State {
	const {history} = state;
	return history.list === null
		? state
		: {...state, history: {...history, list: {...history.list, ...change}}};
}

const idsOf = memoizeByObject((runs: HistoryList['runs']): readonly RunOrderId[] =>
	runs.map(({order}) => order.id.exact),
);
