import type {Money} from '../../core/money/money.ts';
import type {SessionCost} from '../../core/money/session-cost.ts';

export type MoneyState = {
	readonly sessionCost: SessionCost;
	readonly budget: Money | null;
};
