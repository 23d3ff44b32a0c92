import {cellWidth, sliceCells} from '../terminal/width.ts';
import type {StyleName} from './theme/theme.ts';

/** Text with one style. */
export type Span = {
	/** Without control characters. */
	readonly text: string;
	readonly styleName?: StyleName;
	/** An OSC 8 link, for terminals that support it. */
	readonly link?: URL;
	/** The text with its own colors, made by `terminal/images/half-blocks`; drawn instead of `text`. */
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

/** The width in cells. Takes time in proportion to the text, so cut external text first. */
export function lineWidth(line: Line): number {
	return line.reduce((sum, {text}) => sum + cellWidth(text), 0);
}

/** Cuts the line to at most `width` cells, with an ellipsis at the end. Takes constant time for any length. */
export function cutLine(line: Line, width: number, ellipsis: string): Line {
	return cutToPart(line, width, ellipsis).kept;
}

/** Cuts or pads the line to exactly `width` cells. */
export function fitLine(line: Line, width: number, ellipsis: string): Line {
	const {kept, rest} = cutToPart(line, width, ellipsis);
	return rest > 0 ? [...kept, blank(rest)] : kept;
}

/** A line of exactly `width` cells with `left` at its start and `right` at its end. `left` is cut first. */
export function spread(left: Line, right: Line, width: number, ellipsis: string): Line {
	const end = cutLine(right, width, ellipsis);
	return [...fitLine(left, width - lineWidth(end), ellipsis), ...end];
}

/** Skips empty parts. */
export function joinLines(parts: readonly Line[], between: Span): Line {
	return parts
		.filter(part => part.length > 0)
		.flatMap((part, index) => (index === 0 ? part : [between, ...part]));
}

export function styleLine(line: Line, styleName: StyleName): Line {
	return line.map(piece => ({...piece, styleName}));
}

/** Joins neighboring spans of the same style. */
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

/** `rest` is the number of free cells. */
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

/** The start of a line in at most `width` cells; `whole` if that is all of it. */
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

/** Returns the span with a shorter text, without `painted`, which would still show the whole text. */
function cutSpan({painted: _painted, ...piece}: Span, text: string): Span {
	return {...piece, text};
}
