import {blank, cutLine, joinLines, lineWidth, span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';
import type {StyleName} from '../theme/theme.ts';
import {Rows} from './Row.tsx';

export type Field = {
	readonly label: string;
	/** The rows of the value. All of them start in the same column. */
	readonly rows: readonly Line[];
};

type FieldsProps = {
	readonly fields: readonly Field[];
	/** The width of the label column in cells, including the gap after it. Default: as wide as the longest label needs. */
	readonly labelWidth?: number;
	/** The width in cells. */
	readonly width: number;
	/** The maximum number of rows. The rows after these are left out. */
	readonly maxRows?: number;
};

/**
 * Draws labels and values in two columns, indented by one cell. A view that scrolls uses `fieldLines` instead, because
 * it must know how many lines there are.
 */
export function Fields({fields, labelWidth, width, maxRows}: FieldsProps) {
	const lines = fieldLines(fields, labelWidth).slice(0, maxRows);
	return <Rows lines={lines.map(line => [blank(1), ...line])} width={width} />;
}

/**
 * Returns the rows of fields in two columns, labels and values. The label column has `labelWidth` cells; a longer
 * label moves its value to the right.
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

/** The width of a separator between fields, including the blanks around it. */
const separatorCells = 3;

/** Joins the fields that are not empty, with separators between them. */
export function joinFields(fields: readonly Line[], {glyphs}: Appearance): Line {
	return joinLines(fields, span(` ${glyphs.separator} `, 'muted'));
}

/**
 * Packs fields, with separators between them, into as few rows of `width` cells as possible. Cuts fields that are
 * longer than a row, and skips empty fields.
 */
export function packFields(
	fields: readonly Line[],
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const rows: Line[] = [];
	let used = 0;

	for (const whole of fields.filter(field => field.length > 0)) {
		const field = cutLine(whole, width, appearance.glyphs.ellipsis);
		const cells = lineWidth(field);
		const row = rows.at(-1);

		if (row !== undefined && used + separatorCells + cells <= width) {
			rows[rows.length - 1] = joinFields([row, field], appearance);
			used += separatorCells + cells;
		} else {
			rows.push(field);
			used = cells;
		}
	}

	return rows;
}
