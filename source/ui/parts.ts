import {joinLines, lineWidth, type Line, type Span} from './line.ts';

/**
 * A part of a row: its texts from the longest to the shortest, each with its importance. Where there is no room for all
 * parts, the least important texts give way to shorter ones or to none, those of equal importance together.
 */
export type Part = ReadonlyArray<readonly [importance: number, line: Line]>;

/** Parts side by side, with `between` between them. */
export type PartGroup = {readonly parts: readonly Part[]; readonly between: Span};

/** Returns as much of the groups as fits into `width` cells, with `separator` between them; null if nothing fits. */
export function fitParts(
	groups: readonly PartGroup[],
	separator: Span,
	width: number,
): Line | null {
	const levels = new Set(
		groups.flatMap(({parts}) => parts.flat().map(([importance]) => importance)),
	);

	for (const least of [...levels].toSorted((a, b) => a - b)) {
		const line = joinLines(
			groups.map(({parts, between}) =>
				joinLines(
					parts.map(part => part.find(([importance]) => importance >= least)?.[1] ?? []),
					between,
				),
			),
			separator,
		);

		if (lineWidth(line) <= width) {
			return line;
		}
	}

	return null;
}
