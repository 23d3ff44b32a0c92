import type {WorkflowStatistics} from '../../core/history.ts';
import {addMoney, balanceSum, isLow, type Money} from '../../core/money/money.ts';
import {sumsOfRuns} from '../../core/money/totals.ts';
import {hasEnded} from '../../core/run.ts';
import {startOfLocalDay} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {budgetSpent} from './budget.ts';
import type {MoneyPeriod} from './state.ts';

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
