import {Big} from 'big.js';

declare const money: unique symbol;

/**
 * An amount in CNY as decimal text without an exponent or trailing zeros, like `0.0002878`. It is text, because sums of
 * numbers with eight decimals would not be exact.
 */
export type Money = string & {readonly [money]: true};

/** The maximum length of an amount's text. Longer text is rejected, so that no amount fills the memory. */
const maxAmountLength = 40;

/** Fast path: matches an amount without sign and exponent, and captures it without trailing zeros. */
const commonAmount = /^(0|[1-9]\d*)(?:\.(?=\d)(\d*?)0*)?$/;

const decimals = 8;

export const noMoney = '0' as Money;

/** Parses an amount of the API: a number, or text like `"0.03000000"`. Any other value gives null, also NaN. */
export function parseMoney(value: unknown): Money | null {
	if (typeof value === 'number' ? !Number.isFinite(value) : typeof value !== 'string') {
		return null;
	}

	const text = String(value).trim();
	const [, whole, fraction = ''] = commonAmount.exec(text) ?? [];

	if (whole !== undefined && text.length <= maxAmountLength) {
		return (fraction === '' ? whole : `${whole}.${fraction}`) as Money;
	}

	if (text.length > maxAmountLength || !/^[+-]?\d+(\.\d+)?(e[+-]?\d{1,2})?$/i.test(text)) {
		return null;
	}

	return toMoney(new Big(text.replace(/^\+/, '')));
}

export function addMoney(...amounts: readonly Money[]): Money {
	return toMoney(amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)));
}

export function subtractMoney(from: Money, amount: Money): Money {
	return toMoney(new Big(from).minus(amount));
}

/** Returns the quotient, rounded to eight decimals. Throws if `parts` is 0. */
export function divideMoney(amount: Money, parts: number): Money {
	return toMoney(new Big(amount).div(parts).round(decimals));
}

export function compareMoney(a: Money, b: Money): number {
	return new Big(a).cmp(b);
}

function toMoney(value: Big): Money {
	return value.toFixed() as Money;
}
