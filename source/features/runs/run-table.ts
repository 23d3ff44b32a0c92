import {executionCost} from '../../core/execution.ts';
import {listedWatched} from '../../core/listed-run.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {runState} from '../../core/run-state.ts';
import type {State} from '../../store/state.ts';
import {blank, cutLine, span, styleLine} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {sharedDecimals} from '../../ui/units.ts';
import {placeColumns, type Column, type TableHeader} from '../../ui/widgets/table-layout.ts';
import {hitAt, layout} from '../panes/index.ts';
import {cellText, isStale, type CellContext} from './cells.ts';
import {columnIds, columnOf, isTextColumn, minWideListCells} from './columns.ts';
import {distinctInputs, hasSameTitle, sharedStarts} from './inputs.ts';
import {listedRows, listedRuns, selectedRow, shortIds} from './list.ts';
import {isUnseen} from './needs-me.ts';
import {labelOf} from './saved.ts';
import {markedInSight, runListHeaderRows, runListHeight, topRowIndex} from './selection.ts';
import {sortKeyOf} from './sort.ts';
import {stateGlyph} from './state-style.ts';
import type {RunRow} from './state.ts';

/** A screen is not wider than this, in cells. */
const maxCells = 400;
/** The priority of the column by which the list is sorted, if its own one is lower. */
const sortPriority = 88;
/** The cells by which the rows of an open fold are indented. */
const foldIndent = 2;

export type RunListModel = Readonly<ReturnType<typeof selectRunList>>;

export function selectRunList(state: State) {
	const {runs, discovery, denied, saved, replay} = state;
	const {filter, fold, marked, columns} = state.view;
	const listed = listedRows(state);
	const selected = selectedRow(state);
	const scrollTop = topRowIndex(state);
	const short = shortIds(runs);
	return {
		rows: listed.slice(scrollTop, scrollTop + runListHeight(state)).map((row): RunRow => ({
			...row,
			shortId: short.get(row.run.id) ?? row.run.safeId,
			isSelected: row.id === selected?.id,
			isMarked: marked.has(row.run.id),
			isUnseen: isUnseen(state, row.run.id),
			listed: listedWatched(row.run, labelOf(state, row.run.id)),
			inputs: distinctInputs(row.run, runs),
			hasSameTitle: hasSameTitle(row.run, runs),
		})),
		/** The number of rows, which is smaller than `matching` if runs are folded. */
		length: listed.length,
		matching: listedRuns(state).length,
		scrollTop,
		total: runs.size,
		markedCount: marked.size,
		markedInSight: markedInSight(state).length,
		filter,
		columns,
		fold,
		sort: {key: sortKeyOf(saved.sort.key), descending: saved.sort.descending},
		isReplay: replay !== null,
		discovery,
		denied,
	};
}

/** Returns the columns of the list, and the column whose title has the mark of the sort; null if no title has it. */
export function runTable(
	list: Pick<RunListModel, 'rows' | 'sort' | 'columns'>,
	{width, now, appearance}: Pick<CellContext, 'width' | 'now' | 'appearance'>,
): {readonly columns: ReadonlyArray<Column<RunRow>>; readonly sort: TableHeader['sort']} {
	const ids = shownIds(list, width);
	const {key, descending} = list.sort;
	const costs = list.rows.map(({run}) => executionCost(run.execution));
	const decimals = sharedDecimals(costs);
	const shared = sharedStarts(list.rows);
	const context = {width, now, appearance, ids, decimals, shared};
	const {glyphs, messages} = appearance;
	return {
		columns: [
			{
				id: 'mark',
				gap: 0,
				width: 2,
				priority: Infinity,
				render: ({run, isMarked}) => [
					stateGlyph(runState(run), appearance),
					span(isMarked ? glyphs.markedRun : ' ', 'key'),
				],
			},
			...ids.map((id, index): Column<RunRow> => {
				const column = columnOf(id);
				const {width: own = {min: 0, max: isTextColumn(column) ? 24 : 16}} = column;
				const textOf = memoizeByObject((row: RunRow, cells: number) =>
					cellText(id)(row, context, cells),
				);
				return {
					id,
					title: column.title[messages.language],
					width: typeof own === 'function' ? own(width) : own,
					align: isTextColumn(column) ? 'left' : 'right',
					gap: id === 'progress' ? 2 : 1,
					runsOn: id === 'title' || id === 'node',
					priority: Math.max(id === key ? sortPriority : 0, column.priority),
					render(row, cells) {
						const indent = row.isInFold && index === 0 ? foldIndent : 0;
						// Only a title depends on its width. The other texts, which are measured and drawn, are computed once.
						const text = textOf(row, id === 'title' ? cells - indent : Infinity);
						// The progress says itself that the data are old.
						const isMuted = isStale(row.run, now) && id !== 'progress';
						const line = isMuted ? styleLine(text, 'muted') : text;
						// Measuring a long text is slow.
						return cutLine(
							indent === 0 ? line : [blank(indent), ...line],
							maxCells,
							glyphs.ellipsis,
						);
					},
				};
			}),
		],
		sort: ids.includes(key) ? {id: key, descending} : null,
	};
}

/** Returns the key by which a click on this cell of the screen sorts the list; null if no such title is there. */
export function sortKeyAt(
	state: State,
	cell: {readonly column: number; readonly row: number},
	appearance: Appearance,
): string | null {
	const hit = hitAt(state, cell.column, cell.row);
	const {runs} = layout(state);
	const list = selectRunList(state);

	if (
		hit?.place !== 'runs' ||
		hit.row !== 0 ||
		runs === undefined ||
		runListHeaderRows(state) === 0 ||
		list.rows.length === 0
	) {
		return null;
	}

	const {columns: all, sort} = runTable(list, {width: runs.width, now: state.now, appearance});
	const rows = list.rows.filter(({fold}) => fold === null);
	// The first cell is that of the pointer.
	let end = runs.left + 1;
	const clicked = placeColumns(all, rows, runs.width - 2, {sort}).find(({column, width}) => {
		end += width + (column.gap ?? 1);
		return cell.column < end;
	})?.column.id;
	return clicked !== undefined && sortKeyOf(clicked) === clicked ? clicked : null;
}

/** The columns of narrow lists by the minimum width in cells, and of a wide list: the most important ones first. */
const usualIds = [
	{
		from: minWideListCells,
		ids: [
			'state',
			'title',
			'progress',
			'eta',
			'id',
			'cost',
			'node',
			'created',
			'ended',
			'workflow',
		],
	},
	{from: 44, ids: ['title', 'progress', 'eta', 'id']},
	{from: 0, ids: ['title', 'progress']},
];

/** Returns the ids of the columns. A narrow list has that of the sort too. */
function shownIds(
	{sort: {key}, columns: chosen}: Pick<RunListModel, 'sort' | 'columns'>,
	width: number,
): readonly string[] {
	const ids = chosen.length > 0 ? chosen : (usualIds.find(({from}) => width >= from)?.ids ?? []);
	const isMissing =
		chosen.length === 0 && columnIds.includes(key) && !ids.includes(key) && key !== 'state';
	return isMissing ? ids.toSpliced(ids.indexOf('progress'), 0, key) : ids;
}
