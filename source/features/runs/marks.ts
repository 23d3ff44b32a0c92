import {memoizeByObject} from '../../core/memoize.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {withMembers} from '../../core/saved-state.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {selectedRow} from './folds.ts';
import {listedIds, listedRuns} from './list.ts';
import {moveSelection, selectedRun} from './selection.ts';
import type {ListRow} from './state.ts';

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
