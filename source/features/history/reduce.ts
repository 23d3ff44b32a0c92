import {noConditions, type HistoryPage} from '../../core/history.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type HandlerResult, type Transition} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {overlayHeight} from '../panes/index.ts';
import {promptFor, textInput} from '../prompt/index.ts';
import {listScrollTop} from '../runs/index.ts';
import {parseHistoryQuery} from './query.ts';
import type {HistoryList} from './state.ts';

/** How many runs are loaded at once. A tall screen shows fewer. */
const pageSize = 200;

const emptyList: HistoryList = {
	runs: [],
	count: null,
	total: null,
	conditions: noConditions,
	invalidTerm: null,
	pending: null,
	problem: null,
	selected: null,
	topRun: null,
};

export function openHistory(state: State, at: Instant): HandlerResult {
	if (state.replay !== null) {
		return withNotice(state, {kind: 'no-history'}, at);
	}

	const opened = withView(state, {
		prompt: {purpose: 'history', ...textInput(''), before: ''},
		overlay: {kind: 'history', scrollTop: 0},
	});
	return searchHistory({...opened, history: {...state.history, list: emptyList}}, at);
}

export function closeHistory(state: State): State {
	return {
		...withView(state, {prompt: null, overlay: null}),
		history: {...state.history, list: null},
	};
}

/** Closes the overlay, and opens the selected run. While a search is pending, the first run that it finds is opened. */
export function reopenSelected(state: State): Transition {
	const {list} = state.history;

	if (list?.pending?.purpose === 'search') {
		return noEffects(withList(state, {pending: {...list.pending, opensFirst: true}}));
	}

	const run = list?.runs.find(({order}) => order.id.exact === list.selected);
	return run === undefined
		? noEffects(state)
		: {state: closeHistory(state), effects: [{type: 'reopenRun', run}]};
}

/** Searches for the typed text. The runs found before stay until the new ones are there. */
export function searchHistory(state: State, at: Instant): Transition {
	const text = promptFor(state, 'history')?.text ?? '';
	return request(withList(state, parseHistoryQuery(text, at)), 'search');
}

/** Loads the shown runs again, because the history has changed. What is waited for may be older than the change. */
export function refreshHistory(state: State): Transition {
	const isSearching = state.history.list?.pending?.purpose === 'search';
	return request(state, isSearching ? 'search' : 'refresh');
}

/** Moves the selection by `rows`; a negative number moves up. */
export function moveInHistory(state: State, rows: number): Transition {
	const {list} = state.history;

	if (list === null) {
		return noEffects(state);
	}

	const ids = idsOf(list.runs);
	const to = Math.max(0, Math.min(ids.indexOf(list.selected ?? '') + rows, ids.length - 1));
	return loadMore(keepTopRun(withList(state, {selected: ids[to] ?? null})));
}

/** Whether no run is above the selected one. */
export function isFirstInHistory({history: {list}}: State): boolean {
	return list === null || list.runs.length === 0 || idsOf(list.runs)[0] === list.selected;
}

/** Ignores runs that were found for an earlier text. */
export function addFoundRuns(state: State, requestId: number, page: HistoryPage): Transition {
	const {list} = state.history;

	if (list?.pending?.id !== requestId) {
		return noEffects(state);
	}

	const {purpose, opensFirst} = list.pending;
	const found = new Map(
		[...(purpose === 'more' ? list.runs : []), ...page.runs].map(run => [run.order.id.exact, run]),
	);
	const keepsSelection = purpose !== 'search' && list.selected !== null && found.has(list.selected);
	const loaded = withList(state, {
		runs: [...found.values()],
		count: page.count,
		total: list.conditions === noConditions ? page.count : list.total,
		pending: null,
		problem: null,
		...(keepsSelection ? {} : {selected: page.runs[0]?.order.id.exact ?? null, topRun: null}),
	});
	return opensFirst && page.runs.length > 0 ? reopenSelected(loaded) : loadMore(keepTopRun(loaded));
}

export function failHistory(state: State, problem: StorageProblem, at: Instant): State {
	const failed = withList(state, {pending: null, problem});
	// At the start, this notice says more about the same file.
	return state.view.notice?.notice.kind === 'storage'
		? failed
		: withNotice(failed, {kind: 'history-failed', problem}, at);
}

/** Loads the next page if the selection is near the end of the loaded runs. */
function loadMore(state: State): Transition {
	const {list} = state.history;

	if (list === null || list.pending !== null || list.runs.length >= (list.count ?? 0)) {
		return noEffects(state);
	}

	const at = idsOf(list.runs).indexOf(list.selected ?? '');
	return at + 2 * historyHeight(state) >= list.runs.length
		? request(state, 'more')
		: noEffects(state);
}

function request(state: State, purpose: 'search' | 'refresh' | 'more'): Transition {
	const {list, requestCount} = state.history;

	if (list === null) {
		return noEffects(state);
	}

	const id = requestCount + 1;
	const waiting = withList(state, {pending: {id, purpose, opensFirst: false}});
	const loaded = list.runs.length;
	const query = {
		...list.conditions,
		limit: {search: pageSize, refresh: Math.max(pageSize, loaded), more: loaded + pageSize}[
			purpose
		],
	};
	return {
		state: {...waiting, history: {...waiting.history, requestCount: id}},
		effects: [{type: 'findRuns', requestId: id, query}],
	};
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

export const idsOf = memoizeByObject((runs: HistoryList['runs']): readonly RunOrderId[] =>
	runs.map(({order}) => order.id.exact),
);

/** Below this number of rows, the overlay has no header row. */
const minHeightForHeader = 6;

export function hasHistoryHeader({view}: Pick<State, 'view'>): boolean {
	return overlayHeight(view.size) >= minHeightForHeader;
}

/** The number of rows above the runs: the state of a synchronization, a warning about the typed text, the header. */
export function rowsAboveHistory({history, view}: Pick<State, 'history' | 'view'>): number {
	return (
		Number(history.sync !== null) +
		Number((history.list?.invalidTerm ?? null) !== null) +
		Number(hasHistoryHeader({view}))
	);
}

/** The number of rows for runs. */
export function historyHeight(state: Pick<State, 'history' | 'view'>): number {
	return Math.max(1, overlayHeight(state.view.size) - rowsAboveHistory(state));
}
