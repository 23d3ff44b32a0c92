import {blank, cutLine, fitLine, joinLines, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import type {StyleName} from './theme/theme.ts';

/**
 * The glyphs at the left and the right end of a pane's title row. A pane with an empty glyph has no border at that
 * side.
 */
export type PaneFrame = {
	readonly leftCorner: string;
	/** The glyph at the right end of the title; empty if the pane to the right draws the border that both panes share. */
	readonly rightCorner: string;
	/** Whether the pane at the left has the focus. Both panes share the border between them. */
	readonly isLeftFocused?: boolean;
};

export type PaneTitle = {
	/** The number key that focuses the pane. */
	readonly focusKey?: number;
	readonly name: Line;
	readonly countText?: string;
	readonly fields?: readonly Line[];
	/** The text at the right end of the title row. A long title is cut before this text. */
	readonly trailing?: Line;
	/** The number of rows that are hidden above the visible rows; true or false if only their existence is known. */
	readonly hiddenAbove?: number | boolean;
	/** Like `hiddenAbove`, for the rows below the visible rows. */
	readonly hiddenBelow?: number | boolean;
};

export function borderStyle(focused: boolean): StyleName {
	return focused ? 'focus-border' : 'border';
}

/**
 * Returns the title row of a pane in exactly `width` cells. With a frame, the row is also the pane's top border:
 * `├─▸3 Log ─ follow ──── ↓ 12 ─┤`.
 */
export function titleLine(
	title: PaneTitle,
	frame: PaneFrame | null,
	focused: boolean,
	width: number,
	appearance: Appearance,
): Line {
	const {glyphs} = appearance;
	const rule = frame === null ? ' ' : glyphs.horizontal;
	const style = borderStyle(focused);
	const between = span(` ${glyphs.horizontal} `, style);
	const pointer = span(focused ? glyphs.pointer : ' ', 'focus');
	const head: Line = frame === null ? [] : [span(`${frame.leftCorner}${rule}`, style)];
	const tail: Line = [span(`${rule}${frame?.rightCorner ?? ''}`, style)];
	const marks = [title.trailing ?? [], hiddenRows(title, appearance)].filter(
		part => part.length > 0,
	);
	const end = joinLines(marks, between);
	const room = width - lineWidth(head) - lineWidth(tail);
	const endCells = end.length === 0 || lineWidth(end) + 8 > room ? 0 : lineWidth(end) + 2;
	const text = cutLine(
		joinLines([nameLine(title, focused), ...(title.fields ?? [])], between),
		room - endCells - 1 - (frame === null ? 0 : 1),
		glyphs.ellipsis,
	);
	const start = [pointer, ...text, ...(frame === null ? [] : [blank(1)])];
	const rest = room - endCells - lineWidth(start);
	return fitLine(
		[
			...head,
			...start,
			span(rule.repeat(Math.max(0, rest)), style),
			...(endCells === 0 ? [] : [blank(1), ...end, blank(1)]),
			...tail,
		],
		width,
		'',
	);
}

function nameLine({focusKey, name, countText}: PaneTitle, focused: boolean): Line {
	const style = focused ? 'focus' : 'title';
	return [
		...(focusKey === undefined ? [] : [span(`${focusKey} `, focused ? 'focus' : 'muted')]),
		...name.map(part => ({...part, styleName: part.styleName ?? style}) as const),
		...(countText === undefined ? [] : [span(` ${countText}`)]),
	];
}

function hiddenRows(
	{hiddenAbove = 0, hiddenBelow = 0}: PaneTitle,
	{glyphs, messages}: Appearance,
): Line {
	const mark = (glyph: string, hidden: number | boolean) =>
		typeof hidden === 'boolean'
			? hidden
				? glyph
				: ''
			: hidden > 0
				? `${glyph}${messages.numbers.count(hidden)}`
				: '';
	const marks = [mark(glyphs.above, hiddenAbove), mark(glyphs.below, hiddenBelow)].filter(
		text => text !== '',
	);
	return marks.length === 0 ? [] : [span(marks.join(' '), 'muted')];
}

/** Returns the first or the last row of the screen. With corners (`left` and `right`), the row is also a border. */
export function edgeLine(
	start: Line,
	end: Line,
	{
		left,
		right,
		tee,
	}: {
		readonly left: string;
		readonly right: string;
		/**
		 * The column and the glyph where the border between the panes meets this row; null without such a border. Text
		 * can cover the glyph.
		 */
		readonly tee: {readonly column: number; readonly glyph: string} | null;
	},
	width: number,
	{glyphs}: Appearance,
): Line {
	const fill = left === '' ? ' ' : glyphs.horizontal;
	const head = [span(left, 'border'), ...pad(start)];
	const tail = [...pad(end), span(right, 'border')];
	const from = lineWidth(head);
	const cells = Math.max(0, width - from - lineWidth(tail));
	const filling = Array.from({length: cells}, (_, index) =>
		tee?.column === from + index ? tee.glyph : fill,
	);
	return fitLine([...head, span(filling.join(''), 'border'), ...tail], width, glyphs.ellipsis);
}

function pad(line: Line): Line {
	return line.length === 0 ? [] : [blank(1), ...line, blank(1)];
}
