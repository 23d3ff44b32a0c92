import {rowsText, type TextColumn} from '../../commands/rows.ts';
import {timeOf, type CostOptions, type Since} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isFinalPhase, type Phase} from '../../core/execution.ts';
import {wholeHistory, type CostGroup, type CostSum, type HistoryTerm} from '../../core/history.ts';
import {listedKept} from '../../core/listed-run.ts';
import {addMoney} from '../../core/money/money.ts';
import {cleanName, foreignName, type ForeignText} from '../../core/text/sanitize.ts';
import {clockTime, isoDay, startOfDayBefore, startOfLocalDay} from '../../core/time/calendar.ts';
import {systemClock as clock, type Instant} from '../../core/time/clock.ts';
import {dayMs} from '../../core/time/duration.ts';
import {toJsonValue} from '../../events/event-fields.ts';
import {columnOf, runFilter} from '../../features/runs/index.ts';
import {signedState} from '../../features/runs/state-style.ts';
import {findRuns} from '../../storage/history-queries.ts';
import {sumCosts, type CostQuery} from '../../storage/history-sums.ts';
import {span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {flushStorage, readList, warn, withAccount, type CommandAccount} from './command-account.ts';
import {createDetailReader} from './detail-reader.ts';
import {resultWriter} from './result-writer.ts';

type CostColumn = TextColumn<CostSum>;
/** What is added up. `filter`: the terms that a run must match; empty for all. */
type CostSelection = Required<Omit<CostQuery, 'ids'>> & {readonly filter: string};
type ReadCosts = {
	readonly sums: readonly CostSum[];
	/** Whether the run list was read back to the start of the period. */
	readonly isWhole: boolean;
};

const groupColumn = {type: 'name', priority: Infinity, value: keyOf} as const;

const groupColumns: Readonly<Record<CostGroup, readonly CostColumn[]>> = {
	day: [{...groupColumn, json: 'day', title: {en: 'DAY', zh: '日期'}}],
	workflow: [
		{...groupColumn, json: 'workflow_id', title: {en: 'ID', zh: 'ID'}, priority: 0},
		{
			...groupColumn,
			json: 'title',
			type: 'prose',
			title: {en: 'WORKFLOW', zh: '工作流'},
			value: ({title}) => title,
			cell: ({key, title}) => (title === null && key !== '' ? [span(foreignName(key).safe)] : null),
		},
	],
	status: [
		{
			...groupColumn,
			json: 'status',
			title: {en: 'STATE', zh: '状态'},
			cell({key}, appearance) {
				const phase = key as Phase;
				return isFinalPhase(phase) ? signedState(phase, null, appearance) : null;
			},
		},
	],
};

function keyOf({key}: CostSum): ForeignText | null {
	return key === '' ? null : foreignName(key);
}

/** If the table is too narrow, the columns with the lowest priority are left out first. */
const sumColumns: readonly CostColumn[] = [
	...(
		[
			{json: 'runs', type: 'integer', priority: 6, title: {en: 'RUNS', zh: '运行'}},
			{json: 'succeeded', type: 'integer', priority: 2, title: {en: 'SUCCEEDED', zh: '成功'}},
			{json: 'failed', type: 'integer', priority: 4, title: {en: 'FAILED', zh: '失败'}},
			{json: 'canceled', type: 'integer', priority: 1, title: {en: 'CANCELED', zh: '取消'}},
			{
				json: 'spent',
				type: 'money',
				priority: 7,
				title: {en: 'SPENT', zh: '花费'},
				cell: spentCell,
			},
			{json: 'billed', type: 'money', priority: 3, title: {en: 'BILLED', zh: '实付'}},
			{json: 'lost', type: 'money', priority: 5, title: {en: 'LOST', zh: '损失'}},
		] as const
	).map(column => ({...column, value: (sum: CostSum) => sum[column.json]})),
	{
		json: 'unknown',
		type: 'integer',
		// A table has it beside what was spent.
		priority: 0,
		title: {en: 'UNKNOWN', zh: '未知'},
		value: unknownCosts,
	},
];

/** Returns how many runs have no known cost. */
function unknownCosts({runs, priced}: CostSum): number {
	return runs - priced;
}

function spentCell(sum: CostSum, {messages}: Appearance, spent: Span): Line {
	const count = unknownCosts(sum);
	return count === 0 ? [spent] : [spent, span(messages.costReport.unknown(count))];
}

/** Prints the costs of the account's runs (`chenyu-top cost`). Resolves to the exit code, like `listRuns`. */
export async function reportCosts(context: SessionContext, options: CostOptions): Promise<number> {
	const {by, since, before, filter} = options;
	const write = resultWriter(options.output, context.messages);
	const now = clock.now();
	const query = {
		by,
		from: periodStart(since, now),
		until: before && timeOf(before, now),
		filter,
	};
	return withAccount(context, async account => {
		const costs = await readCosts(context, query, account);
		const rows = costs.sums;
		const columns = costColumns(by);
		const toJson = (sum: CostSum) => costFields(sum, by);
		const total = {row: totalOf(rows), title: context.messages.costReport.total};
		const exitCode = await write(rowsText({rows, columns, toJson, total}, options, context));

		if (exitCode === 0) {
			warn(coverageText(costs, query, context.messages));
		}

		return exitCode;
	});
}

/** Finds runs whose cost is unknown. */
const withoutCost: HistoryTerm = {
	isNegated: true,
	conditions: {bounds: [{of: 'cost', sign: '>=', value: 0}]},
};

/** Reads the run list back to the start of the period, requests what it lacks, and adds up what the history then has. */
export async function readCosts(
	context: SessionContext,
	query: CostSelection,
	account: CommandAccount,
): Promise<ReadCosts> {
	const {messages} = context;
	const {storage} = account;
	const {read, unreadOf} = await readList(account, {since: query.from});

	if (unreadOf !== null) {
		account.warn(messages.listing.unread(read, unreadOf));
	}

	flushStorage(storage);
	const isWhole = unreadOf === null;

	const {from, until, filter} = query;
	const period = {
		...wholeHistory,
		from,
		bounds: until === null ? [] : ([{of: 'at', sign: '<', value: until}] as const),
	};
	const terms = filter === '' ? [withoutCost] : [];
	const {runs} = storage.query(findRuns, {...period, terms}, storage.saved.labels);
	const details = createDetailReader(account, listedKept);
	const found = await details.select(runs, runFilter(filter, clock.now()));
	await details.complete(found, [columnOf('cost')]);
	details.warnOfRefused(messages);
	const ids = found.map(({id}) => id.exact);
	return {sums: storage.query(sumCosts, filter === '' ? query : {...query, ids}), isWhole};
}

/** Returns the start of a period. `7d` is today and the six days before, as on the screen. */
export function periodStart(since: Since, now: Instant): Instant {
	return 'ago' in since && since.ago >= dayMs
		? startOfDayBefore(now, Math.ceil(since.ago / dayMs) - 1)
		: timeOf(since, now);
}

/** Returns the date, with the time if it is not the start of the day. */
export function dateText(at: Instant): string {
	return at === startOfLocalDay(at) ? isoDay(at) : `${isoDay(at)} ${clockTime(at)}`;
}

/** Says which runs were added up, and how many of them have no known cost. */
export function coverageText(
	{sums, isWhole}: ReadCosts,
	{from, until, filter}: Omit<CostSelection, 'by'>,
	{costReport: {all, known, covered}}: SessionContext['messages'],
): string {
	const total = totalOf(sums);
	const end = until === null ? null : dateText(until);
	const period = covered(dateText(from), end, cleanName(filter));
	return (isWhole ? all : known)(total.runs, period, unknownCosts(total));
}

export function costColumns(by: CostGroup): readonly CostColumn[] {
	return [...groupColumns[by], ...sumColumns];
}

/** Returns the JSON object of a group. Amounts are strings, because a number may not have the digits of a sum. */
export function costFields(sum: CostSum, by: CostGroup) {
	const fields = costColumns(by).map(({json, type, value}) => {
		const found = value(sum, 0);
		return [json, type === 'money' ? found : toJsonValue(found, type)] as const;
	});
	return Object.fromEntries(fields);
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
