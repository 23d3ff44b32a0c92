import {Big} from 'big.js';

declare const money: unique symbol;

/**
 * An amount in CNY as plain decimal text without an exponent and without trailing zeros, like `0.0002878`.
 * Text and not a number, because costs of eight decimals are added up and must come out exact.
 */
export type Money = string & {readonly [money]: true};

/** A bill with more digits than this is no bill; the bound keeps a hostile `1e999999` from filling memory. */
const longestAmount = 40;

/** What nearly every amount is, so that it need not be calculated with: digits, and a fraction with zeros at its end. */
const usual = /^(0|[1-9]\d*)(?:\.(?=\d)(\d*?)0*)?$/;

/** As many decimals as the API writes. */
const decimals = 8;

export const noMoney = '0' as Money;

/**
 * Reads an amount as the API writes it: a number, or text like `"0.03000000"`.
 * Anything else (also NaN, Infinity and absurdly long numbers) is `null`.
 */
export function parseMoney(value: unknown): Money | null {
	if (typeof value === 'number' ? !Number.isFinite(value) : typeof value !== 'string') {
		return null;
	}

	const text = String(value).trim();
	const [, whole, fraction = ''] = usual.exec(text) ?? [];

	if (whole !== undefined && text.length <= longestAmount) {
		return (fraction === '' ? whole : `${whole}.${fraction}`) as Money;
	}

	if (text.length > longestAmount || !/^[+-]?\d+(\.\d+)?(e[+-]?\d{1,2})?$/i.test(text)) {
		return null;
	}

	return toMoney(new Big(text.replace(/^\+/, '')));
}

/** The exact sum. */
export function addMoney(...amounts: readonly Money[]): Money {
	return toMoney(amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)));
}

/** The exact difference; negative where more is taken than there is. */
export function subtractMoney(from: Money, amount: Money): Money {
	return toMoney(new Big(from).minus(amount));
}

/** One of so many equal parts, rounded to the API's eight decimals. Throws for 0. */
export function divideMoney(amount: Money, parts: number): Money {
	return toMoney(new Big(amount).div(parts).round(decimals));
}

/** Negative where `a` is less than `b`, zero where they are equal, positive where it is more. */
export function compareMoney(a: Money, b: Money): number {
	return new Big(a).cmp(b);
}

function toMoney(value: Big): Money {
	return value.toFixed() as Money;
}
