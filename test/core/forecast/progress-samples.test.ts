import assert from 'node:assert/strict';
import test from 'node:test';
import {
	minSamples,
	updateProgressSamples,
	recentSamples,
	type ProgressSamples,
} from '../../../source/core/forecast/samples.ts';

/** The pace after answers of so many percent, each `pause` milliseconds after the other. */
function paceOf(percents: ReadonlyArray<number | null>, pause = 2000): ProgressSamples {
	return percents.reduce<ProgressSamples>(
		(progressSamples, percent, index) =>
			updateProgressSamples(progressSamples, percent, index * pause),
		[],
	);
}

test('an answer that got no further gives the identical pace', () => {
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

test('the pace begins anew when the progress or the clock went back', () => {
	assert.deepEqual(paceOf([10, 20, 5]), [{at: 4000, percent: 5}]);
	assert.deepEqual(updateProgressSamples(paceOf([10, 20]), 30, 1000), [{at: 1000, percent: 30}]);
});

test('the window has what is recent, and never fewer samples than it takes to say something', () => {
	const many = paceOf(Array.from({length: 60}, (_, index) => index));
	assert.equal(recentSamples(many).length, 20);
	assert.equal(recentSamples(many).at(-1)?.percent, 59);
	const sparse = recentSamples(paceOf([0, 10, 20, 30, 40], 50_000));
	assert.deepEqual(
		sparse.map(({percent}) => percent),
		[20, 30, 40],
	);
	assert.equal(sparse.length, minSamples);
});

test('of what was before the window a sample stays for every few percent, however long it goes on', () => {
	const old = paceOf(
		Array.from({length: 1000}, (_, index) => index / 10),
		2000,
	);
	assert.ok(old.length < 50, `${old.length}`);
	assert.equal(old[0]?.percent, 0);
	const gaps = old.slice(1).map(({percent}, index) => percent - (old[index]?.percent ?? 0));
	assert.ok(Math.max(...gaps) < 5);
});
