import type {FieldType, FieldValues, RowColumn} from '../../core/field.ts';
import type {Money} from '../../core/money/money.ts';
import type {ForeignText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {cutLine, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {roundedAmount, sharedDecimals} from '../../ui/units.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';

export type ShownColumn<Row> = RowColumn<Row> & {
	readonly id: string;
	readonly title: string;
	/** If the table is too narrow, the columns with the lowest priority are left out first. */
	readonly priority: number;
	/** Returns the cell of a row, if it is not the value in the usual form of its type. */
	readonly cell?: (row: Row, now: Instant, appearance: Appearance) => Line | null;
};

type CellContext = {
	readonly now: Instant;
	readonly appearance: Appearance;
	readonly decimals: number;
};

/** The width of a column of prose that is still useful, in cells. */
const minProse = 10;
/** Longer texts are cut before they are measured, because measuring is slow. In cells. */
const maxText = 400;
/** The cells between two columns. */
export const columnGap = 2;

/** Returns the columns of the table, each with the width that its texts need, without the gap after it. */
export function tableColumns<Row>(
	columns: ReadonlyArray<ShownColumn<Row>>,
	rows: readonly Row[],
	now: Instant,
	appearance: Appearance,
): ReadonlyArray<Column<Row> & {readonly needs: number}> {
	return columns.map(column => {
		const {id, title, type, priority} = column;
		const context = {
			now,
			appearance,
			decimals: sharedDecimals(rows.map(row => amountOf(column, row))),
		};
		const render = (row: Row) =>
			cutLine(cellOf(column, row, context), maxText, appearance.glyphs.ellipsis);
		const widths = [[span(`${title} `)], ...rows.map(render)].map(lineWidth);
		const needs = Math.max(...widths);
		const min = Math.min(minProse, needs);
		return {
			id,
			title,
			needs,
			// The weight is what the column lacks, so that all get what they need if there is room.
			width: type === 'prose' ? {min, weight: needs - min} : needs,
			align: isText(type) || type === 'time' ? 'left' : 'right',
			priority,
			gap: columnGap,
			render,
		};
	});
}

export function isText(type: FieldType): type is 'name' | 'prose' {
	return type === 'name' || type === 'prose';
}

function cellOf<Row>(column: ShownColumn<Row>, row: Row, context: CellContext): Line {
	const {appearance, now} = context;
	const cell = column.cell?.(row, now, appearance) ?? null;

	if (cell !== null) {
		return cell;
	}

	const value = column.value(row);
	return value === null
		? [span(appearance.glyphs.unknown, 'muted')]
		: [span(cellTexts[column.type](value as never, context))];
}

const cellTexts: {
	readonly [Type in FieldType]: (value: FieldValues[Type], context: CellContext) => string;
} = {
	name: ({safe}: ForeignText) => safe,
	prose: ({safe}: ForeignText) => safe,
	number: (value, {appearance}) => appearance.messages.numbers.decimal(value),
	integer: (value, {appearance}) => appearance.messages.numbers.count(value),
	percent: (value, {appearance}) => appearance.messages.numbers.percent(Math.floor(value)),
	money: (value, {appearance, decimals}) => roundedAmount(value, decimals, appearance),
	time: (value, {now}) => dayAndTime(value, now),
};

function amountOf<Row>({type, value}: RowColumn<Row>, row: Row): Money | null {
	return type === 'money' ? (value(row) as Money | null) : null;
}
