import {cellWidth, sliceCells} from '../terminal/width.ts';
import type {Glyphs} from './theme/glyphs.ts';
import type {StyleName} from './theme/theme.ts';

/** Text with one style. */
export type Span = {
	readonly text: string;
	readonly styleName?: StyleName;
	/** The target of an OSC 8 link. Ignored on terminals without such links. */
	readonly link?: URL;
	/** The same text with colors, from `terminal/output/half-blocks`. Drawn instead of `text`. */
	readonly painted?: string;
};

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

/** Cuts the line to at most `width` cells and marks the cut with `ellipsis`. Reads only the start of a long line. */
export function cutLine(line: Line, width: number, ellipsis: string): Line {
	const start = startOf(line, width);

	if (width <= 0 || lineLength(start) === lineLength(line)) {
		return start;
	}

	const kept = startOf(start, width - 1);
	return [...kept, span(ellipsis, kept.at(-1)?.styleName)];
}

/** Cuts or pads the line to exactly `width` cells. */
export function fitLine(line: Line, width: number, ellipsis: string): Line {
	const kept = cutLine(line, width, ellipsis);
	const free = width - lineWidth(kept);
	return free > 0 ? [...kept, blank(free)] : kept;
}

/** Returns a line of exactly `width` cells with `left`, which may be cut, at its start and `right` at its end. */
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

export function styleLine(line: Line, styleName: StyleName): Line {
	return line.map(piece => ({...piece, styleName}));
}

/** Joins neighboring spans with the same style and the same link. */
export function mergeSpans(line: Line): Line {
	const merged: Span[] = [];

	for (const piece of line) {
		const last = merged.at(-1);
		const isSame = last?.styleName === piece.styleName && last?.link === piece.link;
		const isPainted = last?.painted !== undefined || piece.painted !== undefined;

		if (last !== undefined && isSame && !isPainted) {
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

function lineLength(line: Line): number {
	return line.reduce((sum, {text}) => sum + text.length, 0);
}

/** Returns the start of a line in at most `width` cells. */
function startOf(line: Line, width: number): Line {
	const kept: Span[] = [];
	let rest = Math.max(0, width);

	for (const piece of line) {
		const text = sliceCells(piece.text, 0, rest);

		if (text !== piece.text) {
			// `painted` contains the whole text.
			const {painted: _painted, ...cut} = piece;
			return text === '' ? kept : [...kept, {...cut, text}];
		}

		kept.push(piece);
		rest -= cellWidth(text);
	}

	return kept;
}

/** Returns a progress bar of exactly `width` cells. `percent` is limited to the range from 0 to 100. */
export function progressBar(
	percent: number,
	width: number,
	glyphs: Glyphs,
	styleName: StyleName,
): Line {
	const share = Math.min(100, Math.max(0, percent)) / 100;
	// The length of the finished part in half cells, rounded down so that the bar is full only at 100 percent.
	const halves = Math.floor(share * width * 2);
	const done = halves >> 1;
	const tip = halves & 1;
	return [
		span(glyphs.barDone.repeat(done) + glyphs.barTip.repeat(tip), styleName),
		span(glyphs.barRest.repeat(width - done - tip), 'muted'),
	].filter(({text}) => text !== '');
}

/**
 * A part of a row: its texts from the longest to the shortest, each with its importance. Where there is no room for all
 * parts, the least important texts give way to shorter ones or to none; equally important ones do so together.
 */
export type RowPart = {
	/** What separates this part from the one before it. */
	readonly before: Span;
	readonly texts: ReadonlyArray<readonly [importance: number, line: Line]>;
};

/** Returns as much of the parts as fits into `width` cells; null if nothing fits. */
export function fitParts(parts: readonly RowPart[], width: number): Line | null {
	const levels = new Set(parts.flatMap(({texts}) => texts.map(([importance]) => importance)));

	for (const least of [...levels].toSorted((a, b) => a - b)) {
		const shown = parts.flatMap(({before, texts}) => {
			const line = texts.find(([importance]) => importance >= least)?.[1] ?? [];
			return line.length === 0 ? [] : [[before, ...line]];
		});
		const row = shown.flat().slice(1);

		if (lineWidth(row) <= width) {
			return row;
		}
	}

	return null;
}

/** Joins as many of the first lines as fit into `width` cells, with `gap` blank cells between two of them. */
export function joinFitting(lines: readonly Line[], gap: number, width: number): Line {
	const before = blank(gap);
	const parts = lines.map((line, index): RowPart => ({before, texts: [[-index, line]]}));
	return fitParts(parts, width) ?? [];
}
