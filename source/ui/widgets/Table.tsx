import {useAppearance} from '../appearance-context.ts';
import {blank, span} from '../line.ts';
import {Row} from './Row.tsx';
import {
	headerLine,
	placeColumns,
	tableLine,
	type Column,
	type TableHeader,
} from './table-layout.ts';

export type TableProps<Item> = {
	readonly columns: ReadonlyArray<Column<Item>>;
	/** The visible items. */
	readonly items: readonly Item[];
	readonly keyOf: (item: Item) => string;
	/** The width in cells. */
	readonly width: number;
	/** The index of the selected item in `items`; -1 for none. */
	readonly selected?: number;
	/** Whether the selected row has a background color. A pointer marks the row in any case. */
	readonly focused?: boolean;
	/** The header row and the column that it marks as the sort column; null for a table without a header row. */
	readonly header?: TableHeader | null;
};

/** A table. The selected row has a pointer at its start. */
export function Table<Item>({
	columns,
	items,
	keyOf,
	width,
	selected = -1,
	focused = true,
	header = null,
}: TableProps<Item>) {
	const appearance = useAppearance();
	const {pointer} = appearance.glyphs;
	// Two cells are not for columns: the pointer before the first column, and the last cell of a row, which stays
	// empty.
	const placed = placeColumns(columns, items, width - 2, header);
	return (
		<>
			{header !== null && (
				<Row line={[blank(1), ...headerLine(placed, header.sort, appearance)]} width={width} />
			)}
			{items.map((item, index) => (
				<Row
					key={keyOf(item)}
					line={[
						span(index === selected ? pointer : ' ', 'focus'),
						...tableLine(placed, ({cell}, cells) => cell(item, cells), appearance),
					]}
					width={width}
					selected={focused && index === selected}
				/>
			))}
		</>
	);
}
