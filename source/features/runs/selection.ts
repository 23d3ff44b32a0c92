import type {Run, RunOrderId} from '../../core/run.ts';
import {dependsOnSeen} from './filter.ts';
import {listedIds, listScrollTop, runHeaderRows} from './list.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {contentHeight, layout, type LayoutState, paneBox} from '../panes/index.ts';

/** Selects the run `id`. If it was not selected before, also scrolls the detail pane to its top. */
export function select(state: State, id: RunOrderId | null): State {
	return state.view.selected === id
		? state
		: keepTopRun(withView(state, {selected: id, detailScrollTop: 0}));
}

export function moveSelection(state: State, rows: number): State {
	const ids = listedIds(state);

	if (ids.length === 0) {
		return state;
	}

	const at = ids.indexOf(state.view.selected ?? '');
	// If the filter hides the selected run, a movement down selects the first run and a movement up the last.
	const target = at === -1 ? (rows > 0 ? 0 : ids.length - 1) : at + rows;
	return select(state, ids[Math.max(0, Math.min(target, ids.length - 1))] ?? null);
}

/** Selects the run `id`, and clears the filter if it hides the run. */
export function selectInSight(state: State, id: RunOrderId): State {
	const isListed = listedIds(state).includes(id);
	return select(isListed ? state : withView(state, {filter: ''}), id);
}

/** Selects the first run of the list if the filter does not match the selected run. */
export function selectListed(state: State): State {
	const {selected, filter} = state.view;
	const matching = listedIds(withView(state, {selected: null}));
	return matching.includes(selected ?? '')
		? state
		: select(state, matching[0] ?? (dependsOnSeen(filter) ? null : selected));
}

/** Returns the number of runs that fit into the run list; 0 if the run list is hidden. */
export function runListHeight(state: LayoutState): number {
	return contentHeight(state, 'runs') - runListHeaderRows(state);
}

export function runListHeaderRows(state: LayoutState): number {
	const {runs} = layout(state);
	return runs === undefined ? 0 : runHeaderRows(paneBox(runs));
}

/** Saves which run is in the top row, so that new data does not scroll the list. */
function keepTopRun(state: State): State {
	const {view} = state;
	const ids = listedIds(state);
	const scrollTop = listScrollTop(ids, view.selected, view.topRun, runListHeight(state));
	return withView(state, {topRun: ids[scrollTop] ?? null});
}

export function selectedRun({runs, view}: State): Run | null {
	return runs.get(view.selected ?? '') ?? null;
}
