import type {CostSum, WorkflowStatistics} from '../../core/history.ts';
import {noMoney, subtractMoney, type Money} from '../../core/money/money.ts';
import {isOverBudget} from '../../core/money/session-cost.ts';
import {blank, joinLines, progressBar, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {briefAmount, briefDecimals, roundedAmount, sharedDecimals} from '../../ui/units.ts';
import {fieldLines, labelCells, packFields} from '../../ui/widgets/fields.ts';
import type {TextOverlay} from '../../ui/widgets/Overlay.tsx';
import {headerLine, placeColumns, tableLine, type Column} from '../../ui/widgets/table-layout.ts';
import {periods, type MoneyModel} from './state.ts';

/** The most expensive workflows are shown. */
const maxWorkflows = 20;
const barCells = 16;
/** The minimum and maximum width of a name, in cells. */
const minNameCells = 16;
const maxNameCells = 48;
const gap = 2;
/** From this amount on, the columns have two decimals. */
const fromTwoDecimals = 10;

/** The sums of a workflow or of a day. */
type SumRow = CostSum &
	Partial<Pick<WorkflowStatistics, 'p50' | 'p95'>> & {
		/** Only of a day: its part of the largest sum, in percent. */
		readonly share?: number;
	};

export const moneyText: TextOverlay<MoneyModel> = {
	title: (_, {money}) => money.title,
	lines(model, {width, appearance}) {
		const {money: words} = appearance.messages;
		const workflows = model.workflows.slice(0, maxWorkflows);
		const days = model.days.length < 2 ? [] : daysOf(model.days.toReversed());
		const rows: readonly SumRow[] = [...workflows, ...days];
		// The days have the columns of the workflows, so that the amounts align.
		const placed = placeColumns(sumColumns(rows, width, appearance), rows, width, {sort: null});
		const lines = (items: readonly SumRow[]) =>
			items.map(item => tableLine(placed, item, appearance));
		const tab = (period: MoneyModel['period']): Line =>
			period === model.period
				? [span(appearance.glyphs.pointer, 'focus'), span(words.periods[period], 'title')]
				: [blank(1), span(words.periods[period], 'muted')];
		return [
			joinLines([...periods.map(tab), [span('[ ]', 'key')]], blank(1)),
			[],
			...summaryLines(model, width, appearance),
			...(rows.length === 0 ? [] : [[], headerLine(placed, null, appearance)]),
			...lines(workflows),
			...(days.length === 0 ? [] : [[], ...lines(days)]),
		];
	},
};

function daysOf(days: readonly CostSum[]): readonly SumRow[] {
	const largest = Math.max(...days.map(({spent}) => Number(spent)));
	return days.map(day => ({
		...day,
		share: largest <= 0 ? 0 : (100 * Number(day.spent)) / largest,
	}));
}

function summaryLines(model: MoneyModel, width: number, appearance: Appearance): readonly Line[] {
	const {money: words} = appearance.messages;
	const {spent, lost, unfinished, balance} = model;
	const price = (money: Money) => briefAmount(money, appearance);
	const balanceText = (money: Money) => roundedAmount(money, 2, appearance);
	const left = balance === null ? '' : balanceText(balance.sum);
	const fields: ReadonlyArray<readonly [label: string, ...parts: readonly Line[]]> = [
		[
			words.spentLabel,
			[span(price(spent), 'title')],
			lost === noMoney ? [] : [span(words.lostOf(price(lost), canceledRuns(model)), 'bad')],
			[span(coverage(model, appearance))],
		],
		[words.budget, ...budgetParts(model, appearance)],
		[words.unfinished, unfinished === null ? [] : [span(words.about(price(unfinished)))]],
		[
			words.balance,
			...(balance === null
				? []
				: [
						[balance.isLow ? span(`${appearance.glyphs.warning} ${left}`, 'warn') : span(left)],
						[span(words.prepaid(balanceText(balance.prepaid)), 'muted')],
						[span(words.cards(balanceText(balance.cards)), 'muted')],
					]),
		],
	];
	const room = width - labelCells(fields.map(([label]) => label));
	return fieldLines(
		fields.map(([label, ...parts]) => ({label, rows: packFields(parts, room, appearance)})),
	);
}

function canceledRuns({workflows}: MoneyModel): number {
	return workflows.reduce((sum, {canceled}) => sum + canceled, 0);
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

	const limit = briefAmount(budget, appearance);
	const over = words.overBy(briefAmount(subtractMoney(spent, budget), appearance));
	return [
		[span(isDaily ? words.dayBudget(limit, briefAmount(spent, appearance)) : limit)],
		isOverBudget(spent, budget)
			? [span(`${appearance.glyphs.warning} ${over}`, 'warn')]
			: [span(words.left(briefAmount(subtractMoney(budget, spent), appearance)))],
	];
}

/** Columns without a text, such as one of zeros, are left out. */
function sumColumns(
	rows: readonly SumRow[],
	width: number,
	appearance: Appearance,
): ReadonlyArray<Column<SumRow>> {
	const {money: words, numbers} = appearance.messages;
	const {glyphs} = appearance;
	const text = (
		id: string,
		title: string,
		priority: number,
		textOf: (row: SumRow) => string,
	): Column<SumRow> => ({
		id,
		title,
		priority,
		width: {min: 0, max: Infinity},
		align: 'right',
		gap,
		render: row => [span(textOf(row), styleOf(row))],
	});
	// What was lost is a part of what was spent.
	const isLarge = rows.some(({spent}) => Number(spent) >= fromTwoDecimals);
	const amount = (id: 'spent' | 'lost', title: string, priority: number) => {
		const amounts = rows.map(row => row[id]);
		const decimals = sharedDecimals(amounts, isLarge ? 2 : briefDecimals);
		return text(id, title, priority, ({[id]: money, runs}) =>
			money === noMoney && (id === 'lost' || runs === 0)
				? ''
				: roundedAmount(money, decimals, appearance),
		);
	};
	const time = (id: 'p50' | 'p95', priority: number) => {
		const unknown = rows.some(row => (row[id] ?? null) !== null) ? glyphs.unknown : '';
		return text(id, id, priority, ({[id]: seconds}) =>
			seconds === undefined ? '' : seconds === null ? unknown : numbers.shortTime(seconds * 1000),
		);
	};
	const numeric = [
		amount('spent', words.columns.total, 11),
		amount('lost', words.columns.lost, 8),
		text('runs', words.columns.runs, 10, ({runs}) => (runs === 0 ? '' : numbers.count(runs))),
		text('rate', words.columns.succeeded, 9, ({succeeded, failed, canceled}) => {
			const ended = succeeded + failed + canceled;
			const percent = Math.round((100 * succeeded) / ended);
			return ended === 0 ? '' : numbers.percent(succeeded < ended ? Math.min(99, percent) : 100);
		}),
		time('p50', 7),
		time('p95', 6),
	];
	// The name has the cells that the other columns leave.
	const beside = placeColumns(numeric, rows, width - minNameCells - gap, {sort: null});
	const free = beside.reduce((rest, column) => rest - gap - column.width, width);
	return [
		{
			id: 'name',
			title: words.byWorkflow,
			width: {min: minNameCells, max: Math.max(minNameCells, Math.min(maxNameCells, free))},
			gap,
			priority: Infinity,
			render: (row, cells) => nameCell(row, cells, appearance),
		},
		...numeric,
	];
}

/** Returns the title of a workflow, or a date with a bar. */
function nameCell(row: SumRow, cells: number, {messages, glyphs}: Appearance): Line {
	const {key, title, share} = row;
	return share === undefined
		? [span(title?.safe ?? (key === '' ? messages.money.unknownWorkflow : key), styleOf(row))]
		: [
				span(`${key}  `),
				...progressBar(share, Math.min(barCells, cells - key.length - 2), glyphs, 'running'),
			];
}

/** Rows without cost are dim. */
function styleOf({spent}: SumRow): StyleName | undefined {
	return spent === noMoney ? 'muted' : undefined;
}
