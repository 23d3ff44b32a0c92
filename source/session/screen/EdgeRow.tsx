import {useAppearance} from '../../ui/appearance-context.ts';
import {borderStyleName} from '../../ui/frame.ts';
import {lineWidth, span, type Line} from '../../ui/line.ts';
import {LineText} from '../../ui/widgets/Row.tsx';

/** The border between the run list and the other panes. */
export type Divider = {
	/** The column of the border, from 0. */
	readonly column: number;
	/** Whether the pane at the left or at the right of the border's lower end has the focus. */
	readonly isFocused: boolean;
};

type EdgeRowProps = {
	readonly left: Line;
	readonly right: Line;
	/** Which border of the panes the row is; null if the panes have no borders. */
	readonly border: 'top' | 'bottom' | null;
	/** The width in cells. Both texts must fit. */
	readonly width: number;
	/** A vertical border that comes from above and ends in this row, if no text is at that place. */
	readonly divider?: Divider | null;
};

/** The first or last row of the screen: a text at each end and, if panes have borders, a line between the texts. */
export function EdgeRow({left, right, border, width, divider = null}: EdgeRowProps) {
	const {glyphs} = useAppearance();
	const [leftCorner, rightCorner] =
		border === null
			? ['', '']
			: border === 'top'
				? [glyphs.topLeft, glyphs.topRight]
				: [glyphs.bottomLeft, glyphs.bottomRight];
	const start = [span(leftCorner, 'border'), ...left];
	const end = [...right, span(rightCorner, 'border')];
	const cells = Math.max(0, width - lineWidth(start) - lineWidth(end));
	const rule = (border === null ? ' ' : glyphs.horizontal).repeat(cells);
	const place = divider === null ? -1 : divider.column - lineWidth(start);
	const between =
		divider === null || place < 0 || place >= cells
			? [span(rule, 'border')]
			: [
					span(rule.slice(0, place), 'border'),
					span(glyphs.teeUp, borderStyleName(divider.isFocused)),
					span(rule.slice(place + 1), 'border'),
				];
	return <LineText line={[...start, ...between, ...end]} />;
}
