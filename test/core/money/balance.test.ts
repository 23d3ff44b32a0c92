import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {
	balanceLasts,
	balanceSum,
	updateBalanceSamples,
	type BalanceSamples,
} from '../../../source/core/money/balance.ts';
import {money} from '../../helpers/sample.ts';

const minute = 60_000;
const hour = 3600;

/** Samples of these amounts, one a minute. */
function samplesOf(amounts: readonly number[], every = minute): BalanceSamples {
	return amounts.reduce<BalanceSamples>(
		(samples, amount, index) =>
			updateBalanceSamples(
				samples,
				{prepaid: money(amount.toFixed(8)), cards: money('0')},
				index * every,
			),
		[],
	);
}

/** A balance of 10 CNY that falls by `perMinute` for some minutes. */
function falling(minutes: number, perMinute: number, from = 10): number[] {
	return Array.from({length: minutes + 1}, (_, index) => from - index * perMinute);
}

test('the sum is exact', () => {
	assert.equal(balanceSum({prepaid: money('0.1'), cards: money('0.2')}), '0.3');
});

test('the samples start again when the clock of the machine is set back, however little', () => {
	const samples = samplesOf(falling(12, 0.1));
	const add = (at: number) =>
		updateBalanceSamples(samples, {prepaid: money('8.7'), cards: money('0')}, at * minute);
	assert.equal(add(13).length, 14);

	for (const at of [12, 11.5, 3]) {
		assert.deepEqual(add(at), [{at: at * minute, value: 8.7}], `${at}`);
	}
});

test('a steady fall gives the time left, but only after ten minutes', () => {
	assert.equal(balanceLasts(samplesOf([])), null);
	assert.equal(balanceLasts(samplesOf(falling(9, 0.1))), null);
	const after = balanceLasts(samplesOf(falling(10, 0.1)));
	assert.equal(Math.round(after?.likely ?? 0), 90 * 60);
});

test('a balance that stays the same for a while is no top-up', () => {
	const after = balanceLasts(samplesOf([10, 10, 10, ...falling(10, 0.1)]));
	assert.notEqual(after, null);
	assert.equal(samplesOf([10, 10, 10]).length, 3);
});

test('nothing is said of a balance that does not fall, or is used up', () => {
	assert.equal(balanceLasts(samplesOf(falling(20, 0))), null);
	assert.equal(balanceLasts(samplesOf(falling(20, -0.1))), null);
	assert.equal(balanceLasts(samplesOf(falling(20, 0.5))), null);
});

test('after a top-up the ten minutes begin again', () => {
	const before = falling(20, 0.1);
	const soon = samplesOf([...before, ...falling(9, 0.1, 50)]);
	assert.equal(balanceLasts(soon), null);
	const later = balanceLasts(samplesOf([...before, ...falling(10, 0.1, 50)]));
	assert.equal(Math.round(later?.likely ?? 0), 490 * 60);
});

test('money that is held for a run and released is no top-up', () => {
	const held = falling(24, 0.1).map((amount, index) => amount - (index % 3 === 1 ? 0.2 : 0));
	assert.equal(Math.round((balanceLasts(samplesOf(held))?.likely ?? 0) / 60), 76);
});

test('a single large charge says nothing about the rate', () => {
	const charged = falling(20, 0.02).map((amount, index) => (index < 15 ? amount : amount - 5));
	assert.equal(balanceLasts(samplesOf(charged)), null);
	const hourly = falling(20, 0).map((amount, index) => (index < 12 ? amount : amount - 2));
	assert.equal(balanceLasts(samplesOf(hourly)), null);
});

test('when a GPU instance starts, the range has the new rate and the average', () => {
	const slow = falling(15, 0.01, 30);
	const lasts = balanceLasts(samplesOf([...slow, ...falling(10, 0.1, 29.85).slice(1)]));
	assert.equal(Math.round((lasts?.low ?? 0) / hour), 5);
	assert.equal(Math.round((lasts?.high ?? 0) / hour), 10);
});

test('samples from before a pause of half an hour do not count', () => {
	assert.equal(samplesOf(falling(3, 0.1), 31 * minute).length, 1);
});

test('whatever the balance does, the range is positive and ordered (property)', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({min: -1e9, max: 1e9}), {maxLength: 60}), units => {
			const lasts = balanceLasts(samplesOf(units.map(unit => unit / 1e8)));
			assert.ok(
				lasts === null ||
					(lasts.low > 0 && lasts.low <= lasts.likely && lasts.likely <= lasts.high),
			);
			assert.ok(lasts === null || Number.isFinite(lasts.high));
		}),
	);
});
