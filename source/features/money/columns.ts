import type {Money} from '../../core/money/money.ts';
import type {Bill, WorkflowBill} from '../../core/money/totals.ts';
import {span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {amount, roundedAmount} from '../../ui/units.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';

export type BillRow = WorkflowBill | Bill;
type Words = Appearance['messages']['money']['columns'];
type CountName = 'runs' | 'succeeded' | 'failed' | 'canceled' | 'unfinished';

/** Columns that are left out if all their cells are zero. */
const optional = ['canceled', 'unfinished', 'canceledCost', 'other'] as const;

/** If the table is too narrow, the columns with the lowest priority are left out first. */
export function billColumns(
	bills: readonly BillRow[],
	appearance: Appearance,
): ReadonlyArray<Column<BillRow>> {
	const {money: words} = appearance.messages;
	const title: Column<BillRow> = {
		id: 'workflow',
		title: words.byWorkflow,
		width: {min: 10, weight: 1},
		gap: 2,
		priority: Infinity,
		render: bill => [
			'workflowId' in bill ? span(workflowTitle(bill, appearance)) : span(words.all, 'title'),
		],
	};
	const {amounts, counts} = figureColumns(bills, appearance);
	const count = (name: CountName, priority: number, styleName?: StyleName) =>
		counts(name, words.columns[name], priority, bill => bill[name], styleName);
	const cost = (name: Exclude<keyof Words, CountName>, priority: number) =>
		amounts(name, words.columns[name], priority, bill => bill[name]);
	const empty: ReadonlySet<string> = new Set(
		optional.filter(name => bills.every(bill => Number(bill[name]) === 0)),
	);
	return [
		title,
		count('runs', 10),
		count('succeeded', 9),
		count('failed', 11, 'bad'),
		count('canceled', 8),
		count('unfinished', 7),
		cost('total', Infinity),
		cost('mean', 2),
		cost('failedCost', 6),
		cost('canceledCost', 5),
		cost('compute', 4),
		cost('external', 3),
		cost('other', 1),
	].filter(({id}) => !empty.has(id));
}

function workflowTitle({title, workflowId}: WorkflowBill, appearance: Appearance): string {
	return title?.safe ?? workflowId?.safe ?? appearance.messages.money.unknownWorkflow;
}

/**
 * Returns functions that make columns of figures. Amounts are rounded to `decimals`, or padded with zeros, so that the
 * decimal points align.
 */
export function figureColumns<Item>(
	items: readonly Item[],
	appearance: Appearance,
	decimals?: number,
) {
	const textOf = (value: Money | null): string => {
		if (value === null) {
			return '';
		}

		return decimals === undefined
			? amount(value, appearance)
			: roundedAmount(value, decimals, appearance);
	};
	return {
		amounts: (
			id: string,
			title: string,
			priority: number,
			amountOf: (item: Item) => Money | null,
		): Column<Item> => {
			const texts = new Map(items.map(item => [item, textOf(amountOf(item))]));
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
		},
		/** `styleName`: the style of counts above 0. */
		counts: (
			id: string,
			title: string,
			priority: number,
			countOf: (item: Item) => number,
			styleName?: StyleName,
		): Column<Item> => ({
			...figureLayout,
			id,
			title,
			priority,
			render(item) {
				const count = countOf(item);
				const text = appearance.messages.numbers.count(count);
				return [span(text, count > 0 ? styleName : undefined)];
			},
		}),
	};
}

export const figureLayout = {width: {min: 0, max: Infinity}, align: 'right', gap: 2} as const;

/** Returns the number of decimals plus one for the decimal point, like 3 for `0.25`; 0 without a decimal point. */
function decimalsOf(text: string): number {
	return text.includes('.') ? text.length - text.indexOf('.') : 0;
}
