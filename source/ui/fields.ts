import type {FieldType, FieldValues} from '../core/field.ts';
import type {Instant} from '../core/time/clock.ts';
import {dayAndTime} from './clock-time.ts';
import {blank, cutLine, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import type {StyleName} from './theme/theme.ts';
import {amount} from './units.ts';

export type Field = {
	readonly label: string;
	/** The rows of the value. All of them start in the same column. */
	readonly rows: readonly Line[];
};

/**
 * Returns the rows of fields in two columns, labels and values. The label column has `cells` cells; a longer label
 * moves its value to the right.
 */
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

/** Returns the width of a label column in cells, including the gap after it. */
export function labelCells(labels: readonly string[]): number {
	return 2 + Math.max(0, ...labels.map(label => lineWidth([span(label)])));
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
	const separator = span(` ${appearance.glyphs.separator} `, 'muted');
	const rows: Line[] = [];
	let used = 0;

	for (const whole of fields.filter(field => field.length > 0)) {
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

type Format<Type extends FieldType> = (
	value: FieldValues[Type],
	appearance: Appearance,
	now: Instant,
) => string;

const formats: {readonly [Type in FieldType]: Format<Type>} = {
	name: text => text.safe,
	prose: text => text.safe,
	// Numbers stay exactly as the service reports them, without separators or rounding.
	number: String,
	integer: String,
	percent: (percent, {messages}) => messages.numbers.percent(percent),
	money: amount,
	time: (at, _appearance, now) => dayAndTime(at, now),
};

/** Returns the text of an API field; null if its value is unknown. */
export function fieldText<Type extends FieldType>(
	type: Type,
	value: FieldValues[Type] | null,
	appearance: Appearance,
	now: Instant,
): string | null {
	const format: Format<Type> = formats[type];
	return value === null ? null : format(value, appearance, now);
}
