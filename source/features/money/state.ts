import type {Balance, BalanceSamples} from '../../core/money/balance.ts';
import type {Money} from '../../core/money/money.ts';
import type {SessionCost} from '../../core/money/session-cost.ts';

export type BalanceState = {
	/** The balance in the latest response; null before it, and if the account may not ask. */
	readonly latest: Balance | null;
	readonly samples: BalanceSamples;
	/** Whether a request for the balance has been answered or has failed. */
	readonly isAnswered: boolean;
};

export const unknownBalance: BalanceState = {latest: null, samples: [], isAnswered: false};

export type MoneyState = {
	readonly sessionCost: SessionCost;
	readonly budget: Money | null;
	readonly balance: BalanceState;
	/** The program warns if the balance falls below this amount; null for no warning. */
	readonly lowBalance: Money | null;
};
