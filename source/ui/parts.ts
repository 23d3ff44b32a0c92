import {blank, lineWidth, type Line, type Span} from './line.ts';

/**
 * A part of a row: its texts from the longest to the shortest, each with its importance. Where there is no room for all
 * parts, the least important texts give way to shorter ones or to none; equally important ones do so together.
 */
export type Part = {
	/** What separates this part from the one before it. */
	readonly before: Span;
	readonly texts: ReadonlyArray<readonly [importance: number, line: Line]>;
};

/** Returns as much of the parts as fits into `width` cells; null if nothing fits. */
export function fitParts(parts: readonly Part[], width: number): Line | null {
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
	const parts = lines.map((line, index): Part => ({before, texts: [[-index, line]]}));
	return fitParts(parts, width) ?? [];
}
