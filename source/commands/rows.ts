import {styleText} from 'node:util';
import type {RowOptions} from '../config/command-options.ts';
import type {SessionContext} from '../config/parse-options.ts';
import type {Money} from '../core/money/money.ts';
import type {FieldType, FieldValues} from '../core/run-fields.ts';
import {visibleJson} from '../core/text/json-text.ts';
import type {ForeignText} from '../core/text/sanitize.ts';
import {rfc3339} from '../core/time/calendar.ts';
import {systemClock, type Instant} from '../core/time/clock.ts';
import type {Language} from '../i18n/messages.ts';
import {platform} from '../terminal/platform.ts';
import {describeTerminal} from '../terminal/terminal.ts';
import {cutLine, lineWidth, span, type Line, type Span} from '../ui/line.ts';
import {createAppearance, type Appearance} from '../ui/theme/appearance.ts';
import {fieldText, sharedDecimals} from '../ui/units.ts';
import {tableLines, type Column, type TableHeader} from '../ui/widgets/table-layout.ts';

/** A column of a table that a command prints. */
export type TextColumn<Row> = {
	/** The name in JSON and CSV. */
	readonly json: string;
	readonly title: Readonly<Record<Language, string>>;
	readonly type: FieldType;
	/** If a table is too narrow, the columns with the lowest priority are left out first. 0: a table never has the column. */
	readonly priority: number;
	readonly value: (row: Row, now: Instant) => FieldValues[FieldType] | null;
	/** The cell of a table; null, the default, if it is just `usual`: the value in the form of its type. */
	readonly cell?: (row: Row, appearance: Appearance, usual: Span) => Line | null;
};

/** Rows that a command prints: as a table on a terminal, as lines in a pipe, as CSV, or as one JSON object a line. */
type PrintedRows<Row> = {
	readonly rows: readonly Row[];
	readonly columns: ReadonlyArray<TextColumn<Row>>;
	readonly toJson: (row: Row) => object;
	/** The last row of a table, which other forms do not have, and the text of its first cell. */
	readonly total?: {readonly row: Row; readonly title: string};
	/** The column by which the rows are sorted, for the mark in the header. */
	readonly sort?: TableHeader['sort'];
};

const defaultWidth = 80;
/** A column of prose that needs more cells gets at least these, before columns of numbers. */
const minProse = 18;
/** Longer texts are cut to this number of cells before they are measured, because measuring is slow. */
const maxText = 400;
/** The gap between two columns, in cells. */
const columnGap = 2;

/** Returns rows in the form that the options and stdout, or the file of `-o`, ask for, without the end of the last line. */
export function rowsText<Row>(
	printed: PrintedRows<Row>,
	{format, output}: RowOptions,
	context: SessionContext,
): string {
	const {rows, columns, toJson} = printed;
	const {columns: width} = process.stdout;
	const isTTY = output === null && process.stdout.isTTY;

	if (format === 'json') {
		return rows.map(row => visibleJson(toJson(row))).join('\n');
	}

	if (format === 'csv') {
		// A terminal adds the carriage returns itself.
		return isTTY
			? csvText(rows, columns, 'safe').replaceAll('\r', '')
			: `${csvText(rows, columns, 'exact')}\r`;
	}

	if (!isTTY) {
		return rows.map(row => tabbedLine(row, columns)).join('\n');
	}

	const appearance = stdoutAppearance(context);
	return rows.length === 0
		? ''
		: tableText(printed, systemClock.now(), width || defaultWidth, appearance).join('\n');
}

export function stdoutAppearance({options, settings, messages}: SessionContext): Appearance {
	const {stdout, env} = process;
	const able = describeTerminal(env, {isTTY: stdout.isTTY, platform});
	return createAppearance({
		messages,
		bindings: settings.bindings,
		// Other themes depend on the background, which is not known here.
		theme: options.theme === 'mono' ? 'mono' : 'terminal',
		hasColors: stdout.isTTY && options.color !== 'never' && able.color > 0,
		ascii: options.ascii || !able.unicode,
		hyperlinks: false,
	});
}

/** Returns the lines of a table, which is as wide as its texts, but not wider than `width` cells. */
export function tableText<Row>(
	{rows: listed, columns, total, sort = null}: Omit<PrintedRows<Row>, 'toJson'>,
	now: Instant,
	width: number,
	appearance: Appearance,
): readonly string[] {
	const rows = total === undefined ? listed : [...listed, total.row];
	const placed = columns
		.filter(({priority}) => priority > 0)
		.map((column, index) =>
			tableColumn(column, rows, now, appearance, index === 0 ? total : undefined),
		);
	const needed = placed.reduce((sum, {needs}) => sum + needs + columnGap, -columnGap);
	const lines = tableLines(placed, rows, Math.min(width, needed), appearance, {sort});
	return lines.map(line => coloredLine(line, appearance));
}

/** `needs`: the width that the texts of the column need, without the gap after it. */
function tableColumn<Row>(
	{json, title: titles, type, priority, value, cell}: TextColumn<Row>,
	rows: readonly Row[],
	now: Instant,
	appearance: Appearance,
	total: PrintedRows<Row>['total'],
): Column<Row> & {readonly needs: number} {
	const {messages, glyphs} = appearance;
	const title = titles[messages.language];
	const decimals =
		type === 'money' ? sharedDecimals(rows.map(row => value(row, now) as Money | null)) : 0;

	function render(row: Row): Line {
		const found = value(row, now);
		const usual =
			found === null
				? span(glyphs.unknown, 'muted')
				: span(fieldText(type, found, appearance, now, decimals));
		const own = row === total?.row ? [span(total.title)] : cell?.(row, appearance, usual);
		return cutLine(own ?? [usual], maxText, glyphs.ellipsis);
	}

	// A call cannot take as many arguments as a long history has runs.
	const needs = rows.reduce(
		(widest, row) => Math.max(widest, lineWidth(render(row))),
		lineWidth([span(`${title} `)]),
	);
	const min = Math.min(minProse, needs);
	return {
		id: json,
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
export function coloredLine(line: Line, appearance: Appearance): string {
	const text = line.map(each => paintSpan(each, appearance)).join('');
	return text.trimEnd();
}

/** Colors a span. The theme has only the terminal's own colors, whose names `styleText` knows. */
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

function isText(type: FieldType): boolean {
	return type === 'name' || type === 'prose';
}

/** Returns the fields of a row with tabs between them, and an empty field for an unknown value. */
export function tabbedLine<Row>(row: Row, columns: ReadonlyArray<TextColumn<Row>>): string {
	return columns.map(column => plainText(column, row, 'safe')).join('\t');
}

/**
 * Returns the rows of a CSV file (RFC 4180) without the end of the last one. `form`: whether the texts are exact, or safe
 * for a terminal.
 */
export function csvText<Row>(
	rows: readonly Row[],
	columns: ReadonlyArray<TextColumn<Row>>,
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

/** Returns a value in the same form in every language; an empty text for an unknown one. */
function plainText<Row>({type, value}: TextColumn<Row>, row: Row, form: keyof ForeignText): string {
	const found = value(row, systemClock.now()) ?? '';
	return typeof found === 'object'
		? found[form]
		: type === 'time'
			? (rfc3339(Number(found || NaN)) ?? '')
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
