import {executionCost, isFinalPhase, type Execution} from '../execution.ts';
import type {Run, RunOrderId} from '../run.ts';
import type {Instant} from '../time/clock.ts';
import {addMoney, compareMoney, noMoney, subtractMoney, type Money} from './money.ts';

/** The cost of the runs that were created or still active in this session. A run that the user removes still counts. */
export type SessionCost = {
	readonly since: Instant;
	readonly spent: Money;
	/**
	 * The cost that each run added to `spent` before it was removed, or before its cost was no longer reported. So it is
	 * not counted twice if the user adds the run again or the cost comes back.
	 */
	readonly dropped: ReadonlyMap<RunOrderId, Money>;
};

export function newSessionCost(since: Instant): SessionCost {
	return {since, spent: noMoney, dropped: new Map()};
}

/**
 * Adds the difference between the costs of the run in `before` and `after`. Returns `sessionCost` itself if the cost is
 * unchanged or the run does not belong to the session.
 */
export function addRunCost(sessionCost: SessionCost, before: Run, after: Run): SessionCost {
	if (!after.samples.countsForSession || after.execution === null) {
		return sessionCost;
	}

	const known = executionCost(before.execution);
	const previous = known ?? sessionCost.dropped.get(after.id) ?? noMoney;
	const cost = executionCost(after.execution);

	if (cost === null) {
		return known === null ? sessionCost : keepDroppedCosts(sessionCost, [before]);
	}

	return cost === previous
		? sessionCost
		: {...sessionCost, spent: addMoney(sessionCost.spent, subtractMoney(cost, previous))};
}

export function isOverBudget(spent: Money, budget: Money | null): boolean {
	return budget !== null && compareMoney(spent, budget) > 0;
}

export function keepDroppedCosts(sessionCost: SessionCost, runs: readonly Run[]): SessionCost {
	const dropped = new Map(sessionCost.dropped);

	for (const {id, samples, execution} of runs) {
		const cost = samples.countsForSession ? executionCost(execution) : null;

		if (cost !== null) {
			dropped.set(id, cost);
		}
	}

	return {...sessionCost, dropped};
}

/**
 * Reports whether a run belongs to the session that started at `since`. The second parameter is the first response
 * about the run.
 */
export function isInSession(since: Instant, {phase, createdAt}: Execution): boolean {
	return !isFinalPhase(phase) || (createdAt !== null && createdAt >= since);
}
