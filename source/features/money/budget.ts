import {
	addMoney,
	balanceSum,
	isLow,
	noMoney,
	subtractMoney,
	type Money,
} from '../../core/money/money.ts';
import {isOverBudget} from '../../core/money/session-cost.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {DaySpending, MoneyState} from './state.ts';

type BudgetState = Pick<MoneyState, 'sessionCost' | 'budget' | 'daySpending'>;

/** What counts against the budget: the cost of this session, or what all sessions have spent today. */
export function budgetSpent({sessionCost, daySpending}: BudgetState): Money {
	return daySpending === null
		? sessionCost.spent
		: addMoney(daySpending.others, subtractMoney(sessionCost.spent, daySpending.sessionBefore));
}

/** Returns whether more than `--budget` was spent; false without a budget. */
export function isBudgetPassed(state: BudgetState): boolean {
	return isOverBudget(budgetSpent(state), state.budget);
}

/** `others`: what the runs cost today that this session does not count. `from`: when the day began. */
export function withDaySpending(
	{sessionCost, daySpending}: BudgetState,
	from: Instant,
	others: Money,
): DaySpending {
	const {from: before = null, sessionBefore = noMoney} = daySpending ?? {};
	const isNewDay = before !== null && before !== from;
	return {from, others, sessionBefore: isNewDay ? sessionCost.spent : sessionBefore};
}

/** Returns the amounts to warn of if `--budget` has just been passed; otherwise null. */
export function newOverBudget(
	state: BudgetState,
	before: BudgetState,
): {readonly spent: Money; readonly budget: Money} | null {
	const {budget, sessionCost, daySpending} = state;
	// Hot path: asked after each action.
	const isChanged = sessionCost !== before.sessionCost || daySpending !== before.daySpending;
	return budget !== null && isChanged && isBudgetPassed(state) && !isBudgetPassed(before)
		? {spent: budgetSpent(state), budget}
		: null;
}

/** Returns the amounts to warn of if the balance has just fallen below `lowBalance` of the config; otherwise null. */
export function newLowBalance(
	{balance: {latest}, lowBalance: limit}: MoneyState,
	before: MoneyState,
): {readonly balance: Money; readonly limit: Money} | null {
	return latest !== null &&
		limit !== null &&
		isLow(latest, limit) &&
		!isLow(before.balance.latest, limit)
		? {balance: balanceSum(latest), limit}
		: null;
}
