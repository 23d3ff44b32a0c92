import {memoizeByObject} from '../../core/memoize.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {withMembers} from '../../core/saved-state.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {contentHeight, layout, paneBox, type LayoutState} from '../panes/index.ts';
import {dependsOnSeen} from './filter.ts';
import {
	listedIds,
	listedRows,
	listedRuns,
	listScrollTop,
	runHeaderRows,
	selectedRow,
} from './list.ts';
import type {ListRow} from './state.ts';

/** Selects the run `id`. If it was not selected before, also scrolls the detail pane to its top. */
export function select(state: State, id: RunOrderId | null): State {
	const {selected, selectedFold} = state.view;
	return selected === id && selectedFold === null
		? state
		: keepTopRow(
				withView(state, {
					selected: id,
					selectedFold: null,
					...(selected === id ? {} : {detailScrollTop: 0}),
				}),
			);
}

export function selectListRow(state: State, {id, run, fold}: ListRow): State {
	return fold === null
		? select(state, run.id)
		: keepTopRow(withView(select(state, run.id), {selectedFold: id}));
}

export function moveSelection(state: State, by: number): State {
	const rows = listedRows(state);
	const selected = selectedRow(state);
	const at = rows.findIndex(({id}) => id === selected?.id);
	// If the filter hides the selected run, a movement down selects the first row and a movement up the last.
	const target = at === -1 ? (by > 0 ? 0 : rows.length - 1) : at + by;
	const row = rows[Math.max(0, Math.min(target, rows.length - 1))];
	return row === undefined ? state : selectListRow(state, row);
}

/** Selects the run `id`, and clears the filter if it hides the run. */
export function selectInSight(state: State, id: RunOrderId): State {
	const isListed = listedIds(state).includes(id);
	return select(isListed ? state : withView(state, {filter: ''}), id);
}

/** Selects the first run of the list if the filter does not match the selected run. */
export function selectListed(state: State): State {
	const {selected, filter} = state.view;
	const matching = listedRuns(withView(state, {selected: null}));
	return matching.some(({id}) => id === selected)
		? state
		: select(state, matching[0]?.id ?? (dependsOnSeen(filter) ? null : selected));
}

/**
 * If no run is selected, selects the first run of the list. Selects none if the filter depends on what the user has
 * seen, because the user would then have seen the run without choosing it.
 */
export function selectFirst(state: State): State {
	const {selected, filter} = state.view;
	return selected !== null || state.runs.size === 0 || dependsOnSeen(filter)
		? state
		: select(state, listedRuns(state)[0]?.id ?? null);
}

/** Returns the number of rows that fit into the run list; 0 if the run list is hidden. */
export function runListHeight(state: LayoutState): number {
	return contentHeight(state, 'runs') - runListHeaderRows(state);
}

export function runListHeaderRows(state: LayoutState): number {
	const {runs} = layout(state);
	return runs === undefined ? 0 : runHeaderRows(paneBox(runs));
}

/** Saves which row is at the top, so that new data does not scroll the list. */
function keepTopRow(state: State): State {
	return withView(state, {topRun: listedRows(state)[topRowIndex(state)]?.id ?? null});
}

/** Returns the index of the first visible row in a list of `height` rows. */
export function topRowIndex(state: State, height = runListHeight(state)): number {
	const ids = listedRows(state).map(({id}) => id);
	return listScrollTop(ids, selectedRow(state)?.id ?? null, state.view.topRun, height);
}

/** Returns the run that the keys act on. Null also if no run passes the filter: then none is shown. */
export function selectedRun(state: State): Run | null {
	const {runs, view} = state;
	return isListEmpty(state) ? null : (runs.get(view.selected ?? '') ?? null);
}

/**
 * Returns whether the filter hides all runs. Without a filter, returns false at once, because this function is called
 * after every action, and listing the runs takes time.
 */
function isListEmpty(state: State): boolean {
	return state.view.filter !== '' && listedRuns(state).length === 0;
}

const marked = memoizeByObject((runs: readonly Run[], ids: ReadonlySet<RunOrderId>) =>
	ids.size === 0 ? [] : runs.filter(({id}) => ids.has(id)),
);

/** Returns the marked runs that pass the filter, in the order of the list. */
export function markedInSight(state: State): readonly Run[] {
	return marked(listedRuns(state), state.view.marked);
}

/**
 * Returns the runs that a command acts on: in the run list the marked runs that pass the filter, if there are any. Else
 * the selected run, or the runs of the selected fold.
 */
export function targetRuns(state: State): readonly Run[] {
	const isInList = state.view.focus === 'runs';
	const inSight = isInList ? markedInSight(state) : [];
	const selected = selectedRun(state);

	if (inSight.length > 0 || selected === null) {
		return inSight;
	}

	return isInList ? runsOfRow(selectedRow(state), selected) : [selected];
}

function runsOfRow(row: ListRow | null, selected: Run): readonly Run[] {
	return row?.fold?.runs ?? [selected];
}

/** Marks the selected run or fold or removes its marks, then selects the next row. */
export function toggleMark(state: State): State {
	const selected = selectedRun(state);

	if (selected === null) {
		return state;
	}

	const ids = runsOfRow(selectedRow(state), selected).map(({id}) => id);
	const isMarked = ids.every(id => state.view.marked.has(id));
	const all = withMembers(state.view.marked, ids, !isMarked);
	return moveSelection(withView(state, {marked: all}), 1);
}

export function markAll(state: State): State {
	const ids = listedIds(state);
	const isNew = ids.some(id => !state.view.marked.has(id));
	return isNew ? withView(state, {marked: new Set([...state.view.marked, ...ids])}) : state;
}

/** Removes all marks. Null if there are none. */
export function clearMarks(state: State): State | null {
	return state.view.marked.size === 0 ? null : withView(state, {marked: new Set()});
}
