import type {Money} from '../../core/money/money.ts';
import type {Bill, WorkflowBill} from '../../core/money/totals.ts';
import {span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {amount, roundedAmount} from '../../ui/units.ts';
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

function figureColumn(
	figure: Figure,
	bills: readonly BillRow[],
	appearance: Appearance,
): Column<BillRow> {
	const title = appearance.messages.money.columns[figure];
	const priority = priorities[figure];
	return isCount(figure)
		? countColumn(figure, title, priority, bill => bill[figure], appearance, styles[figure])
		: amountColumn(figure, title, priority, bills, bill => bill[figure], appearance);
}

const counts = ['runs', 'succeeded', 'failed', 'canceled', 'unfinished'] as const;
const styles: Readonly<Partial<Record<Figure, StyleName>>> = {failed: 'bad'};

function isCount(figure: Figure): figure is (typeof counts)[number] {
	return (counts as readonly Figure[]).includes(figure);
}

/**
 * A column of amounts. Rounds them to `decimals`, or pads their decimals with zeros, so that the decimal points align.
 */
export function amountColumn<Item>(
	id: string,
	title: string,
	priority: number,
	items: readonly Item[],
	amountOf: (item: Item) => Money | null,
	appearance: Appearance,
	decimals?: number,
): Column<Item> {
	const texts = new Map(
		items.map(item => {
			const value = amountOf(item);
			return [
				item,
				value === null
					? ''
					: decimals === undefined
						? amount(value, appearance)
						: roundedAmount(value, decimals, appearance),
			];
		}),
	);
	const longest = Math.max(0, ...[...texts.values()].map(decimalsOf));
	return {
		...figureLayout,
		id,
		title,
		priority,
		render(item) {
			const text = texts.get(item) ?? '';
			const own = decimalsOf(text);
			return [span(own === 0 ? text : text + '0'.repeat(longest - own))];
		},
	};
}

/** A column of counts. `styleName`: the style of those above 0. */
export function countColumn<Item>(
	id: string,
	title: string,
	priority: number,
	countOf: (item: Item) => number,
	appearance: Appearance,
	styleName?: StyleName,
): Column<Item> {
	return {
		...figureLayout,
		id,
		title,
		priority,
		render(item) {
			const count = countOf(item);
			const text = appearance.messages.numbers.count(count);
			return [span(text, count > 0 ? styleName : undefined)];
		},
	};
}

const figureLayout = {width: {min: 0, max: Infinity}, align: 'right', gap: 2} as const;

/** Returns the number of decimals plus one for the decimal point, like 3 for `0.25`; 0 without a decimal point. */
function decimalsOf(text: string): number {
	return text.includes('.') ? text.length - text.indexOf('.') : 0;
}
