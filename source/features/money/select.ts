import {memoizeByObject} from '../../core/memoize.ts';
import {balanceLasts, balanceSum, isLow} from '../../core/money/balance.ts';
import {noMoney, subtractMoney, type Money} from '../../core/money/money.ts';
import {burnRate, type BurnRate} from '../../core/money/spending.ts';
import {billOf} from '../../core/money/totals.ts';
import type {State} from '../../store/state.ts';
import {isoDay} from '../../ui/clock-time.ts';
import {budgetSpent} from './budget.ts';
import {committedMoney, excessOver, type Committed} from './quotes.ts';

export type MoneyModel = Readonly<ReturnType<typeof selectMoney>>;
export type BalanceModel = NonNullable<MoneyModel['balance']>;

/** It takes long to draw more of them. */
const maxWorkflows = 100;

const billOfRuns = memoizeByObject((runs: State['runs']) => {
	const {all, workflows} = billOf(runs.values());
	/** The most expensive workflows. */
	return {all, workflows: workflows.slice(0, maxWorkflows)};
});

export function selectMoney(state: State) {
	const {runs, budget} = state;
	const spent = budgetSpent(state);
	const burn = burnRate(runs.values());
	const committed = committedMoney(state);
	return {
		...billOfRuns(runs),
		/** What the runs of this session cost. */
		session: state.sessionCost.spent,
		today: costOfToday(state),
		spent,
		isDaily: state.daySpending !== null,
		budget,
		burn,
		secondsToBudget: budgetTime(spent, budget, burn),
		committed,
		/** By how much unfinished runs may exceed the rest of the budget; null if they cannot, or without a budget. */
		budgetExcess: budget === null ? null : excessOver(subtractMoney(budget, spent), committed),
		balance: selectBalance(state, committed),
		spending: state.spending,
	};
}

/** Returns what the runs cost that ended today, and how many they are; null before the history is loaded. */
function costOfToday({spending, now}: State) {
	const today = isoDay(now);
	return spending && (spending.days.find(({key}) => key === today) ?? {spent: noMoney, runs: 0});
}

function selectBalance(
	{balance: {latest, samples}, lowBalance}: State,
	committed: Committed | null,
) {
	return latest === null
		? null
		: {
				...latest,
				sum: balanceSum(latest),
				/** How long the balance lasts, in seconds; null if that is not known. */
				lasts: balanceLasts(samples),
				isLow: isLow(latest, lowBalance),
				/** By how much unfinished runs may exceed the balance; null if they cannot. */
				excess: excessOver(balanceSum(latest), committed),
			};
}

/** Returns null without a budget, if it is spent already, and if the cost per hour is unknown or zero. */
function budgetTime(spent: Money, budget: Money | null, {perHour}: BurnRate): number | null {
	const left = budget === null ? 0 : Number(budget) - Number(spent);
	return left <= 0 || perHour === null || perHour <= 0 ? null : (left / perHour) * 3600;
}
