import {Big} from 'big.js';
import type {Money} from '../core/money/money.ts';
import {fileSize} from '../core/text/file-size.ts';
import type {Duration} from '../core/time/clock.ts';
import {dayMs, hourMs, minuteMs, secondMs} from '../core/time/duration.ts';
import type {Language} from './messages.ts';

declare module './messages.ts' {
	interface Messages {
		numbers: Numbers;
	}
}

/** How a currency is written: `sign` is `¥5.00`. `code` is `CNY 5.00`, for ASCII output. */
export type CurrencyName = 'sign' | 'code';

/**
 * Formats numbers for people. Not for text that machines read (events, recordings, saved logs), values that the user
 * types, or numbers that are names (an HTTP status, a line of a file).
 */
export type Numbers = ReturnType<typeof numbersIn>;

const maxDecimals = 8;

/** The names of units. The narrow ones are the same in both languages. The English plural has an `s`. */
const unitNames = {
	millisecond: {narrow: ' ms', en: ' ms', zh: ' 毫秒'},
	second: {narrow: 's', en: ' second', zh: ' 秒'},
	minute: {narrow: 'm', en: ' minute', zh: ' 分钟'},
	hour: {narrow: 'h', en: ' hour', zh: ' 小时'},
	day: {narrow: 'd', en: ' day', zh: ' 天'},
} as const;

type Unit = keyof typeof unitNames;

/** The units of a duration: the name, the length in milliseconds, and the length of the next larger unit. */
const timeUnits = [
	['day', dayMs, Infinity],
	['hour', hourMs, dayMs],
	['minute', minuteMs, hourMs],
	['second', secondMs, minuteMs],
] as const;

/** Shorter durations have a decimal, in milliseconds. `9.95` would be rounded to `10.0`. */
const firstWholeSecond = 9950;

export const numbersEn = numbersIn('en');
export const numbersZh = numbersIn('zh');

/** A number with its English noun: `1 line`, `1,200 lines`. `plural`: if it is not the noun with an `s`. */
export function countedEn(count: number, noun: string, plural = `${noun}s`): string {
	return `${numbersEn.count(count)} ${count === 1 ? noun : plural}`;
}

/** Does not use Intl: both languages write numbers alike, and Intl's tables take a large part of the startup time. */
function numbersIn(language: Language) {
	/** Formats a number with its unit and at most two decimals. `decimals`: the minimum number of decimals. */
	function unit(value: number, name: Unit, width: 'narrow' | 'long', decimals = 0): string {
		const {narrow, [language]: long} = unitNames[name];
		const plural = language === 'en' && name !== 'millisecond' && value !== 1 ? 's' : '';
		return withDecimals(value, decimals, 2) + (width === 'narrow' ? narrow : long + plural);
	}

	/** The two largest units of a duration in milliseconds, with their values. */
	function largestUnits(duration: Duration): ReadonlyArray<readonly [value: number, name: Unit]> {
		const first = timeUnits.findIndex(([name, length]) => duration >= length || name === 'second');
		return timeUnits
			.slice(first, first + 2)
			.map(([name, length, next]) => [Math.floor((duration % next) / length), name]);
	}

	function twoUnits(whole: Duration): string {
		const texts = largestUnits(whole).map(
			([value, name], index) =>
				`${index > 0 && value < 10 ? '0' : ''}${unit(value, name, 'narrow')}`,
		);
		return texts.join('');
	}

	return {
		/** Formats a number with at most two decimals, without trailing zeros: `29.97`. */
		count: (value: number): string => withDecimals(value, 0, 2),
		/** Formats a percentage with at most two decimals: `45%`. */
		percent: (percent: number): string => `${withDecimals(percent, 0, 2)}%`,
		/** Formats an amount without rounding and without a currency, with two to eight decimals. The API uses at most eight. */
		exact: (amount: Money): string => withDecimals(amount, 2, maxDecimals),
		/**
		 * Formats an amount with its currency: `¥0.05`. `decimals` is the number of decimals to round to, `max` a larger
		 * one for amounts that need more. Without `decimals`, does not round, and writes two to eight decimals.
		 */
		price: (
			amount: Money | number,
			currency: CurrencyName,
			decimals?: number,
			max = decimals ?? maxDecimals,
		): string => {
			const text = withDecimals(amount, decimals ?? 2, max);
			return text.replace(/\d/, first => `${currency === 'sign' ? '¥' : 'CNY '}${first}`);
		},
		size: fileSize,
		unit,
		/**
		 * Formats a duration, in milliseconds, in few cells: `0.3s`, `22s`, `1m17s`, `2h05m`. It can be negative. An exact
		 * number of seconds has no decimal, because many times are only known to the second.
		 */
		shortTime: (duration: Duration): string => {
			const size = Math.abs(duration);
			const sign = duration < 0 ? '-' : '';
			const isShort = size < firstWholeSecond && size % 1000 !== 0;
			return isShort
				? `${sign}${(Math.round(size / 100) / 10).toFixed(1)}s`
				: sign + twoUnits(Math.round(size / 1000) * 1000);
		},
		/**
		 * Like `shortTime`, but rounded down to whole seconds, and at least `0s`: for a time that still runs, whose decimal
		 * would be out of date at once, and for estimates.
		 */
		wholeSeconds: (duration: Duration): string => twoUnits(Math.max(0, duration)),
		/** Formats a duration, in milliseconds, with its two largest units: `12 minutes 41 seconds`. */
		time: (duration: Duration): string => {
			const parts = largestUnits(Math.max(0, duration)).filter(([value]) => value > 0);
			const shown = parts.length === 0 ? [[0, 'second'] as const] : parts;
			return shown.map(([value, name]) => unit(value, name, 'long')).join(' ');
		},
	};
}

/** Formats a number with thousands separators: `1,234.50`. `min` and `max`: the number of decimals. */
function withDecimals(value: number | Money, min: number, max: number): string {
	if (typeof value === 'number' && !Number.isFinite(value)) {
		return String(value);
	}

	// Amounts are decimal texts, which a JavaScript number could not hold exactly.
	const [whole = '', decimals = ''] = new Big(value).toFixed(max).split('.');
	const kept = decimals.replace(/0+$/, '').padEnd(min, '0');
	return whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') + (kept === '' ? '' : `.${kept}`);
}
