import {useAppearance} from '../appearance-context.ts';
import {blank, span, type Line} from '../line.ts';
import {Row} from './Row.tsx';
import {
	headerLine,
	placeColumns,
	tableLine,
	type Column,
	type TableHeader,
} from './table-layout.ts';

type TableProps<Item> = {
	readonly columns: ReadonlyArray<Column<Item>>;
	/** The visible items. */
	readonly items: readonly Item[];
	readonly keyOf: (item: Item) => string;
	/** The width in cells. */
	readonly width: number;
	readonly isSelected: (item: Item) => boolean;
	/** Whether the table has the focus. If not, the selected row is not highlighted, but still has a pointer. */
	readonly isFocused?: boolean;
	/** Null, the default, means that there is no header row. */
	readonly header?: TableHeader | null;
	/** Returns the content of an item that is not divided into columns; null for any other item. */
	readonly wholeLine?: (item: Item, width: number) => Line | null;
};

/** A row for each item, divided into columns. The selected row has a pointer at its start. */
export function Table<Item>({
	columns,
	items,
	keyOf,
	width,
	isSelected,
	isFocused = true,
	header = null,
	wholeLine,
}: TableProps<Item>) {
	const appearance = useAppearance();
	// Two cells are not for columns: the pointer before the first column, and the last cell of a row, which stays empty.
	const cells = width - 2;
	const rows = items.map(item => ({item, whole: wholeLine?.(item, cells) ?? null}));
	const inColumns = rows.filter(({whole}) => whole === null).map(({item}) => item);
	const placed = placeColumns(columns, inColumns, cells, header);
	return (
		<>
			{header !== null && (
				<Row line={[blank(1), ...headerLine(placed, header.sort, appearance)]} width={width} />
			)}
			{rows.map(({item, whole}) => {
				const selected = isSelected(item);
				const pointer = span(selected ? appearance.glyphs.pointer : ' ', 'focus');
				return (
					<Row
						key={keyOf(item)}
						line={[pointer, ...(whole ?? tableLine(placed, item, appearance))]}
						width={width}
						isHighlighted={isFocused && selected}
					/>
				);
			})}
		</>
	);
}
