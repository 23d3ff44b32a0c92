import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {
	updateWaitSamples,
	secondsToFront,
	estimateBias,
	type WaitSamples,
} from '../../../source/core/forecast/samples.ts';

/** Adds a sample every `pause` milliseconds. */
function waitsOf(values: ReadonlyArray<number | null>, pause = 10_000): WaitSamples {
	return values.reduce<WaitSamples>(
		(waitSamples, value, index) => updateWaitSamples(waitSamples, value, index * pause),
		[],
	);
}

test('an estimate that falls with time has no bias', () => {
	const honest = waitsOf([90, 80, 70, 60, 50, 40, 30]);
	assert.equal(estimateBias(honest), 1);
});

test('an estimate that falls more slowly has a bias of at most eight', () => {
	const half = estimateBias(waitsOf([90, 85, 80, 75, 70, 65, 60])) ?? 0;
	assert.ok(half > 1.3 && half < 2, `${half}`);
	const never = estimateBias(waitsOf(Array.from({length: 60}, () => 90))) ?? 0;
	assert.equal(never, 8);
});

test('the bias is unknown after a short time, for two values, and after a rise', () => {
	assert.equal(estimateBias(waitsOf([90, 89, 88], 5000)), null);
	assert.equal(estimateBias(waitsOf([90, 80])), null);
	assert.equal(estimateBias(waitsOf([90, 80, 70, 120])), null);
	assert.equal(estimateBias(waitsOf([90, 80, null])), null);
});

test('a place moves to the front at the rate so far', () => {
	assert.equal(secondsToFront(waitsOf([10, 9, 8, 7, 6])), 55);
	assert.equal(secondsToFront(waitsOf([10, 10, 10, 10, 9])), null);
	assert.equal(secondsToFront(waitsOf([10])), null);
});

test('a wait of any length has few samples, including the newest (property)', () => {
	fc.assert(
		fc.property(
			fc.array(fc.integer({min: 0, max: 500}), {minLength: 1, maxLength: 200}),
			values => {
				const falling = values.toSorted((a, b) => b - a);
				const waitSamples = waitsOf(falling, 4000);
				assert.ok(waitSamples.length <= 25);
				assert.equal(waitSamples.at(-1)?.value, falling.at(-1));
				const bias = estimateBias(waitSamples);
				assert.ok(bias === null || (bias > 0 && bias <= 8));
			},
		),
	);
});
