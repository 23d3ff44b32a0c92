import {blank, fitLine, lineWidth, span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';

/** A column as data. */
export type Column<Item> = {
	readonly id: string;
	/** In the header row. */
	readonly title: string;
	readonly width: ColumnWidth;
	/** Default: left. */
	readonly align?: 'left' | 'right';
	/** Columns with a lower priority are left out first when the table is too narrow. Infinity: never. */
	readonly priority: number;
	readonly text: (item: Item) => Line;
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

/** Cells between two columns. */
const gap = 1;

/** Chooses the columns that fit, and their widths. */
export function placeColumns<Item>(
	columns: ReadonlyArray<Column<Item>>,
	items: readonly Item[],
	width: number,
): ReadonlyArray<PlacedColumn<Item>> {
	const measured = columns.map(column => ({column, width: leastWidth(column, items)}));
	let placed = measured;

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
	textOf: (column: Column<Item>) => Line,
	{glyphs}: Appearance,
): Line {
	return placed.flatMap(({column, width}, index) => {
		const line = textOf(column);
		const free = width - lineWidth(line);
		const cell =
			column.align === 'right' && free > 0
				? [blank(free), ...line]
				: fitLine(line, width, glyphs.ellipsis);
		return index === 0 ? cell : [blank(gap), ...cell];
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
		({id, title}) => [
			span(
				id === sort?.id ? `${title}${sort.descending ? descending : ascending}` : title,
				'muted',
			),
		],
		appearance,
	);
}

function leastWidth<Item>({width, text, title}: Column<Item>, items: readonly Item[]): number {
	if (typeof width === 'number') {
		return width;
	}

	if ('weight' in width) {
		return width.min;
	}

	const widest = Math.max(lineWidth([span(title)]), ...items.map(item => lineWidth(text(item))));
	return Math.max(width.min, Math.min(width.max, widest));
}

function totalWidth(placed: ReadonlyArray<PlacedColumn<never> | PlacedColumn<any>>): number {
	return placed.reduce((sum, {width}) => sum + width, 0) + gap * (placed.length - 1);
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
