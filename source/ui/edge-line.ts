import {blank, fitLine, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';

/** The glyphs of the line above or below the panes. */
export type Edge = {
	readonly left: string;
	readonly right: string;
	readonly fill: string;
	/** Where the line between the panes meets the edge: a column from the left. Text covers it. */
	readonly tee: {readonly column: number | null; readonly glyph: string} | null;
};

/** An edge of exactly `width` cells with text at its start and end. */
export function edgeLine(
	start: Line,
	end: Line,
	edge: Edge,
	width: number,
	appearance: Appearance,
): Line {
	const head = [span(edge.left, 'border'), ...pad(start)];
	const tail = [...pad(end), span(edge.right, 'border')];
	const from = lineWidth(head);
	const cells = Math.max(0, width - from - lineWidth(tail));
	const filling = Array.from({length: cells}, (_, index) =>
		edge.tee?.column === from + index ? edge.tee.glyph : edge.fill,
	);
	return fitLine(
		[...head, span(filling.join(''), 'border'), ...tail],
		width,
		appearance.glyphs.ellipsis,
	);
}

function pad(line: Line): Line {
	return line.length === 0 ? [] : [blank(1), ...line, blank(1)];
}
