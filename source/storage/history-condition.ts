import type {SQLInputValue} from 'node:sqlite';
import type {HistoryConditions, HistoryTerm} from '../core/history.ts';
import {toUnits} from '../core/money/money.ts';

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
	const {words, phases, status, workflowId, from, until, minCost, maxCost, isUnseen} = query;
	const {createdFrom, createdUntil} = query;
	return [
		...(phases === null
			? []
			: [[`phase IN (${phases.map(() => '?').join(', ')})`, ...phases] as const]),
		...(status === null ? [] : [['status = ?', status] as const]),
		...(workflowId === null ? [] : [['workflow_id = ?', workflowId] as const]),
		...(from === null ? [] : [['at >= ?', from] as const]),
		...(until === null ? [] : [['at < ?', until] as const]),
		...(createdFrom === null ? [] : [['created_at >= ?', createdFrom] as const]),
		...(createdUntil === null ? [] : [['created_at < ?', createdUntil] as const]),
		...(minCost === null ? [] : [[`${costSql} >= ?`, toUnits(minCost)] as const]),
		...(maxCost === null
			? []
			: [[`${costSql} <= ?`, toUnits(maxCost) ?? Number.MAX_SAFE_INTEGER] as const]),
		...(isUnseen ? [['is_unseen'] as const] : []),
		...words.map(word => ['instr(searched, ?)', word] as const),
		...query.clauses.map(clause => joinConditions('OR', clause.map(termCondition))),
	];
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
