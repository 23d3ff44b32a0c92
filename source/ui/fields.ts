import {blank, cutLine, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import type {StyleName} from './theme/theme.ts';

export type Field = {
	readonly label: string;
	/** The value. Further rows are indented like the first. */
	readonly rows: readonly Line[];
};

/** Labels and values in two columns. `cells`: the width of the label column; a longer label moves its value to the right. */
export function fieldLines(
	fields: readonly Field[],
	cells = labelCells(fields.map(({label}) => label)),
	labelStyle: StyleName = 'muted',
): readonly Line[] {
	return fields.flatMap(({label, rows}) =>
		rows.map((row, index) => {
			const name = span(index === 0 ? label : '', labelStyle);
			return [name, blank(Math.max(1, cells - lineWidth([name]))), ...row];
		}),
	);
}

/** The width of a column of labels, with the gap after it. */
export function labelCells(labels: readonly string[]): number {
	return 2 + Math.max(0, ...labels.map(label => lineWidth([span(label)])));
}

/** Fields in as few rows of at most `width` cells as possible, with separators. Longer fields are cut. */
export function packFields(
	fields: readonly Line[],
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const separator = span(` ${appearance.glyphs.separator} `, 'muted');
	const rows: Line[] = [];
	let used = 0;

	for (const whole of fields) {
		const field = cutLine(whole, width, appearance.glyphs.ellipsis);
		const cells = lineWidth(field);
		const row = rows.at(-1);

		if (row !== undefined && used + 3 + cells <= width) {
			rows[rows.length - 1] = [...row, separator, ...field];
			used += 3 + cells;
		} else {
			rows.push(field);
			used = cells;
		}
	}

	return rows;
}
