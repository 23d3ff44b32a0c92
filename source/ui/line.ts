import {cellWidth, sliceCells} from '../terminal/width.ts';
import type {StyleName} from './theme/theme.ts';

/** A piece of text that looks the same throughout. */
export type Span = {
	/** Free of control characters. */
	readonly text: string;
	readonly styleName?: StyleName;
	/** Where the text leads to, in terminals that can do links. */
	readonly link?: URL;
	/** The text with colours of its own in it, made by `terminal/half-blocks`; it is drawn instead. */
	readonly painted?: string;
};

/** One row of the screen, or a part of one. */
export type Line = readonly Span[];

export function span(text: string, styleName?: StyleName): Span {
	return styleName === undefined ? {text} : {text, styleName};
}

/** So many empty cells; none for a negative count. */
export function blank(cells: number): Span {
	return {text: ' '.repeat(Math.max(0, cells))};
}

/** The width in cells. Costs time in proportion to the text, so cut what came from outside first. */
export function lineWidth(line: Line): number {
	return line.reduce((sum, {text}) => sum + cellWidth(text), 0);
}

/**
 * The line in at most `width` cells, cut with an ellipsis as its last cell. What lies beyond the cut is never looked
 * at, so that a line of any length costs the same.
 */
export function cutLine(line: Line, width: number, ellipsis: string): Line {
	return cut(line, width, ellipsis).kept;
}

/** The line in exactly `width` cells: cut as by `cutLine`, or padded at its end. */
export function fitLine(line: Line, width: number, ellipsis: string): Line {
	const {kept, rest} = cut(line, width, ellipsis);
	return rest > 0 ? [...kept, blank(rest)] : kept;
}

/** A line of exactly `width` cells with `left` at its start and `right` at its end. The left part is cut first. */
export function spread(left: Line, right: Line, width: number, ellipsis: string): Line {
	const end = cutLine(right, width, ellipsis);
	return [...fitLine(left, width - lineWidth(end), ellipsis), ...end];
}

/** The parts one after the other with `between` them; empty parts leave nothing. */
export function joinLines(parts: readonly Line[], between: Span): Line {
	return parts
		.filter(part => part.length > 0)
		.flatMap((part, index) => (index === 0 ? part : [between, ...part]));
}

/** All of the line in one tone. */
export function toneLine(line: Line, styleName: StyleName): Line {
	return line.map(piece => ({...piece, styleName}));
}

/** The same line with as few pieces as possible: neighbours that look alike become one. */
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

/** The text of a line, without its looks. */
export function textOf(line: Line): string {
	return line.map(({text}) => text).join('');
}

/** A line that was cut where that was needed, and how many cells it leaves. */
type Part = {readonly kept: Line; readonly rest: number};

function cut(line: Line, width: number, ellipsis: string): Part {
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

/** The start of a line, at most `width` cells of it, and whether that is all there is. */
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

/** A part of a span; colours that are in the text itself are lost. */
function cutSpan({painted: _painted, ...piece}: Span, text: string): Span {
	return {...piece, text};
}
