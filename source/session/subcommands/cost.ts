import {printRows, type TextColumn} from '../../commands/rows.ts';
import type {CostOptions, Since} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isFinalPhase, type Phase} from '../../core/execution.ts';
import type {CostGroup, CostSum} from '../../core/history.ts';
import {addMoney} from '../../core/money/money.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import {startOfLocalDay} from '../../core/time/calendar.ts';
import {systemClock as clock, type Instant} from '../../core/time/clock.ts';
import {dayMs} from '../../core/time/duration.ts';
import {toJsonValue} from '../../events/event-fields.ts';
import {stateGlyph, stateStyles} from '../../features/runs/state-style.ts';
import {sumCosts} from '../../storage/history-sums.ts';
import {clockTime, isoDay} from '../../ui/clock-time.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {
	noLimits,
	openCommandStorage,
	readList,
	recordOrders,
	usableStorage,
	warn,
	withAccount,
	writeAll,
	type CommandAccount,
} from './command-account.ts';

type CostColumn = TextColumn<CostSum>;
type CostQuery = {readonly by: CostGroup; readonly from: Instant; readonly until: null};
type ReadCosts = {
	readonly sums: readonly CostSum[];
	/** Whether the run list was read back to the start of the period. */
	readonly isWhole: boolean;
};

const key = (json: string, en: string, zh: string): CostColumn => ({
	json,
	type: 'name',
	titles: {en, zh},
	priority: Infinity,
	value: sum => (sum.key === '' ? null : foreignName(sum.key)),
});

const groupColumns: Readonly<Record<CostGroup, readonly CostColumn[]>> = {
	day: [key('day', 'DAY', '日期')],
	workflow: [
		{...key('workflow_id', 'ID', '编号'), priority: 0},
		{
			json: 'title',
			type: 'prose',
			titles: {en: 'WORKFLOW', zh: '工作流'},
			priority: Infinity,
			value: ({title}) => title,
		},
	],
	status: [key('status', 'STATE', '状态')],
};

/** If the table is too narrow, the columns with the lowest priority are left out first. */
const sumColumns: readonly CostColumn[] = (
	[
		{json: 'runs', type: 'integer', priority: 6, titles: {en: 'RUNS', zh: '运行'}},
		{json: 'succeeded', type: 'integer', priority: 2, titles: {en: 'SUCCEEDED', zh: '成功'}},
		{json: 'failed', type: 'integer', priority: 4, titles: {en: 'FAILED', zh: '失败'}},
		{json: 'canceled', type: 'integer', priority: 1, titles: {en: 'CANCELED', zh: '取消'}},
		{json: 'spent', type: 'money', priority: 7, titles: {en: 'SPENT', zh: '花费'}},
		{json: 'billed', type: 'money', priority: 3, titles: {en: 'BILLED', zh: '实付'}},
		{json: 'lost', type: 'money', priority: 5, titles: {en: 'LOST', zh: '损失'}},
	] as const
).map(column => ({
	...column,
	value: sum => (isPartial(sum, column.json) ? null : sum[column.json]),
}));

/** Prints what the runs of the account cost (`chenyu-top cost`). Resolves to the exit code, like `listRuns`. */
export async function reportCosts(context: SessionContext, options: CostOptions): Promise<number> {
	const {by, format, since, onlyKept} = options;
	const query: CostQuery = {by, from: periodStart(since, clock.now()), until: null};
	return withAccount(
		context,
		async account => {
			const costs = onlyKept
				? {sums: account.storage.ask(sumCosts, query), isWhole: false}
				: await readCosts(context, query, account);
			const rows = costs.sums;
			const columns = costColumns(by);
			const toJson = (sum: CostSum) => costFields(sum, by);
			const total = totalOf(rows);
			const printed = {rows, columns, toJson, total, cell: costCell};
			const exitCode = await printRows(printed, format, context);

			if (exitCode === 0) {
				warn(coverageText(costs, query.from, context.messages));
			}

			return exitCode;
		},
		noLimits,
	);
}

/** Reads the run list back to the start of the period. Without a usable history, adds up the list alone. */
export async function readCosts(
	context: SessionContext,
	query: CostQuery,
	account: CommandAccount,
): Promise<ReadCosts> {
	const {messages} = context;
	const {orders, unreadOf} = await readList(account, {since: query.from});

	if (unreadOf !== null) {
		account.warn(messages.costReport.unread(orders.length, unreadOf));
	}

	const storage =
		usableStorage(account, messages) ??
		(await openCommandStorage(context, {...account, demo: null}, noLimits, true));
	recordOrders(storage, orders);
	writeAll(storage);
	return {sums: storage.ask(sumCosts, query), isWhole: unreadOf === null};
}

/** Returns the start of a period. A period of days begins with its first day, so that no row is a part of a day. */
export function periodStart(since: Since, now: Instant): Instant {
	if ('at' in since) {
		return since.at;
	}

	const start = now - since.ago;
	return since.ago >= dayMs ? startOfLocalDay(start) : start;
}

/** Returns the date, with the time if it is not the start of the day. */
export function dateText(at: Instant): string {
	return at === startOfLocalDay(at) ? isoDay(at) : `${isoDay(at)} ${clockTime(at)}`;
}

/** Says which runs were added up, and how many of them have no known cost. */
export function coverageText(
	{sums, isWhole}: ReadCosts,
	from: Instant,
	{costReport: {all, known}}: SessionContext['messages'],
): string {
	const {runs, priced} = totalOf(sums);
	return (isWhole ? all : known)(runs, dateText(from), runs - priced);
}

export function costColumns(by: CostGroup): readonly CostColumn[] {
	return [...groupColumns[by], ...sumColumns];
}

/** Returns whether an amount may lack the cost of a run. It is then unknown. */
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

/** Returns the cell of a table, if it is not the value in the usual form of its type. */
export function costCell(
	{key: group, title, isTotal}: CostSum & {readonly isTotal?: boolean},
	column: string,
	appearance: Appearance,
): Line | null {
	if (isTotal === true && ['day', 'title', 'status'].includes(column)) {
		return [span(appearance.messages.costReport.total)];
	}

	const phase = group as Phase;

	if (column === 'status' && isFinalPhase(phase)) {
		const word = appearance.messages.states[phase];
		return [stateGlyph(phase, appearance), blank(1), span(word, stateStyles[phase])];
	}

	return column === 'title' && title === null && group !== ''
		? [span(foreignName(group).safe)]
		: null;
}

/** Its key is empty, like that of the runs whose key is unknown: `isTotal` tells them apart. */
export function totalOf(sums: readonly CostSum[]) {
	const count = (of: (sum: CostSum) => number) => sums.reduce((all, sum) => all + of(sum), 0);
	return {
		isTotal: true,
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
