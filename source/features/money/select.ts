import {memoizeByObject} from '../../core/memoize.ts';
import {balanceSum, isLow} from '../../core/money/balance.ts';
import {noMoney} from '../../core/money/money.ts';
import {billOf} from '../../core/money/totals.ts';
import type {State} from '../../store/state.ts';
import {isoDay} from '../../ui/clock-time.ts';
import {budgetSpent} from './budget.ts';
import {quotedMoney} from './quotes.ts';

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
	return {
		...billOfRuns(runs),
		/** What the runs of this session cost. */
		session: state.sessionCost.spent,
		today: costOfToday(state),
		spent,
		isDaily: state.daySpending !== null,
		budget,
		/** What the service quoted for unfinished runs; null if nothing is known. */
		unfinished: quotedMoney(state),
		balance: selectBalance(state),
		spending: state.spending,
	};
}

/** Returns what the runs cost that ended today, and how many they are; null before the history is loaded. */
function costOfToday({spending, now}: State) {
	const today = isoDay(now);
	return spending && (spending.days.find(({key}) => key === today) ?? {spent: noMoney, runs: 0});
}

function selectBalance({balance: {latest}, lowBalance}: State) {
	return latest === null
		? null
		: {
				...latest,
				sum: balanceSum(latest),
				isLow: isLow(latest, lowBalance),
			};
}
