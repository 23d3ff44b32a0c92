import {blank, fitLine, lineWidth, span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';

export type Column<Item> = {
	readonly id: string;
	readonly title?: string;
	readonly width: ColumnWidth;
	readonly align?: 'left' | 'right';
	/** If the table is too narrow, the lowest priority is left out first, and Infinity never. */
	readonly priority: number;
	/** Returns the cell of an item. `width`: the width of the column in cells; Infinity to measure the whole text. */
	readonly render: (item: Item, width: number) => Line;
	/** The distance to the next column in cells. Default: 1. */
	readonly gap?: number;
	/** Whether a long text takes the blank cells of its row in the next columns that are aligned to the right. */
	readonly runsOn?: boolean;
	/** Whether no text of another column takes its blank cells, so that its numbers stay below one another. */
	readonly keepsBlanks?: boolean;
};

/**
 * The width of a column in cells. A number: exactly this width. `max`: as wide as the widest visible text, from `min` to
 * `max` cells. `weight`: also a share of the row's free cells by weight; without `max`, in addition to `min` cells.
 */
export type ColumnWidth =
	| number
	| {readonly min: number; readonly max: number; readonly weight?: number}
	| {readonly min: number; readonly max?: never; readonly weight: number};

/** The header row. A mark after the title of the column `sort` shows the direction. */
export type TableHeader = {
	readonly sort: {readonly id: string; readonly descending: boolean} | null;
};

type PlacedColumns<Item> = ReadonlyArray<{readonly column: Column<Item>; readonly width: number}>;

/** Chooses the columns that fit, and computes their widths. Leaves out columns without any text, but not the sort column. */
export function placeColumns<Item>(
	columns: ReadonlyArray<Column<Item>>,
	items: readonly Item[],
	width: number,
	header: TableHeader | null,
): PlacedColumns<Item> {
	let placed: PlacedColumns<Item> = columns
		.map(column => ({column, width: leastWidth(column, items, header)}))
		.filter(({width: least}) => least > 0);

	for (;;) {
		const least = Math.min(...placed.map(({column}) => column.priority));

		if (placed.length < 2 || totalWidth(placed) <= width || least === Infinity) {
			break;
		}

		const last = placed.findLastIndex(({column}) => column.priority === least);
		placed = placed.toSpliced(last, 1);
	}

	let free = Math.max(0, width - totalWidth(placed));
	let weights = placed.reduce((sum, {column}) => sum + weightOf(column), 0);
	return placed.map(({column, width: least}) => {
		const weight = weightOf(column);
		const share = weight === 0 ? 0 : Math.floor((free * weight) / weights);
		weights -= weight;
		free -= share;
		return {column, width: least + share};
	});
}

/** Returns the header row of a table of `width` cells, then a row for each item. */
export function tableLines<Item>(
	columns: ReadonlyArray<Column<Item>>,
	items: readonly Item[],
	width: number,
	appearance: Appearance,
	{sort}: TableHeader = {sort: null},
): readonly Line[] {
	const placed = placeColumns(columns, items, width, {sort});
	return [
		headerLine(placed, sort, appearance),
		...items.map(item => tableLine(placed, item, appearance)),
	];
}

export function tableLine<Item>(
	placed: PlacedColumns<Item>,
	item: Item,
	appearance: Appearance,
): Line {
	return joinCells(placed, ({render}, width) => render(item, width), appearance);
}

/** Returns the header row. The title of the sort column has a mark for the direction. */
export function headerLine<Item>(
	placed: PlacedColumns<Item>,
	sort: TableHeader['sort'],
	appearance: Appearance,
): Line {
	const {ascending, descending} = appearance.glyphs;
	const mark = sort?.descending === true ? descending : ascending;
	return joinCells(
		placed,
		({id, title = ''}) => [span(id === sort?.id ? title + mark : title, 'muted')],
		appearance,
	);
}

function joinCells<Item>(
	placed: PlacedColumns<Item>,
	contentOf: (column: Column<Item>, width: number) => Line,
	{glyphs}: Appearance,
): Line {
	const cells = placed.map(({column, width}, index) => {
		const content = contentOf(column, column.runsOn === true ? Infinity : width);
		const gap = index === placed.length - 1 ? 0 : (column.gap ?? 1);
		const blanks =
			column.align !== 'right'
				? 0
				: content.length === 0
					? width + gap
					: Math.max(0, width - lineWidth(content));
		return {column, width, gap, content, blanks};
	});
	/** How many blank cells of the next columns a long text has taken that are not yet subtracted from them. */
	let given = 0;
	return cells.flatMap(({column, width, gap, content, blanks}, index) => {
		if (column.runsOn === true) {
			const next = cells.slice(index + 1);
			const end = next.findIndex(
				({column: {align, keepsBlanks}}) => align !== 'right' || keepsBlanks,
			);
			const free = next
				.slice(0, end === -1 ? next.length : end)
				.reduce((sum, cell) => sum + cell.blanks, 0);
			given = Math.max(0, Math.min(free, lineWidth(content) - width));
			const own = contentOf(column, width + given);
			return [...fitLine(own, width + given, glyphs.ellipsis), blank(gap)];
		}

		const less = Math.min(given, blanks);
		given -= less;
		return content.length === 0 || blanks === 0
			? [
					...fitLine(content, Math.max(0, width - less), glyphs.ellipsis),
					blank(gap - Math.max(0, less - width)),
				]
			: [blank(blanks - less), ...content, blank(gap)];
	});
}

function leastWidth<Item>(
	{id, width, render, title = ''}: Column<Item>,
	items: readonly Item[],
	header: TableHeader | null,
): number {
	if (typeof width === 'number' || width.max === undefined) {
		return typeof width === 'number' ? width : width.min;
	}

	const widest = Math.max(0, ...items.map(item => lineWidth(render(item, Infinity))));
	const isSorted = header?.sort?.id === id;
	const hasTitle = header !== null && (widest > 0 || isSorted);
	const head = hasTitle ? lineWidth([span(title)]) + Number(isSorted) : 0;
	return Math.max(width.min, Math.min(width.max, Math.max(widest, head)));
}

function totalWidth<Item>(placed: PlacedColumns<Item>): number {
	const cells = placed.flatMap(({column: {gap = 1}, width}) => [width, gap]);
	return cells.slice(0, -1).reduce((sum, width) => sum + width, 0);
}

function weightOf({width}: Pick<Column<never>, 'width'>): number {
	return typeof width === 'number' ? 0 : (width.weight ?? 0);
}
