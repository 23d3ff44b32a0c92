import type {RowColumn} from '../../core/field.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {rfc3339} from '../../core/time/rfc3339.ts';
import {isText} from './table-columns.ts';

/** Returns the fields of a row with tabs between them, and an empty field for an unknown value. */
export function tabbedLine<Row>(row: Row, columns: ReadonlyArray<RowColumn<Row>>): string {
	return columns.map(column => cellText(column, row, 'safe')).join('\t');
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
			const text = cellText(column, row, form);
			return csvField(isText(column.type) ? withoutFormula(text) : text);
		}),
	);
	return [columns.map(({json}) => csvField(json)), ...lines]
		.map(line => line.join(','))
		.join('\r\n');
}

/** Returns a value in the same form in every language. */
function cellText<Row>({type, value}: RowColumn<Row>, row: Row, form: keyof ForeignText): string {
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
