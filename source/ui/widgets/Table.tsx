import {useAppearance} from '../appearance-context.ts';
import {blank, span} from '../line.ts';
import {Row} from './Row.tsx';
import {headerLine, placeColumns, tableLine, type Column} from './table-layout.ts';

export type TableProps<Item> = {
	readonly columns: ReadonlyArray<Column<Item>>;
	/** The visible items. */
	readonly items: readonly Item[];
	readonly keyOf: (item: Item) => string;
	/** In cells. */
	readonly width: number;
	/** The index of the selected item; -1: none. */
	readonly selected?: number;
	/** Whether the selected row is tinted; a pointer marks it in any case. */
	readonly focused?: boolean;
	/** Null: no header row. */
	readonly header?: {
		readonly sort: {readonly id: string; readonly descending: boolean} | null;
	} | null;
};

/** Rows of cells in columns. The selected row has a pointer at its start. */
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
	// The pointer is before the first column, and the last cell is free.
	const placed = placeColumns(columns, items, width - 2, header !== null);
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
						...tableLine(placed, ({text}, cells) => text(item, cells), appearance),
					]}
					width={width}
					selected={focused && index === selected}
				/>
			))}
		</>
	);
}
