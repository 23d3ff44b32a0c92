import type {Money} from '../core/money/money.ts';
import type {Duration} from '../core/time/clock.ts';
import {dayMs, hourMs, minuteMs, secondMs} from '../core/time/duration.ts';
import type {Language} from './language.ts';

export type Unit = 'millisecond' | 'second' | 'minute' | 'hour' | 'day';

type UnitWidth = 'narrow' | 'short' | 'long';

/** How a currency is written: `sign` is `¥5.00`. `code` is `CNY 5.00`, for ASCII output or where `¥` could mean yen. */
export type CurrencyName = 'sign' | 'code';

/**
 * Formats numbers for people. Not for text that machines read (events, recordings, saved logs), values that the user
 * types, or numbers that are names (an HTTP status, a line of a file).
 */
export type Numbers = ReturnType<typeof numbersIn>;

const maxDecimals = 8;

/**
 * Integers from this number on are written with separators (`1,000`) by Intl. Smaller ones need no Intl, and loading
 * its tables takes a large part of the startup time. A test checks that Intl would write the same text.
 */
const firstGrouped = 1000;
const plainAmount = /^\d{1,3}(?:\.\d{1,8})?$/;
const plainUnits = {
	en: {second: 's', minute: 'm', hour: 'h', day: 'd'},
	zh: {second: '秒', minute: '分钟', hour: '小时', day: '天'},
} as const satisfies Readonly<Record<Language, Partial<Record<Unit, string>>>>;

/** The units of a file size. Intl has no units of powers of 1024, so it formats only the number. */
const sizeUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

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

/** Creates each Intl formatter at its first use and keeps it: creation is a thousand times slower than use. */
function numbersIn(language: Language) {
	const made = new Map<string, Intl.NumberFormat>();
	let list: Intl.ListFormat | null = null;

	function by(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
		let format = made.get(name);

		if (format === undefined) {
			format = new Intl.NumberFormat(language, options);
			made.set(name, format);
		}

		return format;
	}

	function count(value: number): string {
		return isPlain(value) ? String(value) : by('count', {}).format(value);
	}

	/** Formats a number with its unit and at most two decimals. `decimals`: the minimum number of decimals. */
	function unit(value: number, name: Unit, width: UnitWidth, decimals = 0): string {
		const names: Partial<Record<Unit, string>> = plainUnits[language];
		const plain = width === 'narrow' && decimals === 0 ? names[name] : undefined;

		if (plain !== undefined && isPlain(value)) {
			return `${value}${plain}`;
		}

		// Intl's long Chinese name of a second is common only for waiting times.
		const unitDisplay = language === 'zh' && width === 'long' ? 'short' : width;
		return by(`${name} ${unitDisplay} ${decimals}`, {
			style: 'unit',
			unit: name,
			unitDisplay,
			minimumFractionDigits: decimals,
			maximumFractionDigits: 2,
		}).format(value);
	}

	/** Joins the two largest units of a duration of whole seconds. */
	function twoUnits(whole: Duration): string {
		const first = timeUnits.findIndex(([name, length]) => whole >= length || name === 'second');
		const parts = timeUnits.slice(first, first + 2).map(([name, length, next], index) => {
			const value = Math.floor((whole % next) / length);
			return `${index > 0 && value < 10 ? '0' : ''}${unit(value, name, 'narrow')}`;
		});
		// Next to another unit, the last character of the Chinese minute is left out.
		return parts.join('').replace('分钟', '分');
	}

	return {
		count,
		/** Formats a percentage with at most two decimals: `45%`. */
		percent: (percent: number): string =>
			isPlain(percent)
				? `${percent}%`
				: by('percent', {style: 'percent', maximumFractionDigits: 2}).format(percent / 100),
		/** Formats a number with at most two decimals, without trailing zeros: `29.97`. */
		decimal: (value: number): string => by('decimal', {maximumFractionDigits: 2}).format(value),
		/** Formats an amount without rounding and without a currency, with two to eight decimals. The API uses at most eight. */
		exact: (amount: Money): string =>
			by('exact', {minimumFractionDigits: 2, maximumFractionDigits: maxDecimals}).format(
				decimalText(amount),
			),
		/**
		 * Formats an amount with its currency: `¥0.05`. `decimals` is the number of decimals to round to. Without
		 * `decimals`, does not round, and writes two to eight decimals.
		 */
		price: (amount: Money | number, currency: CurrencyName, decimals?: number): string => {
			if (decimals === undefined && typeof amount === 'string' && plainAmount.test(amount)) {
				return `${currency === 'sign' ? '¥' : 'CNY '}${twoDecimals(amount)}`;
			}

			const text = by(`price ${currency} ${decimals ?? ''}`, {
				style: 'currency',
				currency: 'CNY',
				currencyDisplay: currency === 'sign' ? 'narrowSymbol' : 'code',
				minimumFractionDigits: decimals ?? 2,
				maximumFractionDigits: decimals ?? maxDecimals,
			}).format(typeof amount === 'number' ? amount : decimalText(amount));
			// Intl writes a no-break space, which is not ASCII and which a search for a space does not find.
			return text.replace('\u00A0', ' ');
		},
		/** Formats bytes in the largest unit with a value of at least one: `812 B`, `1.4 MiB`. */
		size: (bytes: number): string => {
			const step = Math.min(
				sizeUnits.length - 1,
				Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)),
			);
			const value = bytes / 1024 ** step;
			const decimals = step === 0 || value >= 100 ? 0 : 1;
			// Without a thousands separator, `1023 KiB` fits the column.
			const digits = by(`size ${decimals}`, {
				minimumFractionDigits: decimals,
				maximumFractionDigits: decimals,
				useGrouping: 'min2',
			}).format(decimals === 0 ? Math.floor(value) : value);
			return `${digits} ${sizeUnits[step] ?? 'B'}`;
		},
		unit,
		/**
		 * Formats a duration, in milliseconds, in few cells: `0.3s`, `22s`, `1m17s`, `2h05m`. It can be negative. An exact
		 * number of seconds has no decimal, because many times are only known to the second.
		 */
		shortTime: (duration: Duration): string => {
			const size = Math.abs(duration);
			const sign = duration < 0 ? '-' : '';

			if (size < firstWholeSecond && size % 1000 !== 0) {
				return `${sign}${(Math.round(size / 100) / 10).toFixed(1)}${plainUnits[language].second}`;
			}

			return sign + twoUnits(Math.round(size / 1000) * 1000);
		},
		/**
		 * Like `shortTime`, but rounded down to whole seconds, and at least `0s`: for a time that still runs, whose decimal
		 * would be out of date at once, and for estimates.
		 */
		wholeSeconds: (duration: Duration): string =>
			twoUnits(Math.max(0, Math.floor(duration / 1000) * 1000)),
		/** Formats a duration, in milliseconds, with its two largest units: `12 minutes 41 seconds`. */
		time: (duration: Duration): string => {
			const whole = Math.max(0, Math.floor(duration / 1000) * 1000);
			const first = timeUnits.findIndex(([, length]) => whole >= length);
			const parts = timeUnits.slice(first, first + 2).flatMap(([name, length, next]) => {
				const value = Math.floor((whole % next) / length);
				return value === 0 ? [] : [unit(value, name, 'long')];
			});
			// The oldest supported Node has no `Intl.DurationFormat`.
			list ??= new Intl.ListFormat(language, {type: 'unit', style: 'narrow'});
			return parts.length === 0 ? unit(0, 'second', 'long') : list.format(parts);
		},
	};
}

function isPlain(value: number): boolean {
	return Number.isInteger(value) && value >= 0 && value < firstGrouped;
}

function twoDecimals(amount: Money): string {
	const [whole = '', decimals = ''] = amount.split('.');
	return `${whole}.${decimals.padEnd(2, '0')}`;
}

/** Changes only the type: Intl formats a decimal text exactly. A JavaScript number could differ from the amount. */
function decimalText(amount: Money): Intl.StringNumericLiteral {
	return amount as string as Intl.StringNumericLiteral;
}
