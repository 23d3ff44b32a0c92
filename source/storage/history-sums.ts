import type {Absence, CostGroup, CostSum, WorkflowStatistics} from '../core/history.ts';
import {noMoney, type Money} from '../core/money/money.ts';
import {percentile} from '../core/money/totals.ts';
import type {RunOrderId} from '../core/run.ts';
import {foreignTitle} from '../core/text/sanitize.ts';
import type {Instant} from '../core/time/clock.ts';
import type {AccountDatabase} from './database.ts';
import {costSql, moneyOf} from './history-queries.ts';

const groupKeys: Readonly<Record<CostGroup, string>> = {
	day: "date(at / 1000, 'unixepoch', 'localtime')",
	workflow: "ifnull(workflow_id, '')",
	status: 'phase',
};

/** Beside `max`, SQLite takes other columns from the row with the maximum. */
const newestTitle =
	'iif(workflow_id IS NOT NULL AND max(iif(title IS NULL, NULL, at)) IS NOT NULL, title, NULL)';

type TextColumn = 'title' | 'spent' | 'billed' | 'lost';
type SumRow = Omit<CostSum, TextColumn> & Readonly<Record<TextColumn, string | null>>;

/** `until`: the end of the period, which is not in it. `ids`: only these runs. */
export type CostQuery = {
	readonly by: CostGroup;
	readonly from: Instant;
	readonly until?: Instant | null;
	readonly ids?: readonly RunOrderId[];
};

/** Adds up the costs of the runs that ended in a period: days in order, else the most expensive group first. */
export function sumCosts(
	{database, account}: AccountDatabase,
	{by, from, until, ids}: CostQuery,
): readonly CostSum[] {
	const some = ids === undefined ? '' : 'AND id IN (SELECT value FROM json_each(?))';
	const rows = database
		.prepare(
			`SELECT ${groupKeys[by]} AS key, ${by === 'workflow' ? newestTitle : 'NULL'} AS title, count(*) AS runs,
				sum(phase = 'succeeded') AS succeeded, sum(phase = 'failed') AS failed,
				sum(phase = 'canceled') AS canceled, CAST(sum(${costSql}) AS TEXT) AS spent,
				CAST(sum(final_amount) AS TEXT) AS billed,
				CAST(sum(${costSql}) FILTER (WHERE phase != 'succeeded') AS TEXT) AS lost,
				count(${costSql}) AS priced
			FROM runs WHERE account = ? AND end_known_at IS NOT NULL AND at >= ? AND at < ? ${some}
			GROUP BY 1 ORDER BY ${by === 'day' ? 'key' : `sum(${costSql}) DESC, key`}`,
		)
		.all(
			account,
			from,
			until ?? Number.MAX_SAFE_INTEGER,
			...(ids === undefined ? [] : [JSON.stringify(ids)]),
		) as unknown as readonly SumRow[];
	return rows.map(row => ({
		...row,
		title: row.title === null ? null : foreignTitle(row.title),
		spent: moneyOf(row.spent) ?? noMoney,
		billed: moneyOf(row.billed) ?? noMoney,
		lost: moneyOf(row.lost) ?? noMoney,
	}));
}

type SpentRow = {readonly spent: string | null};

/** Returns the cost of the runs that ended since a time, without those in `except`, whose costs are known elsewhere. */
export function spentSince(
	{database, account}: AccountDatabase,
	from: Instant,
	except: readonly RunOrderId[],
): Money {
	const row = database
		.prepare(
			`SELECT CAST(sum(${costSql}) AS TEXT) AS spent FROM runs
			WHERE account = ? AND at >= ? AND end_known_at IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))`,
		)
		.get(account, from, JSON.stringify(except)) as SpentRow;
	return moneyOf(row.spent) ?? noMoney;
}

type TimeRow = {readonly workflow: string; readonly seconds: number};

/** Returns the statistics of each workflow for the runs that ended since a time, the most expensive workflow first. */
export function workflowStatistics(
	stored: AccountDatabase,
	from: Instant,
): readonly WorkflowStatistics[] {
	const {database, account} = stored;
	const rows = database
		.prepare(
			`SELECT ifnull(workflow_id, '') AS workflow, seconds FROM runs
			WHERE account = ? AND at >= ? AND phase = 'succeeded' AND seconds IS NOT NULL`,
		)
		.all(account, from) as unknown as readonly TimeRow[];
	const byWorkflow = Map.groupBy(rows, ({workflow}) => workflow);
	return sumCosts(stored, {by: 'workflow', from}).map(sum => {
		const times = (byWorkflow.get(sum.key) ?? []).map(({seconds}) => seconds);
		return {...sum, p50: percentile(times, 0.5), p95: percentile(times, 0.95)};
	});
}

/**
 * The runs that ended before `now` and whose end became known since `from`, if they were known before and had not ended, or
 * ended after the visit at `since` and had already ended when they became known.
 */
const endedMeanwhile = `account = :account AND end_known_at >= :from AND ifnull(ended_at, 0) < :now
	AND (first_known_at < min(:now, end_known_at) OR (at >= :since AND first_known_at = end_known_at))`;

/** Returns what happened between the last visit and `now`. */
export function readAbsence(
	{database, account}: AccountDatabase,
	since: Instant,
	now: Instant,
): Absence {
	const {spent, ...counts} = database
		.prepare(
			`SELECT count(*) AS ended, ifnull(sum(phase = 'failed'), 0) AS failed, CAST(sum(${costSql}) AS TEXT) AS spent
			FROM runs WHERE ${endedMeanwhile}`,
		)
		.get({account, since, from: now, now}) as Pick<Absence, 'ended' | 'failed'> & SpentRow;
	return {since, ...counts, spent: moneyOf(spent) ?? noMoney};
}

/** Marks the failures between the last visit and `now` as not looked at, also those that a command has recorded. */
export function markMissed(
	{database, account}: AccountDatabase,
	since: Instant,
	now: Instant,
): void {
	database
		.prepare(
			`UPDATE runs SET is_unseen = 1 WHERE ${endedMeanwhile} AND phase = 'failed' AND is_unseen IS NULL`,
		)
		.run({account, since, from: since, now});
}

export function markFailureSeen({database, account}: AccountDatabase, id: RunOrderId): void {
	database.prepare('UPDATE runs SET is_unseen = 0 WHERE account = ? AND id = ?').run(account, id);
}
