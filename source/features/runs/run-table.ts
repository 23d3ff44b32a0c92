import {executionCost} from '../../core/execution.ts';
import type {State} from '../../store/state.ts';
import {blank, cutLine} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDecimals, sharedDecimals} from '../../ui/units.ts';
import {placeColumns, type Column, type TableHeader} from '../../ui/widgets/table-layout.ts';
import {hitAt, layout} from '../panes/index.ts';
import {cellOf, markOf, type ColumnContext} from './cells.ts';
import {columnIds, columnOf, sortKeyNames, wideList} from './columns.ts';
import {selectRunList, type RunListModel} from './select.ts';
import {runListHeaderRows} from './selection.ts';
import type {RunRow} from './state.ts';

/** A screen is not wider than this, in cells. */
const maxCells = 400;
/** The priority of the column by which the list is sorted, if its own one is lower. */
const sortPriority = 88;
/** The cells by which the rows of an open fold are indented. */
const foldIndent = 2;

/** Returns the columns of the list, and the column whose title has the mark of the sort; null if no title has it. */
export function runTable(
	list: Pick<RunListModel, 'rows' | 'sort' | 'columns'>,
	{width, now, appearance}: Pick<ColumnContext, 'width' | 'now' | 'appearance'>,
): {readonly columns: ReadonlyArray<Column<RunRow>>; readonly sort: TableHeader['sort']} {
	const ids = shownIds(list, width);
	const {key, descending} = list.sort;
	const sortId = ids.find(id => id === key || (id === 'summary' && isInSummary(key)));
	const costs = list.rows.map(({run}) => executionCost(run.execution));
	const context = {
		width,
		now,
		appearance,
		ids,
		decimals: sharedDecimals(costs, briefDecimals),
	};
	return {
		columns: [
			{
				id: 'mark',
				gap: 0,
				width: 2,
				priority: Infinity,
				render: row => markOf(row, appearance),
			},
			...ids.map((id, index) => {
				const column = asColumn(id, context, index === 0 ? foldIndent : 0);
				const least = id === key ? sortPriority : 0;
				return {id, ...column, priority: Math.max(least, column.priority)};
			}),
		],
		sort: sortId === undefined ? null : {id: sortId, descending},
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
	// The first cell is that of the pointer.
	let end = runs.left + 1;
	const rows = list.rows.filter(({fold}) => fold === null);

	for (const {column, width} of placeColumns(all, rows, runs.width - 2, {sort})) {
		end += width + (column.gap ?? 1);

		if (cell.column < end) {
			const name = column.id === 'summary' ? 'state' : column.id;
			return sortKeyNames.find(key => key === name) ?? null;
		}
	}

	return null;
}

function shownIds(
	{sort: {key}, columns: chosen}: Pick<RunListModel, 'sort' | 'columns'>,
	width: number,
): readonly string[] {
	if (chosen.length > 0 || width >= wideList) {
		return chosen.length > 0 ? chosen : columnIds;
	}

	const isOwn = columnIds.some(id => id === key) && !isInSummary(key) && key !== 'title';
	return ['id', 'title', ...(isOwn ? [key] : []), 'summary'];
}

function isInSummary(key: string): boolean {
	return key === 'state' || key === 'progress';
}

function asColumn(
	id: string,
	context: ColumnContext,
	indentInFold: number,
): Omit<Column<RunRow>, 'id'> {
	const {title, width, align = 'left', priority} = columnOf(id);
	const {messages, glyphs} = context.appearance;
	return {
		title: title[messages.language],
		width: typeof width === 'function' ? width(context.width) : width,
		align,
		priority,
		// Measuring a long text is slow.
		render(row, cells) {
			const indent = row.isInFold ? indentInFold : 0;
			const line = cellOf(id, row, context, cells - indent);
			return cutLine(indent === 0 ? line : [blank(indent), ...line], maxCells, glyphs.ellipsis);
		},
	};
}
