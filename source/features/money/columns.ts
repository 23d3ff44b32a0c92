import type {Bill, WorkflowBill} from '../../core/money/totals.ts';
import {span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {amount} from '../../ui/units.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';

export type BillRow = WorkflowBill | Bill;
type Figure = keyof Appearance['messages']['money']['columns'];

/** If the table is too narrow, the columns with the lowest priority are left out first. */
const priorities: Readonly<Record<Figure, number>> = {
	runs: 10,
	succeeded: 9,
	failed: 11,
	canceled: 8,
	unfinished: 7,
	total: Infinity,
	mean: 2,
	failedCost: 6,
	canceledCost: 5,
	compute: 4,
	external: 3,
	other: 1,
};

/** Columns that are left out if all their cells are zero. */
const optional: ReadonlySet<Figure> = new Set(['canceled', 'unfinished', 'canceledCost', 'other']);

export function billColumns(
	bills: readonly BillRow[],
	appearance: Appearance,
): ReadonlyArray<Column<BillRow>> {
	const {money: words} = appearance.messages;
	const figures = (Object.keys(priorities) as Figure[]).filter(
		figure => !optional.has(figure) || bills.some(bill => Number(bill[figure]) !== 0),
	);
	return [
		{
			id: 'workflow',
			title: words.byWorkflow,
			width: {min: 10, weight: 1},
			gap: 2,
			priority: Infinity,
			render: bill => [
				'workflowId' in bill ? span(titleOf(bill, appearance)) : span(words.all, 'title'),
			],
		},
		...figures.map(figure => figureColumn(figure, bills, appearance)),
	];
}

function titleOf({title, workflowId}: WorkflowBill, appearance: Appearance): string {
	return title?.safe ?? workflowId?.safe ?? appearance.messages.money.unknownWorkflow;
}

/** Pads decimals with zeros, so that the decimal points align. */
function figureColumn(
	figure: Figure,
	bills: readonly BillRow[],
	appearance: Appearance,
): Column<BillRow> {
	const texts = new Map(bills.map(bill => [bill, figureText(bill[figure], appearance)]));
	const decimals = Math.max(0, ...[...texts.values()].map(decimalsOf));
	return {
		id: figure,
		title: appearance.messages.money.columns[figure],
		width: {min: 0, max: Infinity},
		align: 'right',
		gap: 2,
		priority: priorities[figure],
		render(bill) {
			const text = texts.get(bill) ?? '';
			const own = decimalsOf(text);
			const isBad = figure === 'failed' && bill.failed > 0;
			return [
				span(own === 0 ? text : text + '0'.repeat(decimals - own), isBad ? 'bad' : undefined),
			];
		},
	};
}

function figureText(value: Bill[Figure], appearance: Appearance): string {
	if (value === null) {
		return '';
	}

	return typeof value === 'number'
		? appearance.messages.numbers.count(value)
		: amount(value, appearance);
}

/** Returns the number of decimals plus one for the decimal point, like 3 for `0.25`; 0 without a decimal point. */
function decimalsOf(text: string): number {
	return text.includes('.') ? text.length - text.indexOf('.') : 0;
}
