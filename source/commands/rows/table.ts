import {styleText} from 'node:util';
import type {Instant} from '../../core/time/clock.ts';
import type {Line, Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {tableLines, type TableHeader} from '../../ui/widgets/table-layout.ts';
import {columnGap, tableColumns, type ShownColumn} from './table-columns.ts';

export type RowTableOptions<Row> = TableSurroundings & {
	readonly columns: ReadonlyArray<ShownColumn<Row>>;
	/** The column by which the rows are sorted; null for no mark in the header. */
	readonly sort: TableHeader['sort'];
};

export type TableSurroundings = {
	readonly now: Instant;
	readonly appearance: Appearance;
	/** The width of the terminal in cells. */
	readonly width: number;
};

/** Returns the rows of the table for a terminal. It is as wide as its texts, but not wider than the terminal. */
export function rowTable<Row>(
	rows: readonly Row[],
	{columns, sort, now, appearance, width}: RowTableOptions<Row>,
): readonly string[] {
	const all = tableColumns(columns, rows, now, appearance);
	const needed = all.reduce((sum, {needs}) => sum + needs + columnGap, -columnGap);
	const lines = tableLines(all, rows, Math.min(width, needed), appearance, {sort});
	return lines.map(line => paintLine(line, appearance));
}

/** Colors a line for stdout. Without the blanks at the end, so that a row that fills the terminal does not wrap. */
export function paintLine(line: Line, appearance: Appearance): string {
	const end = line.findLastIndex(({text}) => text.trim() !== '');
	return line
		.slice(0, end + 1)
		.map((each, index) =>
			paintSpan(index === end ? {...each, text: each.text.trimEnd()} : each, appearance),
		)
		.join('');
}

/** The theme has only the terminal's own colors, whose names `styleText` knows. */
function paintSpan({text, styleName}: Span, {theme, paint: {color: level}}: Appearance): string {
	if (styleName === undefined || level === 0) {
		return text;
	}

	const {color, bold, dimColor} = theme[styleName];
	const formats = [
		...(color === undefined ? [] : [color]),
		...(bold === true ? ['bold'] : []),
		...(dimColor === true ? ['dim'] : []),
	] as Parameters<typeof styleText>[0];
	return formats.length === 0 ? text : styleText(formats, text, {validateStream: false});
}
