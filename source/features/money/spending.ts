import {isFinalPhase, type Phase} from '../../core/execution.ts';
import type {CostSum, Spending, WorkflowStatistics} from '../../core/history.ts';
import {addMoney, divideMoney, noMoney, type Money} from '../../core/money/money.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {roundedAmount} from '../../ui/units.ts';
import {bar, sparkline} from '../../ui/widgets/bars.ts';
import {joinFields} from '../../ui/widgets/fields.ts';
import {tableLines, type Column} from '../../ui/widgets/table-layout.ts';
import {stateGlyph, stateStyles} from '../runs/state-style.ts';
import {figureColumns, figureLayout} from './columns.ts';

/** The most expensive ones are shown. */
const maxShownWorkflows = 20;
const barWidth = 16;
/** Amounts are rounded. `chenyu-top cost --json` has them exactly. */
const decimals = 4;

/** What the ended runs of the history cost: by workflow, by state and by day, the newest day first. */
export function spendingLines(
	spending: Spending | null,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	if (spending === null) {
		return [];
	}

	const {days, workflows, statuses} = spending;
	const shown = workflows.slice(0, maxShownWorkflows);
	const tables = [
		tableLines(workflowColumns(workflows, appearance), shown, width, appearance),
		tableLines(statusColumns(statuses, appearance), statuses, width, appearance),
		tableLines(dayColumns(days, appearance), days.toReversed(), width, appearance),
	];
	return [
		[],
		headline(spending, appearance),
		...(days.length === 0 ? [] : tables.flatMap(lines => [[], ...lines])),
	];
}

function headline({days, isWhole}: Spending, appearance: Appearance): Line {
	const {money: words} = appearance.messages;
	const runs = days.reduce((sum, day) => sum + day.runs, 0);

	if (runs === 0) {
		return [span(words.lastDays, 'title'), span(`  ${words.noRuns}`, 'muted')];
	}

	const priced = days.reduce((sum, day) => sum + day.priced, 0);
	return joinFields(
		[
			[
				span(`${words.lastDays}  `, 'title'),
				span(
					roundedAmount(addMoney(...days.map(({spent}) => spent)), decimals, appearance),
					'title',
				),
			],
			[span(isWhole ? words.allRuns(runs) : words.knownRuns(runs), 'muted')],
			priced === runs ? [] : [span(words.unpriced(runs - priced), 'muted')],
		],
		appearance,
	);
}

function dayColumns(
	days: readonly CostSum[],
	appearance: Appearance,
): ReadonlyArray<Column<CostSum>> {
	const {money: words} = appearance.messages;
	const largest = Math.max(...days.map(({spent}) => Number(spent)));
	const {amounts, counts} = figureColumns(days, appearance, decimals);
	return [
		{...first, id: 'day', title: words.byDay, render: ({key}) => [span(key)]},
		amounts('spent', words.columns.total, 11, ({spent}) => spent),
		{
			id: 'bar',
			width: barWidth,
			gap: 2,
			priority: 8,
			render: ({spent}, width) =>
				largest <= 0
					? []
					: bar((100 * Number(spent)) / largest, width, appearance.glyphs, 'running'),
		},
		counts('runs', words.columns.runs, 9, ({runs}) => runs),
		counts('failed', words.columns.failed, 7, ({failed}) => failed, 'bad'),
		amounts('lost', words.lost, 6, ({lost}) => lost),
		amounts('billed', words.billed, 5, ({billed}) => billed),
	];
}

function statusColumns(
	statuses: readonly CostSum[],
	appearance: Appearance,
): ReadonlyArray<Column<CostSum>> {
	const {money: words, screen} = appearance.messages;
	const {amounts, counts} = figureColumns(statuses, appearance, decimals);
	return [
		{
			...first,
			id: 'state',
			title: words.byState,
			render({key}) {
				const phase = key as Phase;
				return isFinalPhase(phase)
					? [stateGlyph(phase, appearance), span(` ${screen.phases[phase]}`, stateStyles[phase])]
					: [span(key)];
			},
		},
		amounts('spent', words.columns.total, 11, ({spent}) => spent),
		counts('runs', words.columns.runs, 9, ({runs}) => runs),
		amounts('billed', words.billed, 5, ({billed}) => billed),
	];
}

function workflowColumns(
	workflows: readonly WorkflowStatistics[],
	appearance: Appearance,
): ReadonlyArray<Column<WorkflowStatistics>> {
	const {money: words, numbers} = appearance.messages;
	const {amounts, counts} = figureColumns(workflows, appearance, decimals);
	const time = (seconds: number | null) => [
		span(seconds === null ? '' : numbers.shortTime(seconds * 1000)),
	];
	return [
		{
			...first,
			id: 'workflow',
			title: words.byWorkflow,
			render: ({title, key}) => [span(title?.safe ?? (key === '' ? words.unknownWorkflow : key))],
		},
		amounts('spent', words.columns.total, 11, ({spent}) => spent),
		counts('runs', words.columns.runs, 10, ({runs}) => runs),
		{
			...figureLayout,
			id: 'rate',
			title: words.columns.succeeded,
			priority: 9,
			render: ({runs, succeeded}) => [
				span(
					numbers.percent(Math.floor((100 * succeeded) / runs)),
					succeeded < runs ? undefined : 'good',
				),
			],
		},
		amounts('mean', words.columns.mean, 5, meanCost),
		{...figureLayout, id: 'p50', title: 'p50', priority: 8, render: ({p50}) => time(p50)},
		{...figureLayout, id: 'p95', title: 'p95', priority: 7, render: ({p95}) => time(p95)},
		{
			id: 'times',
			title: words.newestTimes,
			width: {min: 0, max: 30},
			gap: 2,
			priority: 4,
			render: ({times}) => sparkline(times, appearance.glyphs, 'muted'),
		},
	];
}

function meanCost({costs}: WorkflowStatistics): Money | null {
	return costs.length === 0 ? null : divideMoney(addMoney(noMoney, ...costs), costs.length);
}

const first = {width: {min: 10, max: 24}, gap: 2, priority: Infinity} as const;
