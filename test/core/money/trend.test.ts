import assert from 'node:assert/strict';
import test from 'node:test';
import {riseOf} from '../../../source/core/money/trend.ts';

const steady = [20, 22, 21, 19, 20, 23, 21, 20, 22, 21];

test('clearly higher newest values are a rise, with the medians before and now', () => {
	assert.deepEqual(riseOf([...steady, 30, 32, 29, 31, 33]), {before: 21, now: 31});
	// Of thirty values, the newest third is compared.
	assert.deepEqual(riseOf([...steady, ...steady, ...steady.map(value => value * 2)]), {
		before: 21,
		now: 42,
	});
});

test('a small rise, a single outlier, a fall and too few values are none', () => {
	for (const values of [
		[],
		steady,
		[...steady, 24, 25, 26, 24, 25],
		[...steady, 20, 21, 500, 22, 19],
		[...steady, 30, 10, 32, 12, 31],
		[...steady, 5, 6, 5, 6, 5],
		[1, 1, 1, 1, 9, 9, 9, 9, 9],
	]) {
		assert.equal(riseOf(values), null, String(values));
	}
});

test('an even number of values has the mean of the two in the middle as median', () => {
	assert.deepEqual(riseOf([1, 1, 2, 2, 1, 2, 4, 4, 5, 5, 4]), {before: 1.5, now: 4});
});
