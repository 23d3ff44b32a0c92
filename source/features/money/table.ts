import type {Bill, WorkflowBill} from '../../core/money/bill.ts';
import {blank, fitLine, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {amount} from '../../ui/units.ts';

type Column = keyof Appearance['messages']['money']['columns'];

/** From left to right. */
const columns: readonly Column[] = [
	'runs',
	'succeeded',
	'failed',
	'canceled',
	'unfinished',
	'total',
	'mean',
	'failedCost',
	'canceledCost',
	'compute',
	'external',
	'other',
];
/** Removed one by one until the titles fit. */
const expendable: readonly Column[] = [
	'other',
	'mean',
	'external',
	'compute',
	'canceledCost',
	'failedCost',
	'unfinished',
	'canceled',
	'succeeded',
];

/** Left out if every cell is zero. */
const optional: ReadonlySet<Column> = new Set(['canceled', 'unfinished', 'canceledCost', 'other']);

/** Cells of a workflow's title, at least. */
const minTitle = 10;
const gap = 2;

/** The head of the table, and a row for each bill. */
export function tableRows(
	bills: ReadonlyArray<WorkflowBill | Bill>,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {money: words} = appearance.messages;
	const texts = new Map(
		columns
			.filter(column => !optional.has(column) || bills.some(bill => Number(bill[column]) !== 0))
			.map(column => [
				column,
				[
					words.columns[column],
					...alignDecimals(bills.map(bill => cellText(bill, column, appearance))),
				],
			]),
	);
	const shown = fittingColumns(texts, width);
	const title = Math.max(0, width - widthOf(shown));
	const {ellipsis} = appearance.glyphs;
	const names = bills.map(bill =>
		'workflowId' in bill ? span(titleOf(bill, appearance)) : span(words.all, 'title'),
	);
	return [span(words.byWorkflow, 'title'), ...names].map((name, row) => [
		...fitLine([name], title, ellipsis),
		...[...shown].flatMap(([column, [head = '', ...cells]]): Line => {
			const room = cellsOf([head, ...cells]);
			const text = row === 0 ? head : (cells[row - 1] ?? '');
			return [blank(gap + room - cellsOf([text])), span(text, styleOf(column, row, text))];
		}),
	]);
}

function styleOf(column: Column, row: number, text: string) {
	if (row === 0) {
		return 'muted';
	}

	return column === 'failed' && text !== '0' ? 'bad' : undefined;
}

function titleOf({title, workflowId}: WorkflowBill, appearance: Appearance): string {
	return title?.safe ?? workflowId?.safe ?? appearance.messages.money.unknownWorkflow;
}

function cellText(bill: Bill, column: Column, appearance: Appearance): string {
	const value = bill[column];

	if (value === null) {
		return '';
	}

	return typeof value === 'number'
		? appearance.messages.numbers.count(value)
		: amount(value, appearance);
}

/** Pads the decimals with zeros, so that they align. */
function alignDecimals(texts: readonly string[]): readonly string[] {
	const decimalsOf = (text: string) => (text.includes('.') ? text.length - text.indexOf('.') : 0);
	const max = Math.max(0, ...texts.map(decimalsOf));
	return texts.map(text =>
		decimalsOf(text) === 0 ? text : text + '0'.repeat(max - decimalsOf(text)),
	);
}

function fittingColumns(
	texts: ReadonlyMap<Column, readonly string[]>,
	width: number,
): ReadonlyMap<Column, readonly string[]> {
	const shown = new Map(texts);

	for (const column of expendable) {
		if (width - widthOf(shown) >= minTitle) {
			break;
		}

		shown.delete(column);
	}

	return shown;
}

function widthOf(texts: ReadonlyMap<Column, readonly string[]>): number {
	return [...texts.values()].reduce((sum, cells) => sum + gap + cellsOf(cells), 0);
}

function cellsOf(texts: readonly string[]): number {
	return texts.reduce(
		(max, text) => Math.max(max, plain.test(text) ? text.length : lineWidth([span(text)])),
		0,
	);
}

/** One cell a character, so it need not be measured. */
const plain = /^[\x20-\x7E¥]*$/;
