import type {CostSum, WorkflowStatistics} from '../../core/history.ts';
import {noMoney, subtractMoney, type Money} from '../../core/money/money.ts';
import {isOverBudget} from '../../core/money/session-cost.ts';
import {blank, joinLines, progressBar, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefAmount, exactAmount, roundedAmount, sharedDecimals} from '../../ui/units.ts';
import {fieldLines, joinFields} from '../../ui/widgets/fields.ts';
import type {TextOverlay} from '../../ui/widgets/Overlay.tsx';
import {tableLines, type Column} from '../../ui/widgets/table-layout.ts';
import {periods, type MoneyModel} from './state.ts';

/** The most expensive workflows, and the newest days. */
const maxWorkflows = 20;
const maxDays = 30;
const barWidth = 16;
/** Amounts have at most four decimals. The order of a run and `chenyu-top cost --json` have all eight. */
const maxDecimals = 4;

export const moneyText: TextOverlay<MoneyModel> = {
	title: (_, {money}) => money.title,
	lines(model, {width, appearance}) {
		const {money: words} = appearance.messages;
		const workflows = model.workflows.slice(0, maxWorkflows);
		const days = model.days.slice(-maxDays).toReversed();
		const tab = (period: MoneyModel['period']): Line =>
			period === model.period
				? [span(appearance.glyphs.pointer, 'focus'), span(words.periods[period], 'title')]
				: [blank(1), span(words.periods[period], 'muted')];
		const table = <Item>(columns: ReadonlyArray<Column<Item>>, items: readonly Item[]) =>
			items.length === 0 ? [] : [[], ...tableLines(columns, items, width, appearance)];
		return [
			joinLines([...periods.map(tab), [span('[ ]', 'key')]], blank(1)),
			[],
			...summaryLines(model, appearance),
			...table(workflowColumns(workflows, appearance), workflows),
			...(days.length < 2 ? [] : table(dayColumns(days, appearance), days)),
		];
	},
};

function summaryLines(model: MoneyModel, appearance: Appearance): readonly Line[] {
	const {money: words} = appearance.messages;
	const {spent, lost, unfinished, balance} = model;
	const price = (money: Money) => briefAmount(money, appearance);
	const field = (label: string, ...parts: readonly Line[]) => ({
		label,
		rows: [joinFields(parts, appearance)].filter(row => row.length > 0),
	});
	const left = balance === null ? '' : exactAmount(balance.sum, appearance);
	return fieldLines([
		field(
			words.spentLabel,
			[span(price(spent), 'title')],
			lost === noMoney ? [] : [span(words.lostOf(price(lost)))],
		),
		field(words.columns.runs, [span(coverage(model, appearance))]),
		field(words.budget, ...budgetParts(model, appearance)),
		field(words.unfinished, unfinished === null ? [] : [span(words.about(price(unfinished)))]),
		balance === null
			? field(words.balance)
			: field(
					words.balance,
					[balance.isLow ? span(`${appearance.glyphs.warning} ${left}`, 'warn') : span(left)],
					[span(words.prepaid(exactAmount(balance.prepaid, appearance)), 'muted')],
					[span(words.cards(exactAmount(balance.cards, appearance)), 'muted')],
				),
	]);
}

/** Describes which runs the sums cover, and for how many of them the cost is unknown. */
function coverage({workflows, period, isWhole}: MoneyModel, {messages}: Appearance): string {
	const {money: words} = messages;
	const runs = workflows.reduce((sum, each) => sum + each.runs, 0);
	const unpriced = workflows.reduce((sum, each) => sum + each.runs - each.priced, 0);

	if (runs === 0) {
		return words.noRuns;
	}

	const covered = period === 'session' ? words.watched : isWhole ? words.allRuns : words.knownRuns;
	return covered(runs) + (unpriced === 0 ? '' : words.unpriced(unpriced));
}

function budgetParts(
	{budgetSpent: spent, isDaily, budget}: MoneyModel,
	appearance: Appearance,
): readonly Line[] {
	const {money: words} = appearance.messages;

	if (budget === null) {
		return [];
	}

	const limit = exactAmount(budget, appearance);
	const over = words.overBy(exactAmount(subtractMoney(spent, budget), appearance));
	return [
		[span(isDaily ? words.dayBudget(limit, exactAmount(spent, appearance)) : limit)],
		isOverBudget(spent, budget)
			? [span(`${appearance.glyphs.warning} ${over}`, 'warn')]
			: [span(words.left(exactAmount(subtractMoney(budget, spent), appearance)))],
	];
}

function workflowColumns(
	workflows: readonly WorkflowStatistics[],
	appearance: Appearance,
): ReadonlyArray<Column<WorkflowStatistics>> {
	const {money: words, numbers} = appearance.messages;
	const time = (id: 'p50' | 'p95', priority: number) =>
		textColumn<WorkflowStatistics>(id, id, priority, ({[id]: seconds}) =>
			seconds === null ? '' : numbers.shortTime(seconds * 1000),
		);
	return [
		{
			...first,
			id: 'workflow',
			title: words.byWorkflow,
			render: ({title, key}) => [span(title?.safe ?? (key === '' ? words.unknownWorkflow : key))],
		},
		amountColumn('spent', words.columns.total, 11, workflows, ({spent}) => spent, appearance),
		amountColumn('lost', words.columns.lost, 6, workflows, lostMoney, appearance),
		textColumn('runs', words.columns.runs, 10, ({runs}) => numbers.count(runs)),
		textColumn('rate', words.columns.succeeded, 9, ({succeeded, failed, canceled}) => {
			const ended = succeeded + failed + canceled;
			return ended === 0 ? '' : numbers.percent(Math.floor((100 * succeeded) / ended));
		}),
		time('p50', 8),
		time('p95', 7),
	];
}

function dayColumns(
	days: readonly CostSum[],
	appearance: Appearance,
): ReadonlyArray<Column<CostSum>> {
	const {money: words, numbers} = appearance.messages;
	const largest = Math.max(...days.map(({spent}) => Number(spent)));
	return [
		{...first, id: 'day', title: words.byDay, render: ({key}) => [span(key)]},
		amountColumn('spent', words.columns.total, 11, days, ({spent}) => spent, appearance),
		{
			id: 'bar',
			width: barWidth,
			gap: 2,
			priority: 8,
			render: ({spent}, width) =>
				largest <= 0
					? []
					: progressBar((100 * Number(spent)) / largest, width, appearance.glyphs, 'running'),
		},
		textColumn('runs', words.columns.runs, 9, ({runs}) => numbers.count(runs)),
		amountColumn('lost', words.columns.lost, 6, days, lostMoney, appearance),
	];
}

/** Returns the money lost to failures; null for zero, so that a column of zeros is left out. */
function lostMoney({lost}: CostSum): Money | null {
	return lost === noMoney ? null : lost;
}

const first = {width: {min: 10, max: 32}, gap: 2, priority: Infinity} as const;

function textColumn<Item>(
	id: string,
	title: string,
	priority: number,
	textOf: (item: Item) => string,
): Column<Item> {
	return {
		id,
		title,
		priority,
		width: {min: 0, max: Infinity},
		align: 'right',
		gap: 2,
		render: item => [span(textOf(item))],
	};
}

/** Returns a column of amounts with the same number of decimals, so that the decimal points align. */
function amountColumn<Item>(
	id: string,
	title: string,
	priority: number,
	items: readonly Item[],
	amountOf: (item: Item) => Money | null,
	appearance: Appearance,
): Column<Item> {
	const decimals = sharedDecimals(items.map(amountOf), maxDecimals);
	return textColumn(id, title, priority, item => {
		const money = amountOf(item);
		return money === null ? '' : roundedAmount(money, decimals, appearance);
	});
}
