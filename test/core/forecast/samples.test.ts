import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {
	estimateBias,
	recentSamples,
	secondsToFront,
	updateProgressSamples,
	updateWaitSamples,
	type ProgressSamples,
	type WaitSamples,
} from '../../../source/core/forecast/samples.ts';

/** Returns the samples of a run whose responses contain these percentages, one every `pause` milliseconds. */
function paceOf(percents: ReadonlyArray<number | null>, pause = 2000): ProgressSamples {
	return percents.reduce<ProgressSamples>(
		(progressSamples, percent, index) =>
			updateProgressSamples(progressSamples, percent, index * pause),
		[],
	);
}

test('a response without progress returns the same samples', () => {
	const progressSamples = paceOf([10, 20]);
	assert.equal(updateProgressSamples(progressSamples, 20, 10_000), progressSamples);
	assert.equal(updateProgressSamples(progressSamples, null, 10_000), progressSamples);
});

test('a step ahead is a sample', () => {
	assert.deepEqual(paceOf([0, 0, null, 5]), [
		{at: 0, percent: 0},
		{at: 6000, percent: 5},
	]);
});

test('the samples start over if the progress or the clock goes back', () => {
	assert.deepEqual(paceOf([10, 20, 5]), [{at: 4000, percent: 5}]);
	assert.deepEqual(updateProgressSamples(paceOf([10, 20]), 30, 1000), [{at: 1000, percent: 30}]);
});

test('the newest twenty samples are recent', () => {
	const many = paceOf(Array.from({length: 60}, (_, index) => index));
	assert.equal(recentSamples(many).length, 20);
	assert.equal(recentSamples(many).at(-1)?.percent, 59);
	assert.equal(recentSamples(paceOf([0, 10, 20], 50_000)).length, 3);
});

test('of the older samples, one stays for every percent', () => {
	const old = paceOf(Array.from({length: 1000}, (_, index) => index / 10));
	assert.ok(old.length <= 120, `${old.length}`);
	assert.equal(old[0]?.percent, 0);
	const gaps = old.slice(1).map(({percent}, index) => percent - (old[index]?.percent ?? 0));
	assert.ok(Math.max(...gaps) <= 1.01);
});

/**
 * Returns the samples of a run whose responses contain these values, one every `pause` milliseconds. The values are
 * estimated waits in seconds, or positions in the queue.
 */
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
