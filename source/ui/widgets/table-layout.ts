import {blank, fitLine, lineWidth, span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';

/** A column as data. */
export type Column<Item> = {
	readonly id: string;
	/** In the header row. Default: none. */
	readonly title?: string;
	readonly width: ColumnWidth;
	/** Default: left. */
	readonly align?: 'left' | 'right';
	/** Columns with a lower priority are left out first when the table is too narrow. Infinity: never. */
	readonly priority: number;
	/** `width` is the column's; Infinity while the widest text is measured. */
	readonly text: (item: Item, width: number) => Line;
	/** Cells before the next column. Default: 1. */
	readonly gap?: number;
};

/**
 * In cells: a fixed width, the width of the widest visible text between `min` and `max`, or a share of the cells that are left, by
 * weight, but at least `min`.
 */
export type ColumnWidth =
	| number
	| {readonly min: number; readonly max: number}
	| {readonly min: number; readonly weight: number};

export type PlacedColumn<Item> = {
	readonly column: Column<Item>;
	readonly width: number;
};

/** Chooses the columns that fit, and their widths. Columns without any text are left out. */
export function placeColumns<Item>(
	columns: ReadonlyArray<Column<Item>>,
	items: readonly Item[],
	width: number,
	hasHeader: boolean,
): ReadonlyArray<PlacedColumn<Item>> {
	let placed: ReadonlyArray<PlacedColumn<Item>> = columns
		.map(column => ({column, width: leastWidth(column, items, hasHeader)}))
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

/** One row of the table, in at most `width` cells. */
export function tableLine<Item>(
	placed: ReadonlyArray<PlacedColumn<Item>>,
	textOf: (column: Column<Item>, width: number) => Line,
	{glyphs}: Appearance,
): Line {
	return placed.flatMap(({column, width}, index) => {
		const line = textOf(column, width);
		const free = width - lineWidth(line);
		const cell =
			column.align === 'right' && free > 0
				? [blank(free), ...line]
				: fitLine(line, width, glyphs.ellipsis);
		return index === placed.length - 1 ? cell : [...cell, blank(gapAfter(column))];
	});
}

/** The titles of the columns; the sort column has a mark. */
export function headerLine<Item>(
	placed: ReadonlyArray<PlacedColumn<Item>>,
	sort: {readonly id: string; readonly descending: boolean} | null,
	appearance: Appearance,
): Line {
	const {ascending, descending} = appearance.glyphs;
	return tableLine(
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

function leastWidth<Item>(
	{width, text, title = ''}: Column<Item>,
	items: readonly Item[],
	hasHeader: boolean,
): number {
	if (typeof width === 'number') {
		return width;
	}

	if ('weight' in width) {
		return width.min;
	}

	const widest = Math.max(0, ...items.map(item => lineWidth(text(item, Infinity))));
	const head = hasHeader && widest > 0 ? lineWidth([span(title)]) : 0;
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
