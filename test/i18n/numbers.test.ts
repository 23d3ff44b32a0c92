import assert from 'node:assert/strict';
import test, {mock} from 'node:test';
import {Big} from 'big.js';
import fc from 'fast-check';
import {parseMoney, type Money} from '../../source/core/money/money.ts';
import {numbersEn, numbersZh, type Numbers, type Unit} from '../../source/i18n/numbers.ts';

const both = [numbersEn, numbersZh];

test('counts have separators from a thousand on', () => {
	for (const {count} of both) {
		const counts = [0, 7, 999, 1000, 12_345, 1_000_000].map(number => count(number));
		assert.deepEqual(counts, ['0', '7', '999', '1,000', '12,345', '1,000,000']);
	}
});

test('nearly all frames need no Intl format, and each format is created once', async () => {
	const make = mock.method(Intl, 'NumberFormat');

	try {
		// A new instance of the module has created no format yet.
		const {numbersEn: fresh} = (await import(`../../source/i18n/numbers.ts?${process.pid}`)) as {
			readonly numbersEn: Numbers;
		};
		fresh.count(999);
		fresh.percent(45);
		fresh.unit(90, 'second', 'narrow');
		fresh.price(money('999.12345678'), 'sign');
		assert.equal(make.mock.callCount(), 0);

		for (const count of [12_345, 67_890]) {
			fresh.count(count);
			fresh.percent(count);
			fresh.unit(count, 'second', 'narrow');
			fresh.price(money(String(count)), 'sign');
		}

		assert.equal(make.mock.callCount(), 4);
	} finally {
		make.mock.restore();
	}
});

test('the fast paths give the same text as Intl', () => {
	for (const [language, {count, percent, unit, price}] of [
		['en', numbersEn],
		['zh', numbersZh],
	] as const) {
		const plain = new Intl.NumberFormat(language);
		const percents = new Intl.NumberFormat(language, {style: 'percent'});
		const units = (['second', 'minute', 'hour', 'day'] as const).map(name => ({
			name,
			format: new Intl.NumberFormat(language, {style: 'unit', unit: name, unitDisplay: 'narrow'}),
		}));

		for (let number = 0; number <= 1100; number++) {
			assert.equal(count(number), plain.format(number));
			assert.equal(percent(number), percents.format(number / 100));

			for (const {name, format} of units) {
				assert.equal(unit(number, name, 'narrow'), format.format(number));
			}
		}

		for (const currency of ['sign', 'code'] as const) {
			const prices = new Intl.NumberFormat(language, {
				style: 'currency',
				currency: 'CNY',
				currencyDisplay: currency === 'sign' ? 'narrowSymbol' : 'code',
				maximumFractionDigits: 8,
			});
			fc.assert(
				fc.property(fc.integer({min: 0, max: 1100 * 10 ** 8}), units8 => {
					const amount = money(new Big(units8).div(1e8).toFixed());
					const text = prices.format(amount as Intl.StringNumericLiteral);
					assert.equal(price(amount, currency), text.replace('\u00A0', ' '));
				}),
			);
		}

		assert.deepEqual([0, 45, 45.5, 100].map(percent), ['0%', '45%', '45.5%', '100%']);
	}
});

test('amounts have two decimals, or more if needed', () => {
	for (const {exact, price} of both) {
		assert.equal(exact(money('0.0002878')), '0.0002878');
		assert.equal(exact(money('1.5')), '1.50');
		assert.equal(exact(money('0')), '0.00');
		assert.equal(exact(money('0.123456789')), '0.12345679');
		assert.equal(price(money('12345.678'), 'sign'), '¥12,345.678');
		assert.equal(price(money('-12345.6'), 'sign'), '-¥12,345.60');
		assert.equal(price(money('1.5'), 'code'), 'CNY 1.50');
		assert.equal(price(0.12345, 'sign', 4), '¥0.1235');
		assert.equal(price(1234.5, 'code', 2), 'CNY 1,234.50');
	}
});

test('G4: an amount of any length is shown exactly', () => {
	fc.assert(
		fc.property(
			fc.bigInt({min: -(10n ** 30n), max: 10n ** 30n}),
			fc.constantFrom('sign', 'code'),
			(units, currency) => {
				const value = new Big(units.toString()).div(1e8);
				const shown = numbersEn.price(money(value.toFixed()), currency);
				const told = new Big(shown.replaceAll(/[^\d.-]/g, ''));
				assert.ok(told.eq(value), `${shown} is not ${value.toFixed()}`);
				assert.match(shown, /^-?(?:¥|CNY )\d{1,3}(?:,\d{3})*\.\d{2,8}$/);
			},
		),
	);
});

test('bytes are shown in the largest unit with a value of at least one', () => {
	for (const {size} of both) {
		for (const [bytes, text] of [
			[0, '0 B'],
			[1, '1 B'],
			[1023, '1023 B'],
			[1024, '1.0 KiB'],
			[102_400, '100 KiB'],
			[1_048_575, '1023 KiB'],
			[1_048_576, '1.0 MiB'],
			[5_500_000_000, '5.1 GiB'],
			[2 ** 50, '1024 TiB'],
			[2 ** 60, '1,048,576 TiB'],
		] as const) {
			assert.equal(size(bytes), text);
		}
	}

	fc.assert(
		fc.property(fc.double({min: 0, max: 2 ** 50, noNaN: true}), bytes =>
			/^\d+(\.\d)? [KMGT]?i?B$/.test(numbersEn.size(bytes)),
		),
	);
});

test('units have names for each language and width', () => {
	const all: readonly Unit[] = ['millisecond', 'second', 'minute', 'hour', 'day'];
	const named = (numbers: typeof numbersEn, width: 'narrow' | 'short' | 'long', units = all) =>
		units.map(unit => numbers.unit(2, unit, width));
	assert.deepEqual(named(numbersEn, 'narrow', all.slice(1)), ['2s', '2m', '2h', '2d']);
	assert.deepEqual(named(numbersZh, 'narrow', all.slice(1)), ['2秒', '2分钟', '2小时', '2天']);
	assert.deepEqual(named(numbersEn, 'short'), ['2 ms', '2 sec', '2 min', '2 hr', '2 days']);
	assert.deepEqual(named(numbersZh, 'long'), ['2毫秒', '2秒', '2分钟', '2小时', '2天']);
	assert.equal(numbersEn.unit(1, 'minute', 'long'), '1 minute');
	assert.equal(numbersEn.unit(0.25, 'second', 'narrow', 2), '0.25s');
	assert.equal(numbersEn.unit(3.25, 'second', 'narrow'), '3.25s');
});

const times = {
	/** A decimal below ten seconds, and two units from a minute on. */
	shortTime: [
		[0, '0s', '0秒'],
		[4000, '4s', '4秒'],
		[9, '0.0s', '0.0秒'],
		[340, '0.3s', '0.3秒'],
		[-9940, '-9.9s', '-9.9秒'],
		[9950, '10s', '10秒'],
		[59_700, '1m00s', '1分00秒'],
		[77_000, '1m17s', '1分17秒'],
		[-7_500_000, '-2h05m', '-2小时05分'],
	],
	wholeSeconds: [
		[-5, '0s', '0秒'],
		[9950, '9s', '9秒'],
		[59_600, '59s', '59秒'],
		[61_000, '1m01s', '1分01秒'],
		[7_559_999, '2h05m', '2小时05分'],
		[93_600_000, '1d02h', '1天02小时'],
	],
	time: [
		[-5, '0 seconds', '0秒'],
		[8420, '8 seconds', '8秒'],
		[61_000, '1 minute 1 second', '1分钟1秒'],
		[3_600_000, '1 hour', '1小时'],
		[3_723_000, '1 hour 2 minutes', '1小时2分钟'],
		[90_000_000, '1 day 1 hour', '1天1小时'],
		[50 * 86_400_000 + 5000, '50 days', '50天'],
	],
} as const;

for (const form of ['shortTime', 'wholeSeconds', 'time'] as const) {
	test(`a duration has at most two units: ${form}`, () => {
		for (const [duration, english, chinese] of times[form]) {
			assert.equal(numbersEn[form](duration), english);
			assert.equal(numbersZh[form](duration), chinese);
		}
	});
}

function money(text: string): Money {
	const value = parseMoney(text);
	assert.ok(value !== null);
	return value;
}
