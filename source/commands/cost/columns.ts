import {isFinalPhase, type Phase} from '../../core/execution.ts';
import type {RowColumn} from '../../core/field.ts';
import type {CostGroup, CostSum} from '../../core/history.ts';
import {addMoney} from '../../core/money/money.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import {stateGlyph, stateStyles} from '../../features/runs/state-style.ts';
import {toJsonValue} from '../../report/event-fields.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {ShownRows} from '../rows.ts';

type CostColumn = RowColumn<CostSum>;

const key = (json: string): CostColumn => ({
	json,
	type: 'name',
	value: sum => (sum.key === '' ? null : foreignName(sum.key)),
});

const groupTitles = {
	day: {en: 'DAY', zh: '日期'},
	workflow: {en: 'WORKFLOW', zh: '工作流'},
	status: {en: 'STATE', zh: '状态'},
} satisfies Readonly<Record<CostGroup, object>>;

const groupColumns: Readonly<Record<CostGroup, readonly CostColumn[]>> = {
	day: [key('day')],
	workflow: [key('workflow_id'), {json: 'title', type: 'prose', value: ({title}) => title}],
	status: [key('status')],
};

/** If the table is too narrow, the columns with the lowest priority are left out first. */
const sumColumns = (
	[
		{json: 'runs', type: 'integer', priority: 6, en: 'RUNS', zh: '运行'},
		{json: 'succeeded', type: 'integer', priority: 2, en: 'SUCCEEDED', zh: '成功'},
		{json: 'failed', type: 'integer', priority: 4, en: 'FAILED', zh: '失败'},
		{json: 'canceled', type: 'integer', priority: 1, en: 'CANCELED', zh: '取消'},
		{json: 'spent', type: 'money', priority: 7, en: 'SPENT', zh: '花费'},
		{json: 'billed', type: 'money', priority: 3, en: 'BILLED', zh: '实付'},
		{json: 'lost', type: 'money', priority: 5, en: 'LOST', zh: '损失'},
	] as const
).map(column => ({...column, value: (sum: CostSum) => sum[column.json]}));

/** For scripts, an amount is null if it may lack the cost of a run. The table has a sentence about these runs. */
export function costColumns(by: CostGroup): readonly CostColumn[] {
	const amounts = sumColumns.map(column => ({
		...column,
		value: (sum: CostSum) => (isPartial(sum, column.json) ? null : sum[column.json]),
	}));
	return [...groupColumns[by], ...amounts];
}

function isPartial({runs, priced, failed, canceled}: CostSum, name: string): boolean {
	return priced < runs && (name === 'spent' || (name === 'lost' && failed + canceled > 0));
}

/** Returns the JSON object of a group. Amounts are strings, because a number may not have the digits of a sum. */
export function costFields(sum: CostSum, by: CostGroup) {
	const fields = costColumns(by).map(({json, type, value}) => {
		const found = value(sum);
		return [json, type === 'money' ? found : toJsonValue(found, type)] as const;
	});
	return Object.fromEntries(fields);
}

/** Returns the table for a terminal, with a row for the sum of all groups. */
export function costTable(
	sums: readonly CostSum[],
	by: CostGroup,
	{messages: {costReport, language}}: Pick<Appearance, 'messages'>,
): ShownRows<CostSum> {
	const total = totalOf(sums);
	const group = {
		...(groupColumns[by].at(-1) ?? key(by)),
		id: by,
		title: groupTitles[by][language],
		priority: Infinity,
		cell: (sum: CostSum, appearance: Appearance) =>
			sum === total ? [span(costReport.total)] : groupCell(sum, by, appearance),
	};
	const numbers = sumColumns.map(column => ({
		...column,
		id: column.json,
		title: column[language],
	}));
	return {rows: [...sums, total], columns: [group, ...numbers], sort: null};
}

/** Null for a group whose key is shown as it is. */
function groupCell(sum: CostSum, by: CostGroup, appearance: Appearance): Line | null {
	const phase = sum.key as Phase;

	if (by === 'status' && isFinalPhase(phase)) {
		const word = appearance.messages.screen.phases[phase];
		return [stateGlyph(phase, appearance), blank(1), span(word, stateStyles[phase])];
	}

	return by === 'workflow' && sum.title === null && sum.key !== ''
		? [span(foreignName(sum.key).safe)]
		: null;
}

export function totalOf(sums: readonly CostSum[]): CostSum {
	const count = (of: (sum: CostSum) => number) => sums.reduce((all, sum) => all + of(sum), 0);
	return {
		key: '',
		title: null,
		runs: count(({runs}) => runs),
		succeeded: count(({succeeded}) => succeeded),
		failed: count(({failed}) => failed),
		canceled: count(({canceled}) => canceled),
		spent: addMoney(...sums.map(({spent}) => spent)),
		billed: addMoney(...sums.map(({billed}) => billed)),
		lost: addMoney(...sums.map(({lost}) => lost)),
		priced: count(({priced}) => priced),
	};
}
