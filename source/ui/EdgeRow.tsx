import {useAppearance} from './appearance-context.ts';
import {borderStyleName, type Divider} from './frame.ts';
import {lineWidth, padLine, span, type Line} from './line.ts';
import {LineText} from './widgets/Row.tsx';

type Corner = 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight';

type EdgeRowProps = {
	readonly left: Line;
	readonly right: Line;
	/** The glyphs at both ends of the row if it is also a border of the panes, otherwise null. */
	readonly corners: readonly [left: Corner, right: Corner] | null;
	/** The width in cells. Both texts must fit, each with a blank cell before and after it. */
	readonly width: number;
	/**
	 * A vertical border that comes from above and ends in this row. Its end is not drawn if a text is at that place.
	 */
	readonly divider?: Divider | null;
};

/** The first or last row of the screen: a text at each end and, if panes have borders, a line between the texts. */
export function EdgeRow({left, right, corners, width, divider = null}: EdgeRowProps) {
	const {glyphs} = useAppearance();
	const [leftCorner = '', rightCorner = ''] = corners?.map(corner => glyphs[corner]) ?? [];
	const start = [span(leftCorner, 'border'), ...padLine(left)];
	const end = [...padLine(right), span(rightCorner, 'border')];
	const cells = width - lineWidth(start) - lineWidth(end);
	const border = (count: number) =>
		span((corners === null ? ' ' : glyphs.horizontal).repeat(Math.max(0, count)), 'border');
	const before = divider === null ? -1 : divider.column - lineWidth(start);
	const isJunctionVisible = before >= 0 && before < cells;
	const between =
		divider !== null && isJunctionVisible
			? [
					border(before),
					span(glyphs.teeUp, borderStyleName(divider.isFocused)),
					border(cells - before - 1),
				]
			: [border(cells)];
	return <LineText line={[...start, ...between, ...end]} />;
}
