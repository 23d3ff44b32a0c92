import {cellWidth, sliceCells} from '../terminal/width.ts';
import type {StyleName} from './theme/theme.ts';

/** Text with one style. */
export type Span = {
	/** Text without control characters. */
	readonly text: string;
	readonly styleName?: StyleName;
	/** The target of an OSC 8 link. Ignored on terminals without such links. */
	readonly link?: URL;
	/**
	 * The same text with escape codes for colors, created by `terminal/images/half-blocks`. Drawn instead of `text`.
	 */
	readonly painted?: string;
};

/** A row of the screen, or a part of it. */
export type Line = readonly Span[];

export function span(text: string, styleName?: StyleName): Span {
	return styleName === undefined ? {text} : {text, styleName};
}

export function blank(cells: number): Span {
	return {text: ' '.repeat(Math.max(0, cells))};
}

/** Adds a blank cell at both ends of a line that is not empty. */
export function padLine(line: Line): Line {
	return line.length === 0 ? [] : [blank(1), ...line, blank(1)];
}

/** Returns the width in cells. Measuring a long text is slow, so cut text from the service with `cutLine` first. */
export function lineWidth(line: Line): number {
	return line.reduce((sum, {text}) => sum + cellWidth(text), 0);
}

/**
 * Cuts the line to at most `width` cells and marks the cut with `ellipsis`. Reads only the start of the line, so it is
 * fast for a text of any length.
 */
export function cutLine(line: Line, width: number, ellipsis: string): Line {
	return cutToPart(line, width, ellipsis).kept;
}

/** Cuts or pads the line to exactly `width` cells. */
export function fitLine(line: Line, width: number, ellipsis: string): Line {
	const {kept, rest} = cutToPart(line, width, ellipsis);
	return rest > 0 ? [...kept, blank(rest)] : kept;
}

/**
 * Returns a line of exactly `width` cells with `left` at its start and `right` at its end. If both do not fit, `left`
 * is cut.
 */
export function spread(left: Line, right: Line, width: number, ellipsis: string): Line {
	const end = cutLine(right, width, ellipsis);
	return [...fitLine(left, width - lineWidth(end), ellipsis), ...end];
}

/** Joins the parts that are not empty, with `between` between them. */
export function joinLines(parts: readonly Line[], between: Span): Line {
	return parts
		.filter(part => part.length > 0)
		.flatMap((part, index) => (index === 0 ? part : [between, ...part]));
}

/** Joins as many of the first parts as fit into `width` cells, with `gap` blank cells between two parts. */
export function joinFitting(parts: readonly Line[], gap: number, width: number): Line {
	let line: Line = [];

	for (const part of parts) {
		const longer = joinLines([line, part], blank(gap));

		if (lineWidth(longer) > width) {
			break;
		}

		line = longer;
	}

	return line;
}

export function styleLine(line: Line, styleName: StyleName): Line {
	return line.map(piece => ({...piece, styleName}));
}

/** Joins neighboring spans with the same style and the same link. */
export function mergeSpans(line: Line): Line {
	const merged: Span[] = [];

	for (const piece of line) {
		const last = merged.at(-1);

		if (
			last !== undefined &&
			last.styleName === piece.styleName &&
			last.link === piece.link &&
			last.painted === undefined &&
			piece.painted === undefined
		) {
			merged[merged.length - 1] = {...last, text: last.text + piece.text};
		} else {
			merged.push(piece);
		}
	}

	return merged;
}

export function textOf(line: Line): string {
	return line.map(({text}) => text).join('');
}

/** The part of a line that fits. `rest` is the number of cells that remain free. */
type Part = {readonly kept: Line; readonly rest: number};

function cutToPart(line: Line, width: number, ellipsis: string): Part {
	const start = take(line, width);

	if (start.whole || width <= 0) {
		return start;
	}

	const {kept, rest} = take(start.kept, width - 1);
	return {
		kept: [...kept, span(ellipsis, kept.at(-1)?.styleName)],
		rest: rest + 1 - cellWidth(ellipsis),
	};
}

/** Returns the start of a line in at most `width` cells. `whole`: whether this is the complete line. */
function take(line: Line, width: number): Part & {readonly whole: boolean} {
	const kept: Span[] = [];
	let rest = width;

	for (const piece of line) {
		const text = sliceCells(piece.text, 0, Math.max(0, rest));

		if (text !== '') {
			kept.push(text === piece.text ? piece : cutSpan(piece, text));
			rest -= cellWidth(text);
		}

		if (text !== piece.text) {
			return {kept, rest, whole: false};
		}
	}

	return {kept, rest, whole: true};
}

/** Returns the span with a shorter text. Removes `painted`, which still contains the whole text. */
function cutSpan({painted: _painted, ...piece}: Span, text: string): Span {
	return {...piece, text};
}
