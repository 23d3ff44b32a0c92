import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {
	updateWaitSamples,
	secondsToFront,
	estimateBias,
	type WaitSamples,
} from '../../../source/core/forecast/samples.ts';

/** What was told every `pause` milliseconds. */
function told(values: ReadonlyArray<number | null>, pause = 10_000): WaitSamples {
	return values.reduce<WaitSamples>(
		(waitSamples, value, index) => updateWaitSamples(waitSamples, value, index * pause),
		[],
	);
}

test('an estimate that goes down like the time is honest', () => {
	const honest = told([90, 80, 70, 60, 50, 40, 30]);
	assert.equal(estimateBias(honest), 1);
});

test('one that goes down slower or not at all is longer than it says, and by eight times at most', () => {
	const half = estimateBias(told([90, 85, 80, 75, 70, 65, 60])) ?? 0;
	assert.ok(half > 1.3 && half < 2, `${half}`);
	const never = estimateBias(told(Array.from({length: 60}, () => 90))) ?? 0;
	assert.equal(never, 8);
});

test('nothing is said after a moment, of two values, and of a wait that has begun anew', () => {
	assert.equal(estimateBias(told([90, 89, 88], 5000)), null);
	assert.equal(estimateBias(told([90, 80])), null);
	assert.equal(estimateBias(told([90, 80, 70, 120])), null);
	assert.equal(estimateBias(told([90, 80, null])), null);
});

test('a place comes to the front as fast as it has come so far', () => {
	assert.equal(secondsToFront(told([10, 9, 8, 7, 6])), 55);
	assert.equal(secondsToFront(told([10, 10, 10, 10, 9])), null);
	assert.equal(secondsToFront(told([10])), null);
});

test('a wait of any length is kept in a few samples, the newest always (property)', () => {
	fc.assert(
		fc.property(
			fc.array(fc.integer({min: 0, max: 500}), {minLength: 1, maxLength: 200}),
			values => {
				const falling = values.toSorted((a, b) => b - a);
				const waitSamples = told(falling, 4000);
				assert.ok(waitSamples.length <= 25);
				assert.equal(waitSamples.at(-1)?.value, falling.at(-1));
				const stretch = estimateBias(waitSamples);
				assert.ok(stretch === null || (stretch > 0 && stretch <= 8));
			},
		),
	);
});
