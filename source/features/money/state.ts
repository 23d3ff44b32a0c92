import type {Spending, WorkflowStatistics} from '../../core/history.ts';
import {
	addMoney,
	balanceSum,
	isLow,
	noMoney,
	type Balance,
	type Money,
} from '../../core/money/money.ts';
import type {SessionCost} from '../../core/money/session-cost.ts';
import {sumsOfRuns} from '../../core/money/totals.ts';
import {hasEnded, type RunOrderId} from '../../core/run.ts';
import {startOfLocalDay} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {budgetSpent} from './budget.ts';

/** The periods of the view. A day is one of the local time zone; the others than `session` and `all` end today. */
export const periods = ['session', 'today', 'week', 'month', 'all'] as const;
export type MoneyPeriod = (typeof periods)[number];

type BalanceState = {
	/** The balance in the latest response; null before it, and if the account may not ask. */
	readonly latest: Balance | null;
	/** Whether a request for the balance has been answered or has failed. */
	readonly isAnswered: boolean;
};

export type DaySpending = {
	/** When the day began; null before the spending of other sessions is known. */
	readonly from: Instant | null;
	/** What the runs cost that ended today, without those of this session. */
	readonly others: Money;
	/** What this session had spent when the day began. */
	readonly sessionBefore: Money;
};

export const unknownDay: DaySpending = {from: null, others: noMoney, sessionBefore: noMoney};

export type MoneyState = {
	/** What the runs of the history cost in the period that the view shows; null before it is loaded. */
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

/** How many days each period has; null for those that are not of days. */
const periodDays = {session: null, today: 1, week: 7, month: 30, all: null} as const;

/** Returns since when the runs of a period of the history ended. */
export function startOfPeriod(period: Exclude<MoneyPeriod, 'session'>, now: Instant): Instant {
	const days = periodDays[period];
	const date = new Date(startOfLocalDay(now));
	return days === null ? 0 : date.setDate(date.getDate() - days + 1);
}

export function selectMoney(state: State, {period}: {readonly period: MoneyPeriod}) {
	const {budget, balance, lowBalance, quotes, runs, sessionCost} = state;
	const spending = period === 'session' ? null : state.spending;
	const workflows: readonly WorkflowStatistics[] =
		period === 'session' ? sumsOfRuns(runs.values()) : (spending?.workflows ?? []);
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
		days: spending?.days ?? [],
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
