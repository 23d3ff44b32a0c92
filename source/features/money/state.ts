import type {Money} from '../../core/money/money.ts';
import type {SessionCost} from '../../core/money/session-cost.ts';

export type MoneyState = {
	readonly sessionCost: SessionCost;
	/** The budget of the session; null if there is none. */
	readonly budget: Money | null;
};
