import type {CostSum, Spending, WorkflowStatistics} from '../../core/history.ts';
import {
	addMoney,
	balanceSum,
	isLow,
	noMoney,
	subtractMoney,
	type Balance,
	type Money,
} from '../../core/money/money.ts';
import {isOverBudget, type SessionCost} from '../../core/money/session-cost.ts';
import {costsByWorkflow} from '../../core/money/totals.ts';
import {hasEnded, type RunOrderId} from '../../core/run.ts';
import {isoDay, startOfDayBefore} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';

/** The periods of the view. A day is one of the local time zone; all periods but `session` and `all` end today. */
export const periods = ['session', 'today', 'week', 'month', 'all'] as const;
export type MoneyPeriod = (typeof periods)[number];

type BalanceState = {
	/** The balance in the latest response; null before it, and if the account may not ask. */
	readonly latest: Balance | null;
	/** Whether a request for the balance has been answered or has failed. */
	readonly isAnswered: boolean;
};

type DaySpending = {
	/** When the day began; null before the spending of other sessions is known. */
	readonly from: Instant | null;
	/** The cost of the runs that ended today, without those of this session. */
	readonly others: Money;
	/** What this session had spent when the day began. */
	readonly sessionBefore: Money;
};

export const unknownDay: DaySpending = {from: null, others: noMoney, sessionBefore: noMoney};

export type MoneyState = {
	/** The cost of the runs of the history in the period that the view shows; null before it is loaded. */
	readonly spending: Spending | null;
	readonly sessionCost: SessionCost;
	/** The known quotes of runs, in CNY. */
	readonly quotes: ReadonlyMap<RunOrderId, Money>;
	readonly budget: Money | null;
	/** Null unless the budget is for each day. */
	readonly daySpending: DaySpending | null;
	readonly balance: BalanceState;
	/** The program warns if the balance falls below this amount; null for no warning. */
	readonly lowBalance: Money | null;
};

export type MoneyModel = Readonly<ReturnType<typeof selectMoney>>;

/** The number of days in each period; null for a period that does not consist of days. */
const periodDays = {session: null, today: 1, week: 7, month: 30, all: null} as const;

/** The newest days of a longer period are shown. */
const maxDays = 30;

const noCosts = {
	title: null,
	runs: 0,
	succeeded: 0,
	failed: 0,
	canceled: 0,
	spent: noMoney,
	billed: noMoney,
	lost: noMoney,
	priced: 0,
};

/** Returns the start of a period: its runs ended at or after this time. */
export function startOfPeriod(period: Exclude<MoneyPeriod, 'session'>, now: Instant): Instant {
	const days = periodDays[period];
	return days === null ? 0 : startOfDayBefore(now, days - 1);
}

export function selectMoney(state: State, {period}: {readonly period: MoneyPeriod}) {
	const {budget, balance, lowBalance, quotes, runs, sessionCost} = state;
	const spending = period === 'session' ? null : state.spending;
	const workflows: readonly WorkflowStatistics[] =
		period === 'session' ? costsByWorkflow(runs.values()) : (spending?.workflows ?? []);
	const sumOf = (amount: (sum: WorkflowStatistics) => Money) => addMoney(...workflows.map(amount));
	const open = [...quotes].filter(([id]) => {
		const run = runs.get(id);
		return run !== undefined && !hasEnded(run);
	});
	return {
		period,
		/** In the session, runs that the user has removed count too. */
		spent: period === 'session' ? sessionCost.spent : sumOf(({spent}) => spent),
		lost: sumOf(({lost}) => lost),
		workflows,
		days: everyDay(spending?.days ?? [], period, state.now),
		/** Whether the sums cover all runs of the account that ended in the period. */
		isWhole: spending?.isWhole ?? false,
		budget,
		/** What counts against the budget. */
		budgetSpent: budgetSpent(state),
		isDaily: state.daySpending !== null,
		/** What the service quoted for unfinished runs; null if nothing is known. */
		unfinished: open.length === 0 ? null : addMoney(...open.map(([, quote]) => quote)),
		balance:
			balance.latest === null
				? null
				: {
						...balance.latest,
						sum: balanceSum(balance.latest),
						isLow: isLow(balance.latest, lowBalance),
					},
	};
}

/**
 * Returns the days of a period until today, the oldest first, also those on which no run ended. Without a run, returns
 * none. `all` begins with the first run.
 */
function everyDay(sums: readonly CostSum[], period: MoneyPeriod, now: Instant): readonly CostSum[] {
	const [first] = sums;

	if (first === undefined) {
		return [];
	}

	const byDay = new Map(sums.map(sum => [sum.key, sum]));
	const count = periodDays[period] ?? maxDays;
	return Array.from({length: count}, (_, index) => isoDay(startOfDayBefore(now, count - 1 - index)))
		.filter(day => periodDays[period] !== null || day >= first.key)
		.map(key => byDay.get(key) ?? {...noCosts, key});
}

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

/** `others`: the cost today of the runs that this session does not count. `from`: when the day began. */
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
	// Hot path: called after each action.
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
