import {Big} from 'big.js';

declare const money: unique symbol;

/**
 * An amount in CNY as decimal text without an exponent or trailing zeros, like `0.0002878`. Text, because sums of costs
 * with eight decimals must be exact.
 */
export type Money = string & {readonly [money]: true};

/** Rejects nonsense, and keeps `1e999999` from filling the memory. */
const maxAmountLength = 40;

/** The common form, which needs no calculation: digits, and a fraction with trailing zeros. */
const commonAmount = /^(0|[1-9]\d*)(?:\.(?=\d)(\d*?)0*)?$/;

const decimals = 8;

export const noMoney = '0' as Money;

/** Parses an amount of the API: a number, or text like `"0.03000000"`. Null for anything else, also NaN and Infinity. */
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

/** Rounds to eight decimals. Throws for 0 parts. */
export function divideMoney(amount: Money, parts: number): Money {
	return toMoney(new Big(amount).div(parts).round(decimals));
}

export function compareMoney(a: Money, b: Money): number {
	return new Big(a).cmp(b);
}

function toMoney(value: Big): Money {
	return value.toFixed() as Money;
}
