import type {
	Absence,
	CostGroup,
	CostSum,
	HistoryPage,
	HistoryQuery,
	HistoryRun,
	RunInputs,
	WorkflowStatistics,
} from '../core/history.ts';
import {noMoney, type Money} from '../core/money/money.ts';
import type {RunOrderId} from '../core/run.ts';
import {foreignTitle} from '../core/text/sanitize.ts';
import type {Instant} from '../core/time/clock.ts';
import type {StoredAccount} from './database.ts';
import {costSql, hasEndedSql, historyCondition} from './history-condition.ts';
import {historyColumns, moneyOf, readKeptInputs, readRun, type HistoryRow} from './history-rows.ts';

/** How many of the newest runs the statistics of a workflow list. */
const maxNewest = 30;

/** Finds runs that have ended, the newest first. */
export function findRuns(stored: StoredAccount, query: HistoryQuery): HistoryPage {
	const {database, account} = stored;
	const [where, ...values] = historyCondition(account, query);
	const searchesTexts = where.includes('searched');
	// The texts come first, since reading them in their order is much faster than in the order of time.
	const [from, count] = !searchesTexts
		? ['history', `(SELECT count(*) FROM history WHERE ${where})`]
		: ['history_texts CROSS JOIN history USING (id)', 'count(*) OVER ()'];
	const rows = database
		.prepare(
			`WITH found AS (SELECT id, ${count} AS count FROM ${from} WHERE ${where}
				ORDER BY at DESC, id DESC LIMIT ? OFFSET ?)
			SELECT count, ${historyColumns} FROM found JOIN history USING (id) ORDER BY at DESC, id DESC`,
		)
		.all(
			...(searchesTexts ? [] : values),
			...values,
			query.limit,
			query.offset,
		) as unknown as ReadonlyArray<HistoryRow & {readonly count: number}>;
	const [first] = rows;
	const isBehindLast = first === undefined && query.offset > 0;
	return {
		runs: rows.map(readRun),
		count: isBehindLast
			? findRuns(stored, {...query, limit: 1, offset: 0}).count
			: (first?.count ?? 0),
	};
}

/** Finds those of the runs that are known to have ended, in any order. */
export function findRunsById(
	{database, account}: StoredAccount,
	ids: readonly RunOrderId[],
): readonly HistoryRun[] {
	const rows = database
		.prepare(
			`SELECT ${historyColumns} FROM history WHERE account_id = ? AND ${hasEndedSql}
			AND run_order_id IN (SELECT value FROM json_each(?))`,
		)
		.all(account, JSON.stringify(ids)) as unknown as readonly HistoryRow[];
	return rows.map(readRun);
}

/** Returns the inputs of those of the runs whose inputs are known, also of unfinished runs. */
export function findInputs(
	{database, account}: StoredAccount,
	ids: readonly RunOrderId[],
): readonly RunInputs[] {
	const rows = database
		.prepare(
			`SELECT run_order_id AS id, inputs FROM history JOIN history_details USING (id)
			WHERE account_id = ? AND inputs IS NOT NULL AND run_order_id IN (SELECT value FROM json_each(?))`,
		)
		.all(account, JSON.stringify(ids)) as unknown as ReadonlyArray<{id: string; inputs: string}>;
	return rows.map(({id, inputs}) => ({id, inputs: readKeptInputs(inputs) ?? []}));
}

const groupKeys: Readonly<Record<CostGroup, string>> = {
	day: 'day',
	workflow: "ifnull(workflow_id, '')",
	status: 'phase',
};

/** Of a column that is not grouped, SQLite takes the value in the row that has the maximum. */
const newestTitle =
	'iif(workflow_id IS NOT NULL AND max(iif(title IS NULL, NULL, at)) IS NOT NULL, title, NULL)';

/**
 * The local days of a period, found by quarters of an hour, because SQLite asks the system for each local time. Local
 * times differ from UTC by whole quarters.
 */
const localDays = `
	(SELECT day, min(quarter) * 900000 AS start, (max(quarter) + 1) * 900000 AS end
	FROM (SELECT quarter, date(quarter * 900, 'unixepoch', 'localtime') AS day FROM (SELECT DISTINCT at / 900000 AS quarter
		FROM history WHERE account_id = :account AND at >= :from AND at < :until))
	GROUP BY day)`;

type TextColumn = 'title' | 'spent' | 'billed' | 'lost';
type SumRow = Omit<CostSum, TextColumn> & Readonly<Record<TextColumn, string | null>>;

/** Adds up the costs of the runs that ended in a period: days in order, else the most expensive group first. */
export function sumCosts(
	{database, account}: StoredAccount,
	{by, from, until}: {readonly by: CostGroup} & Pick<HistoryQuery, 'from' | 'until'>,
): readonly CostSum[] {
	const rows = database
		.prepare(
			`SELECT ${groupKeys[by]} AS key, ${by === 'workflow' ? newestTitle : 'NULL'} AS title, count(*) AS runs,
				sum(phase = 'succeeded') AS succeeded, sum(phase = 'failed') AS failed,
				sum(phase = 'canceled') AS canceled, CAST(sum(${costSql}) AS TEXT) AS spent,
				CAST(sum(final_amount) AS TEXT) AS billed,
				CAST(sum(${costSql}) FILTER (WHERE phase != 'succeeded') AS TEXT) AS lost,
				sum(was_watched) AS watched, count(${costSql}) AS priced
			FROM ${by === 'day' ? `${localDays} CROSS JOIN history` : 'history'}
			WHERE account_id = :account AND ${hasEndedSql}
				AND ${by === 'day' ? 'at >= max(start, :from) AND at < min(end, :until)' : 'at >= :from AND at < :until'}
			GROUP BY 1 ORDER BY ${by === 'day' ? 'key' : `sum(${costSql}) DESC, key`}`,
		)
		.all({
			account,
			from: from ?? 0,
			until: until ?? Number.MAX_SAFE_INTEGER,
		}) as unknown as readonly SumRow[];
	return rows.map(row => ({
		...row,
		title: row.title === null ? null : foreignTitle(row.title),
		spent: moneyOf(row.spent) ?? noMoney,
		billed: moneyOf(row.billed) ?? noMoney,
		lost: moneyOf(row.lost) ?? noMoney,
	}));
}

/** The sum of what the runs cost that ended since a time, except those in `except`, whose costs are known elsewhere. */
export function spentSince(
	{database, account}: StoredAccount,
	from: Instant,
	except: readonly RunOrderId[],
): Money {
	const row = database
		.prepare(
			`SELECT CAST(sum(${costSql}) AS TEXT) AS spent FROM history WHERE account_id = ? AND at >= ? AND ${hasEndedSql}
			AND run_order_id NOT IN (SELECT value FROM json_each(?))`,
		)
		.get(account, from, JSON.stringify(except)) as {readonly spent: string | null};
	return moneyOf(row.spent) ?? noMoney;
}

type TimeRow = {
	readonly workflow: string;
	readonly seconds: number | null;
	readonly cost: string | null;
};

/** How the runs went that ended since a time, for each workflow, the most expensive one first. */
export function workflowStatistics(
	stored: StoredAccount,
	from: Instant,
): readonly WorkflowStatistics[] {
	const {database, account} = stored;
	const sums = sumCosts(stored, {by: 'workflow', from, until: null});
	const rows = database
		.prepare(
			`SELECT ifnull(workflow_id, '') AS workflow, seconds, CAST(${costSql} AS TEXT) AS cost FROM history
			WHERE account_id = ? AND at >= ? AND phase = 'succeeded' ORDER BY at`,
		)
		.all(account, from) as unknown as readonly TimeRow[];
	const byWorkflow = Map.groupBy(rows, ({workflow}) => workflow);
	return sums.map(sum => {
		const own = byWorkflow.get(sum.key) ?? [];
		const times = own.map(({seconds}) => seconds).filter(seconds => seconds !== null);
		const sorted = times.toSorted((a, b) => a - b);
		return {
			...sum,
			p50: percentile(sorted, 0.5),
			p95: percentile(sorted, 0.95),
			times: times.slice(-maxNewest),
			costs: own
				.map(row => moneyOf(row.cost))
				.filter(each => each !== null)
				.slice(-maxNewest),
		};
	});
}

/** The smallest value that at least this share of the values does not exceed. */
function percentile(sorted: readonly number[], share: number): number | null {
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/**
 * Returns what happened between the last visit and `now`, and marks the failures among it as not looked at: the runs
 * whose end became known since `now`, if they were known before and had not ended, or were created after the visit and
 * had already ended when they became known.
 */
export function markAbsence(
	{database, account}: StoredAccount,
	{since, now}: {readonly since: Instant; readonly now: Instant},
): Absence {
	const happened = `account_id = ? AND end_known_at >= ? AND ifnull(ended_at, 0) < ? AND ${hasEndedSql}
		AND (first_known_at < ? OR (created_at >= ? AND first_known_at = end_known_at))`;
	const values = [account, now, now, now, since] as const;
	const row = database
		.prepare(
			`SELECT count(*) AS ended, ifnull(sum(phase = 'failed'), 0) AS failed, CAST(sum(${costSql}) AS TEXT) AS spent
			FROM history WHERE ${happened}`,
		)
		.get(...values) as {
		readonly ended: number;
		readonly failed: number;
		readonly spent: string | null;
	};
	database
		.prepare(`UPDATE history SET is_unseen = 1 WHERE ${happened} AND phase = 'failed'`)
		.run(...values);
	return {since, ended: row.ended, failed: row.failed, spent: moneyOf(row.spent) ?? noMoney};
}
