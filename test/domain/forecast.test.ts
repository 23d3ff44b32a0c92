import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {forecast, likelySeconds} from '../../source/domain/forecast.ts';
import type {Pace} from '../../source/domain/pace.ts';
import type {Execution, Run} from '../../source/domain/run.ts';
import {execution, start} from '../helpers/values.ts';

const feed: Run['feed'] = {
	answeredAt: start,
	changedAt: start,
	nextPollAt: null,
	failures: 0,
	problem: null,
	gaveUp: null,
};

function heard(
	change: Partial<Execution>,
	pace: Pace = [],
): Pick<Run, 'execution' | 'pace' | 'feed'> {
	return {execution: execution(change), pace, feed};
}

/** A run that makes `speed` percent a second and was heard of every two seconds, the last time at `start`. */
function steady(percent: number, speed: number, samples: number): Pace {
	return Array.from({length: samples}, (_, index) => ({
		at: start - (samples - 1 - index) * 2000,
		percent: percent - (samples - 1 - index) * 2 * speed,
	}));
}

test('nothing is known before the first answer', () => {
	const run = {execution: null, pace: [], feed: {...feed, answeredAt: null}};
	assert.deepEqual(forecast(run, start), {queueSec: null, runSec: null});
	assert.equal(likelySeconds(forecast(run, start)), null);
});

test('the wait is the estimate of the service, counted down since it was told, never below zero', () => {
	const run = heard({phase: 'queued', queue: {position: 3, estimatedWaitSec: 90}});
	assert.deepEqual(forecast(run, start), {queueSec: 90, runSec: null});
	assert.equal(forecast(run, start + 30_000).queueSec, 60);
	assert.equal(forecast(run, start + 300_000).queueSec, 0);
	assert.equal(forecast(run, start - 300_000).queueSec, 90);
	assert.equal(forecast(heard({phase: 'queued'}), start).queueSec, null);
});

test('the time of a steady run is what is left at its speed, counted down', () => {
	const run = heard({progressPercent: 60}, steady(60, 2, 5));
	assert.deepEqual(forecast(run, start), {queueSec: 0, runSec: {low: 20, likely: 20, high: 20}});
	assert.equal(likelySeconds(forecast(run, start + 5000)), 15);
	assert.equal(likelySeconds(forecast(run, start + 50_000)), 0);
});

test('a single leap does not move what is likely', () => {
	const pace = steady(60, 2, 8).with(0, {at: start - 14_000, percent: 1});
	const {runSec} = forecast(heard({progressPercent: 60}, pace), start);
	assert.equal(runSec?.likely, 20);
});

test('a run that got no further for a while takes longer', () => {
	const moving = heard({progressPercent: 60}, steady(60, 2, 5));
	const stuck = {...moving, feed: {...feed, answeredAt: start + 60_000}};
	const {runSec} = forecast(stuck, start + 60_000);
	assert.ok((runSec?.likely ?? 0) >= 20);
	assert.ok((runSec?.high ?? 0) > 60);
});

test('below three samples it is learning, unless the start and the progress are known', () => {
	const pace = steady(10, 1, 2);
	assert.equal(forecast(heard({progressPercent: 10}, pace), start).runSec, null);
	assert.equal(forecast(heard({startedAt: start - 5000}, pace), start).runSec, null);
	const known = heard({progressPercent: 25, startedAt: start - 10_000}, pace);
	assert.deepEqual(forecast(known, start).runSec, {low: 15, likely: 30, high: 60});
	const future = heard({progressPercent: 25, startedAt: start + 10_000}, pace);
	assert.equal(forecast(future, start).runSec, null);
});

test('what a run did from its start on widens the range', () => {
	const run = heard({progressPercent: 60, startedAt: start - 120_000}, steady(60, 2, 5));
	assert.deepEqual(forecast(run, start).runSec, {low: 20, likely: 20, high: 80});
});

test('a final run takes no more time', () => {
	const over = {queueSec: 0, runSec: {low: 0, likely: 0, high: 0}};
	assert.deepEqual(forecast(heard({phase: 'failed', progressPercent: 10}), start), over);
});

test('a forecast is never negative nor out of order, and finite', () => {
	const percents = fc.array(fc.double({min: 0, max: 100, noNaN: true}), {maxLength: 12});
	fc.assert(
		fc.property(
			percents,
			fc.option(fc.integer({min: -1e6, max: 1e6})),
			fc.integer({min: -1e6, max: 1e6}),
			(values, startedAgo, age) => {
				const pace = [...new Set(values)]
					.toSorted((a, b) => a - b)
					.map((percent, index, all) => ({at: start - (all.length - index) * 700, percent}));
				const startedAt = startedAgo === null ? null : start - startedAgo;
				const progressPercent = pace.at(-1)?.percent ?? null;
				const {runSec} = forecast(heard({progressPercent, startedAt}, pace), start + age);

				if (runSec !== null) {
					assert.ok(runSec.low >= 0 && runSec.low <= runSec.likely);
					assert.ok(runSec.likely <= runSec.high && Number.isFinite(runSec.high));
				}
			},
		),
	);
});
