import {blank, cutLine, joinLines, lineWidth, span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';
import type {StyleName} from '../theme/theme.ts';

/** `rows`: the rows of the value. All of them start in the same column. */
type Field = {readonly label: string; readonly rows: readonly Line[]};

/**
 * Returns the rows of fields in two columns, labels and values. The label column has `labelWidth` cells, by default as
 * many as the longest label needs; a longer label moves its value to the right.
 */
export function fieldLines(
	fields: readonly Field[],
	labelWidth = labelCells(fields.map(({label}) => label)),
	labelStyle: StyleName = 'muted',
): readonly Line[] {
	return fields.flatMap(({label, rows}) =>
		rows.map((row, index) => {
			const name = span(index === 0 ? label : '', labelStyle);
			return [name, blank(Math.max(1, labelWidth - lineWidth([name]))), ...row];
		}),
	);
}

/** Returns the width of a label column in cells, including the gap after it. */
export function labelCells(labels: readonly string[]): number {
	return 2 + Math.max(0, ...labels.map(label => lineWidth([span(label)])));
}

/** Joins the fields that are not empty, with separators between them. */
export function joinFields(fields: readonly Line[], {glyphs}: Appearance): Line {
	return joinLines(fields, span(` ${glyphs.separator} `, 'muted'));
}

/** Packs fields that are not empty, with `between` between them, into as few rows of `width` cells as possible. */
export function packFields(
	fields: readonly Line[],
	width: number,
	{glyphs}: Appearance,
	between = span(` ${glyphs.separator} `, 'muted'),
): readonly Line[] {
	const rows: Line[] = [];

	for (const field of fields.filter(({length}) => length > 0)) {
		const cut = cutLine(field, width, glyphs.ellipsis);
		const joined = joinLines([rows.at(-1) ?? [], cut], between);

		if (rows.length > 0 && lineWidth(joined) <= width) {
			rows[rows.length - 1] = joined;
		} else {
			rows.push(cut);
		}
	}

	return rows;
}
