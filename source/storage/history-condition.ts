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
	const {phases, isUnseen, words, clauses} = query;
	const comparisons: ReadonlyArray<readonly [sql: string, value: SQLInputValue]> = [
		['status = ?', query.status],
		['workflow_id = ?', query.workflowId],
		['at >= ?', query.from],
		['at < ?', query.until],
		['created_at >= ?', query.createdFrom],
		['created_at < ?', query.createdUntil],
		[`${costSql} >= ?`, costUnits(query.minCost)],
		[`${costSql} <= ?`, costUnits(query.maxCost)],
	];
	return [
		...comparisons.filter(([, value]) => value !== null),
		...(phases === null
			? []
			: [[`phase IN (${phases.map(() => '?').join(', ')})`, ...phases] as const]),
		...(isUnseen ? [['is_unseen'] as const] : []),
		...words.map(word => ['instr(searched, ?)', word] as const),
		...clauses.map(clause => joinConditions('OR', clause.map(termCondition))),
	];
}

/** An amount that has no place in the sums exceeds what any run cost. */
function costUnits(amount: Money | null): SQLInputValue {
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
