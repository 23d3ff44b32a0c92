import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {addMoney, compareMoney, noMoney, parseMoney} from '../../../source/core/money/money.ts';
import type {Money} from '../../../source/core/money/money.ts';

function money(value: unknown): Money {
	const amount = parseMoney(value);
	assert.notEqual(amount, null, String(value));
	return amount ?? noMoney;
}

test('numbers and text are the same amount', () => {
	assert.equal(money('0.03000000'), money(0.03));
	assert.equal(money('0'), noMoney);
	assert.equal(money(-0), noMoney);
	assert.equal(money('-0.00'), noMoney);
	assert.equal(money(' +1.50 '), '1.5');
	assert.equal(money(0.0000001), '0.0000001');
	assert.equal(money('1e3'), '1000');
	assert.equal(money('007.50'), '7.5');
});

test('anything else is rejected', () => {
	const values = [Infinity, Number.NaN, null, undefined, true, {}, [1], 10n, '', '9'.repeat(41)];

	for (const value of [...values, ...'NaN Infinity 1,5 1. .5 0x10 1e999'.split(' ')]) {
		assert.equal(parseMoney(value), null);
	}
});

test('sums are exact to the last decimal', () => {
	assert.equal(addMoney(money(0.1), money(0.2)), '0.3');
	assert.equal(addMoney(), noMoney);
	const units = fc.array(fc.bigInt({min: -(10n ** 15n), max: 10n ** 15n}), {maxLength: 50});
	fc.assert(
		fc.property(units, amounts => {
			const sum = addMoney(...amounts.map(amount => money(decimal(amount))));
			const expected = amounts.reduce((total, amount) => total + amount, 0n);
			assert.equal(compareMoney(sum, money(decimal(expected))), 0);
			assert.equal(sum, money(decimal(expected)));
		}),
	);
});

test('amounts are compared as decimals', () => {
	assert.ok(compareMoney(money('0.1'), money('0.09')) > 0);
	assert.ok(compareMoney(money('9'), money('10')) < 0);
	assert.equal(compareMoney(money('1.0'), money('1')), 0);
});

/** Formats units of 10⁻⁸ CNY as the API does: with eight decimals. */
function decimal(units: bigint): string {
	const digits = String(units < 0n ? -units : units).padStart(9, '0');
	return `${units < 0n ? '-' : ''}${digits.slice(0, -8)}.${digits.slice(-8)}`;
}
