import {balanceSum, isLow, updateBalanceSamples, type Balance} from '../../core/money/balance.ts';
import type {Money} from '../../core/money/money.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {BalanceState, MoneyState} from './state.ts';

/** `balance` is null if the request failed: what was known before stays. */
export function withBalance(
	state: BalanceState,
	balance: Balance | null,
	at: Instant,
): BalanceState {
	return balance === null
		? {...state, isAnswered: true}
		: {
				latest: balance,
				samples: updateBalanceSamples(state.samples, balance, at),
				isAnswered: true,
			};
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
