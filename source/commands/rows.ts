import {styleText} from 'node:util';
import type {RowFormat} from '../config/command-options.ts';
import type {SessionContext} from '../config/parse-options.ts';
import type {FieldType, FieldValues, RowColumn} from '../core/field.ts';
import type {Money} from '../core/money/money.ts';
import {escapeInvisible} from '../core/text/escape-invisible.ts';
import type {ForeignText} from '../core/text/text.ts';
import type {Instant} from '../core/time/clock.ts';
import {rfc3339} from '../core/time/rfc3339.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {platform} from '../terminal/platform.ts';
import {describeTerminal} from '../terminal/terminal.ts';
import {dayAndTime} from '../ui/clock-time.ts';
import {cutLine, lineWidth, span, type Line, type Span} from '../ui/line.ts';
import {createAppearance, type Appearance} from '../ui/theme/appearance.ts';
import {roundedAmount, sharedDecimals} from '../ui/units.ts';
import {tableLines, type Column, type TableHeader} from '../ui/widgets/table-layout.ts';

/** A column of a table on a terminal. */
export type ShownColumn<Row> = RowColumn<Row> & {
	readonly id: string;
	readonly title: string;
	/** If the table is too narrow, the columns with the lowest priority are left out first. */
	readonly priority: number;
	/** Returns the cell of a row, if it is not the value in the usual form of its type. */
	readonly cell?: ((row: Row, appearance: Appearance) => Line | null) | undefined;
};

/** What a command prints as a table on a terminal, as lines in a pipe, as CSV, or as one JSON object per line. */
type Rows<Row> = {
	readonly rows: readonly Row[];
	/** The columns of lines and CSV. */
	readonly columns: ReadonlyArray<RowColumn<Row>>;
	readonly toJson: (row: Row) => object;
	readonly toTable: (appearance: Appearance) => ShownRows<Row>;
};

export type ShownRows<Row> = {
	readonly rows: readonly Row[];
	readonly columns: ReadonlyArray<ShownColumn<Row>>;
	/** The column by which the rows are sorted; null for no mark in the header. */
	readonly sort: TableHeader['sort'];
};

const defaultWidth = 80;
/** The width of a column of prose that is still useful, in cells. */
const minProse = 10;
/** Longer texts are cut before they are measured, because measuring is slow. In cells. */
const maxText = 400;
/** The cells between two columns. */
const columnGap = 2;

/** Returns rows in the form that the options and stdout ask for, without the end of the last line. */
export function rowsText<Row>(
	{rows, columns, toJson, toTable}: Rows<Row>,
	format: RowFormat,
	context: SessionContext,
): string {
	const {stdout} = process;

	if (format === 'json') {
		return rows.map(row => escapeInvisible(JSON.stringify(toJson(row)))).join('\n');
	}

	if (format === 'csv') {
		// A terminal adds the carriage returns itself. `print` adds the line feed of the last row.
		return stdout.isTTY
			? csvText(rows, columns, 'safe').replaceAll('\r', '')
			: `${csvText(rows, columns, 'exact')}\r`;
	}

	if (!stdout.isTTY) {
		return rows.map(row => tabbedLine(row, columns)).join('\n');
	}

	const appearance = stdoutAppearance(context);
	const width = stdout.columns || defaultWidth;
	return rows.length === 0
		? ''
		: tableText(toTable(appearance), systemClock.now(), width, appearance).join('\n');
}

export function stdoutAppearance({options, messages}: SessionContext): Appearance {
	const {stdout, env} = process;
	const able = describeTerminal(env, {isTTY: stdout.isTTY, platform});
	return createAppearance({
		messages,
		// Other themes depend on the background, which is not known here.
		theme: options.theme === 'mono' ? 'mono' : 'terminal',
		hasColors: stdout.isTTY && options.color !== 'never' && able.color > 0,
		ascii: options.ascii || !able.unicode,
		hyperlinks: false,
	});
}

/** Returns the lines of a table, which is as wide as its texts, but not wider than `width` cells. */
export function tableText<Row>(
	{rows, columns, sort}: ShownRows<Row>,
	now: Instant,
	width: number,
	appearance: Appearance,
): readonly string[] {
	const placed = columns.map(column => tableColumn(column, rows, now, appearance));
	const needed = placed.reduce((sum, {needs}) => sum + needs + columnGap, -columnGap);
	return tableLines(placed, rows, Math.min(width, needed), appearance, {sort}).map(line =>
		paintLine(line, appearance),
	);
}

/** `needs`: the width that the texts of the column need, without the gap after it. */
function tableColumn<Row>(
	column: ShownColumn<Row>,
	rows: readonly Row[],
	now: Instant,
	appearance: Appearance,
): Column<Row> & {readonly needs: number} {
	const {id, title, type, priority, value} = column;
	const {messages, glyphs} = appearance;
	const {numbers} = messages;
	const decimals =
		type === 'money' ? sharedDecimals(rows.map(row => value(row) as Money | null)) : 0;
	const texts: {readonly [Type in FieldType]: (value: FieldValues[Type]) => string} = {
		name: ({safe}) => safe,
		prose: ({safe}) => safe,
		number: numbers.decimal,
		integer: numbers.count,
		percent: percent => numbers.percent(Math.floor(percent)),
		money: amount => roundedAmount(amount, decimals, appearance),
		time: at => dayAndTime(at, now),
	};

	function render(row: Row): Line {
		const found = value(row);
		const usual =
			found === null ? span(glyphs.unknown, 'muted') : span(texts[type](found as never));
		return cutLine(column.cell?.(row, appearance) ?? [usual], maxText, glyphs.ellipsis);
	}

	const needs = Math.max(...[[span(`${title} `)], ...rows.map(render)].map(lineWidth));
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
}

/** Colors a line for stdout. Without the blanks at the end, so that a row that fills the terminal does not wrap. */
export function paintLine(line: Line, appearance: Appearance): string {
	const end = line.findLastIndex(({text}) => text.trim() !== '');
	return line
		.slice(0, end + 1)
		.map((each, index) =>
			paintSpan(index === end ? {...each, text: each.text.trimEnd()} : each, appearance),
		)
		.join('');
}

/** The theme has only the terminal's own colors, whose names `styleText` knows. */
function paintSpan({text, styleName}: Span, {theme, paint: {color: level}}: Appearance): string {
	if (styleName === undefined || level === 0) {
		return text;
	}

	const {color, bold, dimColor} = theme[styleName];
	const formats = [color ?? [], bold === true ? 'bold' : [], dimColor === true ? 'dim' : []].flat();
	return formats.length === 0
		? text
		: styleText(formats as Parameters<typeof styleText>[0], text, {validateStream: false});
}

export function isText(type: FieldType): type is 'name' | 'prose' {
	return type === 'name' || type === 'prose';
}

/** Returns the fields of a row with tabs between them, and an empty field for an unknown value. */
export function tabbedLine<Row>(row: Row, columns: ReadonlyArray<RowColumn<Row>>): string {
	return columns.map(column => plainText(column, row, 'safe')).join('\t');
}

/**
 * Returns the rows of a CSV file (RFC 4180) without the end of the last one. `form`: whether the texts are exact, or safe
 * for a terminal.
 */
export function csvText<Row>(
	rows: readonly Row[],
	columns: ReadonlyArray<RowColumn<Row>>,
	form: keyof ForeignText,
): string {
	const lines = rows.map(row =>
		columns.map(column => {
			const text = plainText(column, row, form);
			return csvField(isText(column.type) ? withoutFormula(text) : text);
		}),
	);
	return [columns.map(({json}) => csvField(json)), ...lines]
		.map(line => line.join(','))
		.join('\r\n');
}

/** Returns a value in the same form in every language. */
function plainText<Row>({type, value}: RowColumn<Row>, row: Row, form: keyof ForeignText): string {
	const found = value(row);

	if (found === null) {
		return '';
	}

	return typeof found === 'object'
		? found[form]
		: type === 'time'
			? (rfc3339(Number(found)) ?? '')
			: String(found);
}

/**
 * Puts an apostrophe before a text that a spreadsheet would execute. Anyone can give a workflow a title, and CSV is mostly
 * opened in a spreadsheet; scripts that need the exact text have `--json`.
 */
function withoutFormula(text: string): string {
	return /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}

function csvField(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
