import {useAppearance} from '../appearance-context.ts';
import {blank, type Line} from '../line.ts';
import {List, type ListProps} from './List.tsx';
import {Row} from './Row.tsx';
import {
	headerLine,
	placeColumns,
	tableLine,
	type Column,
	type TableHeader,
} from './table-layout.ts';

type TableProps<Item> = Omit<ListProps<Item>, 'line'> & {
	readonly columns: ReadonlyArray<Column<Item>>;
	/**
	 * Tells which column the header row marks as the sort column. Null, the default, means that there is no header row.
	 */
	readonly header?: TableHeader | null;
	/** Returns the content of an item that is not divided into columns; null for any other item. */
	readonly wholeLine?: (item: Item, width: number) => Line | null;
};

/** A list whose rows are divided into columns. */
export function Table<Item>({columns, header = null, wholeLine, ...list}: TableProps<Item>) {
	const appearance = useAppearance();
	const {items, width} = list;
	// Two cells are not for columns: the pointer before the first column, and the last cell of a row, which stays
	// empty.
	const placed = placeColumns(
		columns,
		items.filter(item => (wholeLine?.(item, width) ?? null) === null),
		width - 2,
		header,
	);
	return (
		<>
			{header !== null && (
				<Row line={[blank(1), ...headerLine(placed, header.sort, appearance)]} width={width} />
			)}
			<List
				{...list}
				line={item => wholeLine?.(item, width - 2) ?? tableLine(placed, item, appearance)}
			/>
		</>
	);
}
