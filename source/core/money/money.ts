import {Big} from 'big.js';

declare const money: unique symbol;

/**
 * An amount in CNY as decimal text without exponent or trailing zeros, like `0.0002878`. It is not a `number`, because
 * floating-point sums are not exact.
 */
export type Money = string & {readonly [money]: true};

/** The maximum length of an amount's text. Longer text is rejected, so that a response cannot exhaust the memory. */
const maxAmountLength = 40;

/** Smaller numbers keep eight decimals. */
const maxNumber = 10_000_000;

const amountPattern = /^[+-]?\d+(\.\d+)?(e[+-]?\d{1,2})?$/i;

const decimals = 8;

export const noMoney = '0' as Money;

/**
 * Parses an amount of the API: a number, or text like `"0.03000000"`. Any other value gives null, also NaN and a number of
 * ten million or more, which may not have all its decimals.
 */
export function parseMoney(value: unknown): Money | null {
	if (typeof value === 'number' && Math.abs(value) >= maxNumber) {
		return null;
	}

	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	return text.length <= maxAmountLength && amountPattern.test(text)
		? toMoney(new Big(text.replace(/^\+/, '')))
		: null;
}

export function addMoney(...amounts: readonly Money[]): Money {
	return toMoney(amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)));
}

export function subtractMoney(from: Money, amount: Money): Money {
	return toMoney(new Big(from).minus(amount));
}

/** Returns a negative number if `a` is less than `b`, 0 if they are equal. */
export function compareMoney(a: Money, b: Money): number {
	return new Big(a).cmp(b);
}

/** The largest amount that `toUnits` converts, so that sums of 92,000 amounts fit into the 64-bit integers of a database. */
const maxAmount = 1_000_000;

/** Returns an amount as a whole number of 10⁻⁸ CNY, rounded; null if it is too large to be added exactly. */
export function toUnits(amount: Money): bigint | null {
	const value = new Big(amount);
	return value.abs().gt(maxAmount) ? null : BigInt(value.times(10 ** decimals).toFixed(0));
}

/** Converts a whole number of 10⁻⁸ CNY to an amount: the inverse of `toUnits`. */
export function fromUnits(units: bigint): Money {
	return toMoney(new Big(units.toString()).div(10 ** decimals));
}

function toMoney(value: Big): Money {
	return value.toFixed() as Money;
}

/** What the account has left: its prepaid balance and its prepaid compute cards. */
export type Balance = {readonly prepaid: Money; readonly cards: Money};

export function balanceSum({prepaid, cards}: Balance): Money {
	return addMoney(prepaid, cards);
}

export function isLow(balance: Balance | null, limit: Money | null): boolean {
	return balance !== null && limit !== null && compareMoney(balanceSum(balance), limit) < 0;
}
