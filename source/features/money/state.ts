import type {Spending} from '../../core/history.ts';
import {noMoney, type Balance, type Money} from '../../core/money/money.ts';
import type {SessionCost} from '../../core/money/session-cost.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';

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
