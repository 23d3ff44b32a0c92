import type {Run, RunOrderId} from '../../core/run.ts';
import {withMembers} from '../../core/saved-state.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {isUserAction} from '../../store/urgency.ts';
import {withView} from '../../store/with-view.ts';
import type {PaneBox} from '../../ui/frame.ts';
import {contentHeight, layout, paneBox, scrollTopShowing} from '../panes/index.ts';
import {minWideListCells} from './columns.ts';
import {listedRows, listedRuns, selectedRow, sortedRuns} from './list.ts';
import {wasShortened} from './reduce.ts';
import type {ListRow} from './state.ts';

/** The minimum height, in rows, of a list with a header row. A shorter list uses all rows for runs. */
const roomForHeader = 5;

/** Returns 1 if the list has a header row: if it is wide and high, or has the columns that the user chose. */
export function runHeaderRows(
	{contentWidth, contentHeight: height}: Pick<PaneBox, 'contentWidth' | 'contentHeight'>,
	columns: readonly string[],
): number {
	const hasTitles = columns.length > 0 || contentWidth >= minWideListCells;
	return hasTitles && height >= roomForHeader ? 1 : 0;
}

export function runListHeaderRows(state: State): number {
	const {runs} = layout(state);
	return runs === undefined ? 0 : runHeaderRows(paneBox(runs), state.view.columns);
}

/** Returns the number of rows that fit into the run list; 0 if the run list is hidden. */
export function runListHeight(state: State): number {
	return contentHeight(state, 'runs') - runListHeaderRows(state);
}

/** Returns the index of the first visible row. New data does not change the row, unless the selected one would be hidden. */
export function topRowIndex(state: State): number {
	const rows = listedRows(state);
	const selected = selectedRow(state)?.id;
	return scrollTopShowing(
		rows.findIndex(({id}) => id === selected),
		Math.max(
			0,
			rows.findIndex(({id}) => id === state.view.topRun),
		),
		rows.length,
		runListHeight(state),
	);
}

/** Selects the run `id`. If it was not selected before, also scrolls the detail pane to its top. */
export function selectRun(
	state: State,
	id: RunOrderId | null,
	selectedFold: string | null = null,
): State {
	const {view} = state;
	const selected = withView(state, {
		selected: id,
		selectedFold,
		...(view.selected === id ? {} : {detailScrollTop: 0}),
	});
	return selected === state
		? state
		: withView(selected, {topRun: listedRows(selected)[topRowIndex(selected)]?.id ?? null});
}

export function selectListRow(state: State, {id, run, fold}: ListRow): State {
	return selectRun(state, run.id, fold === null ? null : id);
}

export function moveSelection(state: State, by: number): State {
	const rows = listedRows(state);
	const selected = selectedRow(state)?.id;
	const at = rows.findIndex(({id}) => id === selected);
	const row = rows[Math.max(0, Math.min(at + by, rows.length - 1))];
	return row === undefined ? state : selectListRow(state, row);
}

/** Selects the run `id`, and clears the filter if it hides the run. */
export function selectInSight(state: State, id: RunOrderId): State {
	const isListed = listedRuns(state).some(run => run.id === id);
	return selectRun(isListed ? state : withView(state, {filter: ''}), id);
}

/** Selects the first run of the list if the filter does not match the selected run. */
export function selectListed(state: State): State {
	const {selected} = state.view;
	const matching = listedRuns(withView(state, {selected: null}));
	return matching.some(({id}) => id === selected)
		? state
		: selectRun(state, matching[0]?.id ?? selected);
}

/** If no run is selected, selects the first run of the list. */
export function selectFirst(state: State): State {
	return state.view.selected !== null || state.runs.size === 0
		? state
		: selectRun(state, listedRuns(state)[0]?.id ?? null);
}

/** Returns the run that the keys act on. Null also if no run passes the filter: then none is shown. */
export function selectedRun(state: State): Run | null {
	const {filter, selected} = state.view;
	return filter !== '' && listedRuns(state).length === 0
		? null
		: (state.runs.get(selected ?? '') ?? null);
}

/** Returns the marked runs that pass the filter, in the order of the list. */
export function markedInSight(state: State): readonly Run[] {
	const {marked} = state.view;
	return marked.size === 0 ? [] : listedRuns(state).filter(({id}) => marked.has(id));
}

/**
 * Returns the runs that a command acts on: in the run list the marked runs that pass the filter, if there are any. Else
 * the selected run, or the runs of the selected fold.
 */
export function targetRuns(state: State): readonly Run[] {
	const isInList = state.view.focus === 'runs';
	const inSight = isInList ? markedInSight(state) : [];
	return inSight.length > 0 ? inSight : selectedRuns(state, isInList);
}

/** Returns the selected run, or if `withFold` the runs of the selected fold. */
function selectedRuns(state: State, withFold = true): readonly Run[] {
	const run = selectedRun(state);
	return run === null ? [] : ((withFold ? selectedRow(state)?.fold?.runs : null) ?? [run]);
}

/** Marks the selected run or fold or removes its marks, then selects the next row. */
export function toggleMark(state: State): State {
	const {marked} = state.view;
	const ids = selectedRuns(state).map(({id}) => id);
	const all = withMembers(marked, ids, !ids.every(id => marked.has(id)));
	return ids.length === 0 ? state : moveSelection(withView(state, {marked: all}), 1);
}

export function markAll(state: State): State {
	const ids = listedRuns(state).map(({id}) => id);
	return withView(state, {marked: withMembers(state.view.marked, ids, true)});
}

/** Returns the selected run if the user sees it: its details or log are shown, and the window has the focus. */
export function runInView(state: State): Run | null {
	const {overlay, windowBlurred} = state.view;
	const isVisible = contentHeight(state, 'detail') > 0 || contentHeight(state, 'log') > 0;
	return overlay !== null || windowBlurred || !isVisible ? null : selectedRun(state);
}

/** Requests the effect `prioritize` if the selected run or the runs in sight, which are those marked too, have changed. */
export function derivePriorities(state: State): HandlerResult {
	const {selected, marked} = state.view;
	const before = state.priorities;
	const top = topRowIndex(state);
	const shown = listedRows(state).slice(top, top + runListHeight(state));
	const inSight = new Set([...shown.map(({run}) => run.id), ...marked]);

	if (
		selected === before.selected &&
		inSight.size === before.inSight.length &&
		before.inSight.every(id => inSight.has(id))
	) {
		return state;
	}

	const priorities = {selected, inSight: [...inSight]};
	const run = state.runs.get(selected ?? '');
	const isIncomplete = run !== undefined && selected !== before.selected && wasShortened(run);
	return {
		state: {...state, priorities},
		effects: [
			{type: 'prioritize', ...priorities},
			...(isIncomplete ? [{type: 'pollNow', id: run.id} as const] : []),
		],
	};
}

/**
 * Keeps the selected row in its line of the screen when new data move other rows. An action of the user sorts the list
 * again. Before the first one, selects the first run when all have responded, and again when the absence is known.
 */
export function keepSelectedRow(state: State, previous: State, action: Action): State {
	const {keptRow, selected, topRun} = state.view;
	const isByUser = isUserAction(action);
	const isChosen = isByUser || keptRow?.isChosen === true;

	if (!isChosen && (keptRow === null || action.type === 'absenceKnown')) {
		const [first] = sortedRuns(state);
		const isAnswered = [...state.runs.values()].every(
			({execution, polling}) => execution !== null || polling.problem !== null,
		);
		return first === undefined || !isAnswered
			? state
			: selectRun(withView(state, {keptRow: {id: first.id, index: -1, isChosen}}), first.id);
	}

	const [sorted, before] = [sortedRuns(state), sortedRuns(previous)];

	if (sorted.length === before.length && sorted.every(({id}, at) => id === before[at]?.id)) {
		return keptRow?.isChosen === isChosen
			? state
			: withView(state, {keptRow: {...(keptRow ?? {id: '', index: -1}), isChosen}});
	}

	const index = isByUser ? -1 : listedRuns(previous).findIndex(({id}) => id === selected);
	const kept = withView(state, {keptRow: {id: selected ?? '', index, isChosen}});
	return isByUser || topRun === null
		? kept
		: withView(kept, {topRun: listedRows(kept)[topRowIndex(previous)]?.id ?? null});
}
