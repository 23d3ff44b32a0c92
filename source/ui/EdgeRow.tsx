import {Text} from 'ink';
import type {ReactNode} from 'react';
import {useAppearance} from './appearance-context.ts';
import {borderStyleName, type Divider} from './frame.ts';
import {lineWidth, span, type Line} from './line.ts';
import {LineText} from './widgets/Row.tsx';

/** The name of a corner in `Glyphs`. */
type Corner = 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight';

/** An element with text at one end of the row. */
export type EdgeText = {
	readonly element: ReactNode;
	/** The width of the element in cells. If it is 0, the element is left out. */
	readonly width: number;
};

export type EdgeRowProps = {
	readonly start: EdgeText;
	readonly end: EdgeText;
	/** The glyphs at both ends of the row if it is also a border of the panes, otherwise null. */
	readonly corners: readonly [left: Corner, right: Corner] | null;
	/** The width in cells. Both texts must fit, each with a blank cell before and after it. */
	readonly width: number;
	/**
	 * A vertical border that comes from above and ends in this row. Its end is not drawn if a text is at that place.
	 */
	readonly divider?: Divider | null;
};

/** The first or the last row of the screen: texts at both ends and, if the panes have borders, a border between them. */
export function EdgeRow({start, end, corners, width, divider = null}: EdgeRowProps) {
	const {theme, glyphs} = useAppearance();
	const [left = '', right = ''] = corners?.map(corner => glyphs[corner]) ?? [];
	const from = left.length + paddedWidth(start);
	const cells = width - from - paddedWidth(end) - right.length;
	const border = (count: number) =>
		span((corners === null ? ' ' : glyphs.horizontal).repeat(Math.max(0, count)), 'border');
	const before = divider === null ? -1 : divider.column - from;
	const isJunctionVisible = before >= 0 && before < cells;
	return (
		<Text wrap="truncate-end">
			<Text {...theme.border}>{left}</Text>
			<Padded text={start} />
			<LineText
				line={
					divider !== null && isJunctionVisible
						? [
								border(before),
								span(glyphs.teeUp, borderStyleName(divider.isFocused)),
								border(cells - before - 1),
							]
						: [border(cells)]
				}
			/>
			<Padded text={end} />
			<Text {...theme.border}>{right}</Text>
		</Text>
	);
}

export function edgeText(line: Line): EdgeText {
	return {element: <LineText line={line} />, width: lineWidth(line)};
}

function Padded({text: {element, width}}: {readonly text: EdgeText}) {
	return width > 0 && <> {element} </>;
}

function paddedWidth({width}: EdgeText): number {
	return width === 0 ? 0 : width + 2;
}
