import {blank, cutLine, fitLine, joinLines, lineWidth, padLine, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import type {StyleName} from './theme/theme.ts';

/** The borders that a pane draws. A border between two panes is drawn only by the right one or the lower one. */
export type PaneFrame = {
	/** The glyph at which the title row meets the left border. */
	readonly leftTee: 'teeRight' | 'teeDown';
	/** Whether the run list, which is at the left of this pane and shares the border, has the focus. */
	readonly isLeftNeighborFocused: boolean;
	readonly drawsRightBorder: boolean;
};

/** The borders of a pane, and the size of its content in cells and rows: without the borders and the title row. */
export type PaneBox = {
	readonly contentWidth: number;
	readonly contentHeight: number;
	readonly frame: PaneFrame | null;
};

/** The number of rows of a pane's title. */
export const titleRows = 1;

export type PaneTitle = {
	/** The number key that focuses the pane. */
	readonly focusKey?: number;
	readonly name: Line;
	/** After the name, which is cut to leave room for this text. */
	readonly countText?: string;
	readonly parts?: readonly Line[];
	/** The text at the right end of the title row. A long title is cut to leave room for this text. */
	readonly trailing?: Line;
	/** The number of hidden rows above the visible rows. True or false if it is only known whether there are any. */
	readonly hiddenAbove?: number | boolean;
	/** Like `hiddenAbove`, for the rows below the visible rows. */
	readonly hiddenBelow?: number | boolean;
};

export function borderStyleName(isFocused: boolean): StyleName {
	return isFocused ? 'focus-border' : 'border';
}

/** Texts at the right end that would leave fewer cells for the title are not shown. */
const minTitle = 8;
/** The parts of a title are not shown in fewer cells. */
const minParts = 6;

/** Returns the title row of a pane in exactly `width` cells, like `├─▸3 Log ─ follow ──── ↓ 12 ─┤` with a frame. */
export function titleLine(
	title: PaneTitle,
	frame: PaneFrame | null,
	isFocused: boolean,
	width: number,
	appearance: Appearance,
): Line {
	const {glyphs} = appearance;
	const rule = frame === null ? ' ' : glyphs.horizontal;
	const style = borderStyleName(isFocused);
	const between = span(` ${glyphs.horizontal} `, style);
	const pointer = span(isFocused ? glyphs.pointer : ' ', 'focus');
	const head =
		frame === null
			? []
			: [
					span(glyphs[frame.leftTee], borderStyleName(isFocused || frame.isLeftNeighborFocused)),
					span(rule, style),
				];
	const tail = [span(frame?.drawsRightBorder === true ? `${rule}${glyphs.teeLeft}` : rule, style)];
	const room = width - lineWidth([...head, ...tail]);
	// Cut before it is measured, since an unknown status may be megabytes long.
	const marks = cutLine(
		joinLines([title.trailing ?? [], hiddenRows(title, appearance)], between),
		room,
		'',
	);
	const end = lineWidth(marks) + minTitle > room ? tail : [...padLine(marks), ...tail];
	const afterText = frame === null ? [] : [blank(1)];
	const textRoom = width - lineWidth([...head, pointer, ...afterText, ...end]);
	const name = nameLine(title, isFocused, textRoom, glyphs);
	const roomForParts = textRoom - lineWidth(name);
	const parts = cutLine(
		(title.parts ?? []).flatMap(each => [between, ...each]),
		roomForParts,
		glyphs.ellipsis,
	);
	const text = roomForParts < minParts ? name : [...name, ...parts];
	const start = [...head, pointer, ...text, ...afterText];
	const rest = Math.max(0, width - lineWidth([...start, ...end]));
	return fitLine([...start, span(rule.repeat(rest), style), ...end], width, '');
}

function nameLine(
	{focusKey, name, countText}: PaneTitle,
	isFocused: boolean,
	room: number,
	{ellipsis}: Appearance['glyphs'],
): Line {
	const style = isFocused ? 'focus' : 'title';
	const count = countText === undefined ? [] : [span(` ${countText}`)];
	const start = [
		...(focusKey === undefined ? [] : [span(`${focusKey} `, isFocused ? 'focus' : 'muted')]),
		...name.map(part => ({...part, styleName: part.styleName ?? style}) as const),
	];
	return [...cutLine(start, Math.max(0, room - lineWidth(count)), ellipsis), ...count];
}

function hiddenRows({hiddenAbove, hiddenBelow}: PaneTitle, {glyphs, messages}: Appearance): Line {
	const mark = (glyph: string, hidden: number | boolean = false): readonly string[] => {
		const count = typeof hidden === 'number' ? messages.numbers.count(hidden) : '';
		return hidden === false || hidden === 0 ? [] : [glyph + count];
	};
	const marks = [...mark(glyphs.above, hiddenAbove), ...mark(glyphs.below, hiddenBelow)];
	return marks.length === 0 ? [] : [span(marks.join(' '), 'muted')];
}
