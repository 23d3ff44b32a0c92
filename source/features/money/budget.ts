import {isOverBudget} from '../../core/money/session-cost.ts';
import type {Money} from '../../core/money/money.ts';
import type {MoneyState} from './state.ts';

type BudgetState = Pick<MoneyState, 'sessionCost' | 'budget'>;

/** Returns whether the session has cost more than `--budget`; false without a budget. */
export function isBudgetPassed({sessionCost, budget}: BudgetState): boolean {
	return isOverBudget(sessionCost.spent, budget);
}

/** Returns the amounts to warn of if the session has just passed `--budget`; otherwise null. */
export function newOverBudget(
	state: BudgetState,
	before: BudgetState,
): {readonly spent: Money; readonly budget: Money} | null {
	const {budget, sessionCost} = state;
	return budget !== null &&
		sessionCost !== before.sessionCost &&
		isBudgetPassed(state) &&
		!isBudgetPassed(before)
		? {spent: sessionCost.spent, budget}
		: null;
}
