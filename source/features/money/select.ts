import {billOf, type Bill, type WorkflowBill} from '../../core/money/totals.ts';
import {burnRate, type BurnRate} from '../../core/money/spending.ts';
import type {Money} from '../../core/money/money.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {State} from '../../store/state.ts';

export type MoneyModel = {
	readonly all: Bill;
	readonly workflows: readonly WorkflowBill[];
	readonly spent: Money;
	readonly budget: Money | null;
	readonly burn: BurnRate;
	/** Null without a budget, if the budget is already spent, or if the cost per hour is unknown or zero. */
	readonly secondsToBudget: number | null;
};

const billOfRuns = memoizeByObject((runs: State['runs']) => billOf(runs.values()));

export function selectMoney({runs, sessionCost, budget}: State): MoneyModel {
	const {spent} = sessionCost;
	const burn = burnRate(runs.values());
	const secondsToBudget = budgetTime(spent, budget, burn);
	return {...billOfRuns(runs), spent, budget, burn, secondsToBudget};
}

function budgetTime(spent: Money, budget: Money | null, {perHour}: BurnRate): number | null {
	const left = budget === null ? 0 : Number(budget) - Number(spent);
	return left <= 0 || perHour === null || perHour <= 0 ? null : (left / perHour) * 3600;
}

const otherRows = 6;

export function moneyViewLength(state: State): number {
	return otherRows + selectMoney(state).workflows.length;
}
