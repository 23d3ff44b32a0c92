import {balanceSum, isLow, type Balance} from '../../core/money/balance.ts';
import type {Money} from '../../core/money/money.ts';
import type {BalanceState, MoneyState} from './state.ts';

/** `balance` is null if the request failed: what was known before stays. */
export function withBalance(state: BalanceState, balance: Balance | null): BalanceState {
	return balance === null ? {...state, isAnswered: true} : {latest: balance, isAnswered: true};
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
