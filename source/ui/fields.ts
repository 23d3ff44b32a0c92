import {blank, cutLine, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';

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

/** Rows with a label before the first and an indent before the others. */
export function labelRows(label: string, cells: number, rows: readonly Line[]): readonly Line[] {
	return rows.map((row, index) =>
		index === 0
			? [span(label, 'muted'), blank(cells - lineWidth([span(label)])), ...row]
			: [blank(cells), ...row],
	);
}
