import {addMoney, compareMoney, type Money} from './money.ts';

/** What the account has left: its prepaid balance and its prepaid compute cards. */
export type Balance = {readonly prepaid: Money; readonly cards: Money};

export function balanceSum({prepaid, cards}: Balance): Money {
	return addMoney(prepaid, cards);
}

export function isLow(balance: Balance | null, limit: Money | null): boolean {
	return balance !== null && limit !== null && compareMoney(balanceSum(balance), limit) < 0;
}
