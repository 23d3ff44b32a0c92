import type {ListedRun} from '../../core/listed-run.ts';
import {rowTable, type RowTableOptions} from '../rows/table.ts';
import {shownColumns, type NamedColumn} from './columns.ts';

/** Returns the rows of the table for a terminal. */
export function listTable(
	runs: readonly ListedRun[],
	{
		columns,
		...options
	}: Omit<RowTableOptions<ListedRun>, 'columns'> & {readonly columns: readonly NamedColumn[]},
): readonly string[] {
	return rowTable(runs, {...options, columns: shownColumns(columns, options.appearance)});
}
