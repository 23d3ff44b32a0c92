import {blank, fitLine, lineWidth, span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';

export type Column<Item> = {
	readonly id: string;
	readonly title?: string;
	readonly width: ColumnWidth;
	/** The alignment of the text. Default: left. */
	readonly align?: 'left' | 'right';
	/**
	 * If the table is too narrow, columns with the lowest priority are left out first. A column with Infinity is never
	 * left out.
	 */
	readonly priority: number;
	/**
	 * Returns the cell of an item. `width` is the width of the column in cells. It is Infinity when the table measures
	 * the whole text to choose the width of the column.
	 */
	readonly render: (item: Item, width: number) => Line;
	/** The distance to the next column in cells. Default: 1. */
	readonly gap?: number;
};

/**
 * The width of a column in cells. A number: exactly this width. `max`: the width of the widest visible text, limited to
 * the range from `min` to `max`. `weight`: `min` cells, or with `max` this width, plus a share of the row's free cells;
 * a column with twice the weight gets twice the share.
 */
export type ColumnWidth =
	| number
	| {readonly min: number; readonly max: number}
	| {readonly min: number; readonly max?: number; readonly weight: number};

/**
 * The header row. `sort` is the column by which the table is sorted. A mark after the title of this column shows the
 * direction. If `sort` is null, no title has a mark.
 */
export type TableHeader = {
	readonly sort: {readonly id: string; readonly descending: boolean} | null;
};

type PlacedColumn<Item> = {
	readonly column: Column<Item>;
	readonly width: number;
};

/** Chooses the columns that fit, and computes their widths. Leaves out columns without any text, but not the sort column. */
export function placeColumns<Item>(
	columns: ReadonlyArray<Column<Item>>,
	items: readonly Item[],
	width: number,
	header: TableHeader | null,
): ReadonlyArray<PlacedColumn<Item>> {
	let placed: ReadonlyArray<PlacedColumn<Item>> = columns
		.map(column => ({column, width: leastWidth(column, items, header)}))
		.filter(column => column.width > 0);

	while (placed.length > 1 && totalWidth(placed) > width) {
		const least = Math.min(...placed.map(({column}) => column.priority));

		if (least === Infinity) {
			break;
		}

		const index = placed.findLastIndex(({column}) => column.priority === least);
		placed = placed.toSpliced(index, 1);
	}

	return shareRest(placed, width - totalWidth(placed));
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
	placed: ReadonlyArray<PlacedColumn<Item>>,
	item: Item,
	appearance: Appearance,
): Line {
	return joinCells(placed, ({render}, width) => render(item, width), appearance);
}

/** Returns the header row. The title of the sort column has a mark for the direction. */
export function headerLine<Item>(
	placed: ReadonlyArray<PlacedColumn<Item>>,
	sort: TableHeader['sort'],
	appearance: Appearance,
): Line {
	const {ascending, descending} = appearance.glyphs;
	return joinCells(
		placed,
		({id, title = ''}) => [
			span(
				id === sort?.id ? `${title}${sort.descending ? descending : ascending}` : title,
				'muted',
			),
		],
		appearance,
	);
}

function joinCells<Item>(
	placed: ReadonlyArray<PlacedColumn<Item>>,
	contentOf: (column: Column<Item>, width: number) => Line,
	{glyphs}: Appearance,
): Line {
	return placed.flatMap(({column, width}, index) => {
		const content = contentOf(column, width);
		const free = width - lineWidth(content);
		const cell =
			column.align === 'right' && free > 0
				? [blank(free), ...content]
				: fitLine(content, width, glyphs.ellipsis);
		return index === placed.length - 1 ? cell : [...cell, blank(gapAfter(column))];
	});
}

function leastWidth<Item>(
	{id, width, render, title = ''}: Column<Item>,
	items: readonly Item[],
	header: TableHeader | null,
): number {
	if (typeof width === 'number') {
		return width;
	}

	if (width.max === undefined) {
		return width.min;
	}

	const widest = Math.max(0, ...items.map(item => lineWidth(render(item, Infinity))));
	const isSorted = header?.sort?.id === id;
	const hasTitle = header !== null && (widest > 0 || isSorted);
	const head = hasTitle ? lineWidth([span(title)]) + Number(isSorted) : 0;
	return Math.max(width.min, Math.min(width.max, Math.max(widest, head)));
}

function totalWidth<Item>(placed: ReadonlyArray<PlacedColumn<Item>>): number {
	return placed.reduce(
		(sum, {column, width}, index) =>
			sum + width + (index === placed.length - 1 ? 0 : gapAfter(column)),
		0,
	);
}

function gapAfter({gap = 1}: Pick<Column<never>, 'gap'>): number {
	return gap;
}

function shareRest<Item>(
	placed: ReadonlyArray<PlacedColumn<Item>>,
	rest: number,
): ReadonlyArray<PlacedColumn<Item>> {
	const weightOf = ({column: {width}}: PlacedColumn<Item>) =>
		typeof width === 'object' && 'weight' in width ? width.weight : 0;
	let weights = placed.reduce((sum, one) => sum + weightOf(one), 0);
	let free = Math.max(0, rest);
	return placed.map(one => {
		const weight = weightOf(one);
		const share = weight === 0 ? 0 : Math.floor((free * weight) / weights);
		weights -= weight;
		free -= share;
		return {...one, width: one.width + share};
	});
}
