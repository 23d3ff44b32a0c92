import type {Instant} from '../time/clock.ts';
import {addMoney, compareMoney, noMoney, subtractMoney, type Money} from './money.ts';
import type {Run, RunOrderId} from '../run.ts';
import {isFinal, type Execution, executionCost} from '../execution.ts';

/**
 * What this session cost: all that was spent on the runs that were not over when they were first heard of, or that
 * were ordered since it began. A run that is dropped from the list stays in the sum, since the money is spent.
 */
export type SessionCost = {
	readonly since: Instant;
	readonly spent: Money;
	/** What dropped runs had cost that are in the sum, in case that they are added again. */
	readonly dropped: ReadonlyMap<RunOrderId, Money>;
};

/** The ledger of a session that begins. */
export function newSessionCost(since: Instant): SessionCost {
	return {since, spent: noMoney, dropped: new Map()};
}

/** The ledger after an answer; the identical one where the run costs what it did, or does not count. */
export function addRunCost(sessionCost: SessionCost, before: Run, after: Run): SessionCost {
	if (!after.history.countsForSession || after.execution === null) {
		return sessionCost;
	}

	const booked =
		before.execution === null
			? (sessionCost.dropped.get(after.id) ?? noMoney)
			: (executionCost(before.execution) ?? noMoney);
	const cost = executionCost(after.execution) ?? booked;

	return cost === booked
		? sessionCost
		: {...sessionCost, spent: addMoney(sessionCost.spent, subtractMoney(cost, booked))};
}

/** Whether the session cost more than was wanted; never where nothing was said. */
export function isOverBudget(spent: Money, budget: Money | null): boolean {
	return budget !== null && compareMoney(spent, budget) > 0;
}

/** The ledger after a run was dropped: what it cost stays, and is not counted twice if it comes back. */
export function keepDroppedCost(
	sessionCost: SessionCost,
	{id, history, execution}: Run,
): SessionCost {
	const cost = execution === null || !history.countsForSession ? null : executionCost(execution);
	return cost === null
		? sessionCost
		: {...sessionCost, dropped: new Map(sessionCost.dropped).set(id, cost)};
}

/** Whether a run belongs to a session that began then, by its first answer. */
export function isInSession(since: Instant, {phase, createdAt}: Execution): boolean {
	return !isFinal(phase) || (createdAt !== null && createdAt >= since);
}
