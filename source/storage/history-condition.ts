import type {SQLInputValue} from 'node:sqlite';
import type {HistoryConditions, HistoryTerm} from '../core/history.ts';
import {toUnits, type Money} from '../core/money/money.ts';

/** What a run cost: what the engine says, or what was billed if nobody watched it. */
export const costSql = 'ifnull(total_cost, final_amount)';
export const hasEndedSql = "phase IN ('succeeded', 'failed', 'canceled')";

type Condition = readonly [sql: string, ...values: SQLInputValue[]];

/** Returns the condition for the runs of an account that have ended and meet `conditions`. */
export function historyCondition(account: number, conditions: HistoryConditions): Condition {
	return joinConditions('AND', [
		['account_id = ?', account],
		[hasEndedSql],
		...conditionsOf(conditions),
	]);
}

function conditionsOf(query: HistoryConditions): readonly Condition[] {
	const {phases, isUnseen = false, words = [], clauses = []} = query;
	const compare = (sql: string, value: SQLInputValue = null): readonly Condition[] =>
		value === null ? [] : [[sql, value]];
	return [
		...compare('status = ?', query.status),
		...compare('workflow_id = ?', query.workflowId),
		...compare('at >= ?', query.from),
		...compare('at < ?', query.until),
		...compare('created_at >= ?', query.createdFrom),
		...compare('created_at < ?', query.createdUntil),
		...compare(`${costSql} >= ?`, costUnits(query.minCost)),
		...compare(`${costSql} <= ?`, costUnits(query.maxCost)),
		...(phases === undefined
			? []
			: [[`phase IN (${phases.map(() => '?').join(', ')})`, ...phases] as const]),
		...(isUnseen ? [['is_unseen'] as const] : []),
		...words.map(word => ['instr(searched, ?)', word] as const),
		...clauses.map(clause => joinConditions('OR', clause.map(termCondition))),
	];
}

/** An amount that has no place in the sums exceeds what any run cost. */
function costUnits(amount: Money | null = null): SQLInputValue {
	return amount === null ? null : (toUnits(amount) ?? Number.MAX_SAFE_INTEGER);
}

/** A condition on an unknown value does not hold, so its negation does. */
function termCondition({isNegated, conditions}: HistoryTerm): Condition {
	const [sql, ...values] = joinConditions('AND', conditionsOf(conditions));
	return [isNegated ? `NOT ifnull(${sql}, 0)` : sql, ...values];
}

function joinConditions(operator: 'AND' | 'OR', conditions: readonly Condition[]): Condition {
	return [
		`(${conditions.map(([sql]) => sql).join(` ${operator} `)})`,
		...conditions.flatMap(([, ...values]) => values),
	];
}
