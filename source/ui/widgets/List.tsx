import type {ReactNode} from 'react';
import {useAppearance} from '../appearance-context.ts';
import {span, type Line} from '../line.ts';
import {Row} from './Row.tsx';

export type ListProps<Item> = {
	/** The visible items. */
	readonly items: readonly Item[];
	readonly keyOf: (item: Item) => string;
	readonly line: (item: Item) => Line;
	/** The width in cells. */
	readonly width: number;
	/** Returns whether the item is selected. By default, no item is. */
	readonly isSelected?: (item: Item) => boolean;
	/**
	 * Whether the list has the focus. If not, the selected row is not highlighted, but still has a pointer. Default:
	 * true.
	 */
	readonly isFocused?: boolean;
};

/** A list with one row for each item. The selected row has a pointer at its start. */
export function List<Item>({
	items,
	keyOf,
	line,
	width,
	isSelected,
	isFocused = true,
}: ListProps<Item>): ReactNode {
	const {pointer} = useAppearance().glyphs;
	return items.map(item => {
		const selected = isSelected?.(item) === true;
		return (
			<Row
				key={keyOf(item)}
				line={[span(selected ? pointer : ' ', 'focus'), ...line(item)]}
				width={width}
				isHighlighted={isFocused && selected}
			/>
		);
	});
}
