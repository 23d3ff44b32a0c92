import {billOf, type Bill, type WorkflowBill} from '../../core/money/totals.ts';
import type {Spending} from '../../core/history.ts';
import {isoDay} from '../../ui/clock-time.ts';
import {burnRate, type BurnRate} from '../../core/money/spending.ts';
import {balanceLasts, balanceSum, isLow, type Balance} from '../../core/money/balance.ts';
import type {SecondsRange} from '../../core/forecast/seconds-range.ts';
import {noMoney, subtractMoney, type Money} from '../../core/money/money.ts';
import {spendingLength} from './spending-length.ts';
import {budgetSpent} from './budget.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {State} from '../../store/state.ts';
import {committedMoney, excessOver, type Committed} from './quotes.ts';

export type MoneyModel = {
	readonly all: Bill;
	readonly workflows: readonly WorkflowBill[];
	/** What the runs of this session cost. */
	readonly session: Money;
	/** What the runs cost that ended today, and how many they are; null before the history is loaded. */
	readonly today: {readonly spent: Money; readonly runs: number} | null;
	/** What counts against the budget: the cost of this session, or what all sessions have spent today. */
	readonly spent: Money;
	readonly isDaily: boolean;
	readonly budget: Money | null;
	readonly burn: BurnRate;
	/** Null without a budget, if the budget is already spent, or if the cost per hour is unknown or zero. */
	readonly secondsToBudget: number | null;
	/** Null if no quote of an unfinished run is known. */
	readonly committed: Committed | null;
	/** By how much unfinished runs may exceed the rest of the budget; null if they cannot, or without a budget. */
	readonly budgetExcess: Money | null;
	readonly spending: Spending | null;
	/** Null if the balance is not known. */
	readonly balance: BalanceModel | null;
};

export type BalanceModel = Balance & {
	readonly sum: Money;
	/** How long the balance lasts, in seconds; null if that is not known. */
	readonly lasts: SecondsRange | null;
	readonly isLow: boolean;
	/** By how much unfinished runs may exceed the balance; null if they cannot. */
	readonly excess: Money | null;
};

const billOfRuns = memoizeByObject((runs: State['runs']) => billOf(runs.values()));

export function selectMoney(state: State): MoneyModel {
	const {runs, budget} = state;
	const spent = budgetSpent(state);
	const burn = burnRate(runs.values());
	const committed = committedMoney(state);
	return {
		...billOfRuns(runs),
		session: state.sessionCost.spent,
		today: costOfToday(state),
		spent,
		isDaily: state.daySpending !== null,
		budget,
		burn,
		secondsToBudget: budgetTime(spent, budget, burn),
		committed,
		budgetExcess: budget === null ? null : excessOver(subtractMoney(budget, spent), committed),
		balance: selectBalance(state, committed),
		spending: state.spending,
	};
}

function costOfToday({spending, now}: State): MoneyModel['today'] {
	const today = isoDay(now);
	return spending && (spending.days.find(({key}) => key === today) ?? {spent: noMoney, runs: 0});
}

function selectBalance(
	{balance: {latest, samples}, lowBalance}: State,
	committed: Committed | null,
): BalanceModel | null {
	return latest === null
		? null
		: {
				...latest,
				sum: balanceSum(latest),
				lasts: balanceLasts(samples),
				isLow: isLow(latest, lowBalance),
				excess: excessOver(balanceSum(latest), committed),
			};
}

function budgetTime(spent: Money, budget: Money | null, {perHour}: BurnRate): number | null {
	const left = budget === null ? 0 : Number(budget) - Number(spent);
	return left <= 0 || perHour === null || perHour <= 0 ? null : (left / perHour) * 3600;
}

const otherRows = 6;

export function moneyViewLength(state: State): number {
	const {workflows, today, committed, balance, spending} = selectMoney(state);
	const optionalRows = [today, committed, balance].filter(row => row !== null).length;
	return otherRows + optionalRows + workflows.length + spendingLength(spending);
}
