import assert from 'node:assert/strict';
import test from 'node:test';
import {
	updateProgressSamples,
	recentSamples,
	type ProgressSamples,
} from '../../../source/core/forecast/samples.ts';

/** Adds a response every `pause` milliseconds. */
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
