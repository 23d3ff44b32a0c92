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
	/** The index of the selected item in `items`; -1 for none. */
	readonly selected?: number;
	readonly focused?: boolean;
};

/**
 * A list with one row for each item. The selected row starts with a pointer, and has a background color if the list
 * has the focus.
 */
export function List<Item>({
	items,
	keyOf,
	line,
	width,
	selected = -1,
	focused = true,
}: ListProps<Item>): ReactNode {
	const {pointer} = useAppearance().glyphs;
	return items.map((item, index) => (
		<Row
			key={keyOf(item)}
			line={[span(index === selected ? pointer : ' ', 'focus'), ...line(item)]}
			width={width}
			selected={focused && index === selected}
		/>
	));
}
