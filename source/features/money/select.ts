import {billOf, type Bill, type WorkflowBill} from '../../core/money/totals.ts';
import {burnRate, type BurnRate} from '../../core/money/spending.ts';
import {balanceLasts, balanceSum, isLow, type Balance} from '../../core/money/balance.ts';
import type {SecondsRange} from '../../core/forecast/seconds-range.ts';
import type {Money} from '../../core/money/money.ts';
import {budgetSpent} from './budget.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {State} from '../../store/state.ts';

export type MoneyModel = {
	readonly all: Bill;
	readonly workflows: readonly WorkflowBill[];
	/** What the runs of this session cost. */
	readonly session: Money;
	/** What counts against the budget: the cost of this session, or what all sessions have spent today. */
	readonly spent: Money;
	readonly isDaily: boolean;
	readonly budget: Money | null;
	readonly burn: BurnRate;
	/** Null without a budget, if the budget is already spent, or if the cost per hour is unknown or zero. */
	readonly secondsToBudget: number | null;
	/** Null if the balance is not known. */
	readonly balance: BalanceModel | null;
};

export type BalanceModel = Balance & {
	readonly sum: Money;
	/** How long the balance lasts, in seconds; null if that is not known. */
	readonly lasts: SecondsRange | null;
	readonly isLow: boolean;
};

const billOfRuns = memoizeByObject((runs: State['runs']) => billOf(runs.values()));

export function selectMoney(state: State): MoneyModel {
	const {runs, budget} = state;
	const spent = budgetSpent(state);
	const burn = burnRate(runs.values());
	const secondsToBudget = budgetTime(spent, budget, burn);
	return {
		...billOfRuns(runs),
		session: state.sessionCost.spent,
		spent,
		isDaily: state.daySpending !== null,
		budget,
		burn,
		secondsToBudget,
		balance: selectBalance(state),
	};
}

function selectBalance({balance: {latest, samples}, lowBalance}: State): BalanceModel | null {
	return latest === null
		? null
		: {
				...latest,
				sum: balanceSum(latest),
				lasts: balanceLasts(samples),
				isLow: isLow(latest, lowBalance),
			};
}

function budgetTime(spent: Money, budget: Money | null, {perHour}: BurnRate): number | null {
	const left = budget === null ? 0 : Number(budget) - Number(spent);
	return left <= 0 || perHour === null || perHour <= 0 ? null : (left / perHour) * 3600;
}

const otherRows = 6;

export function moneyViewLength(state: State): number {
	const {workflows, balance} = selectMoney(state);
	return otherRows + (balance === null ? 0 : 1) + workflows.length;
}
