import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type {Execution} from '../../../source/core/execution.ts';
import {forecast, likelySeconds} from '../../../source/core/forecast/forecast.ts';
import {emptyHistory, type RunHistory} from '../../../source/core/forecast/run-history.ts';
import {profileParts} from '../../../source/core/forecast/run-profile.ts';
import type {ProgressSamples} from '../../../source/core/forecast/samples.ts';
import {pollStatus} from '../../helpers/sample.ts';
import {execution, start} from '../../helpers/values.ts';
import {anyCurve, profilesOf} from './profiles.ts';

const polling = pollStatus({respondedAt: start, changedAt: start, nextPollAt: null});
const nothing = {low: 0, likely: 0, high: 0};

function runWith(
	change: Partial<Execution>,
	progressSamples: ProgressSamples = [],
	history: Partial<RunHistory> = {},
) {
	return {
		execution: execution(change),
		progressSamples,
		polling,
		history: {...emptyHistory, ...history},
	};
}

/**
 * Makes samples of a progress that rises by `speed` percent per second. There is one sample every two seconds. The
 * last one is at the time `start` and has the value `percent`.
 */
function steady(percent: number, speed: number, samples: number): ProgressSamples {
	return Array.from({length: samples}, (_, index) => ({
		at: start - (samples - 1 - index) * 2000,
		percent: percent - (samples - 1 - index) * 2 * speed,
	}));
}

test('nothing is known before the first response', () => {
	const run = {...runWith({}), execution: null, polling: {...polling, respondedAt: null}};
	assert.deepEqual(forecast(run, start), {queueSec: null, runSec: null});
	assert.equal(likelySeconds(forecast(run, start)), null);
});

test("the wait is the service's estimate, counted down since the response, never below zero", () => {
	const run = runWith({phase: 'queued', queuePosition: 3, estimatedWaitSec: 90});
	assert.deepEqual(forecast(run, start).queueSec, {low: 90, likely: 90, high: 90});
	assert.equal(forecast(run, start + 30_000).queueSec?.likely, 60);
	assert.equal(forecast(run, start + 300_000).queueSec?.high, 0);
	assert.equal(forecast(run, start - 300_000).queueSec?.likely, 90);
	assert.equal(forecast(runWith({phase: 'queued'}), start).queueSec, null);
});

test("a wait that falls too slowly becomes a range above the service's estimate", () => {
	const at = (second: number) => start - 60_000 + second * 1000;
	const waits = [100, 95, 90].map((value, index) => ({at: at(index * 30), value}));
	const queue = {queuePosition: null, estimatedWaitSec: 90};
	const {queueSec} = forecast(runWith({phase: 'queued', ...queue}, [], {waits}), start);
	assert.equal(queueSec?.low, 90);
	assert.ok(queueSec.likely > 150 && queueSec.likely === queueSec.high, `${queueSec.likely}`);
});

test('without an estimate, the moves in the queue give the wait', () => {
	const places = [10, 8, 5].map((value, index) => ({at: start - 50_000 + index * 25_000, value}));
	const queue = {queuePosition: 5, estimatedWaitSec: null};
	const {queueSec} = forecast(runWith({phase: 'queued', ...queue}, [], {places}), start);
	assert.deepEqual(queueSec, {low: 22.5, likely: 45, high: 90});
});

test('while a run is queued, its length follows from at least three earlier runs and is not counted down', () => {
	const queue = {queuePosition: 1, estimatedWaitSec: 10};
	const two = runWith({phase: 'queued', ...queue}, [], {earlierRuns: profilesOf([40, 42])});
	assert.equal(forecast(two, start).runSec, null);
	const three = runWith({phase: 'queued', ...queue}, [], {earlierRuns: profilesOf([40, 42, 44])});
	const {runSec} = forecast(three, start);
	assert.ok(runSec !== null && runSec.low < 40 && runSec.high > 44);
	assert.ok(Math.abs(runSec.likely - 42) < 1);
	assert.deepEqual(forecast(three, start + 5000).runSec, runSec);
	assert.equal(likelySeconds(forecast(three, start + 4000)), 6 + runSec.likely);
});

test('a run with an unknown status has a forecast only in the queue, since it may have started', () => {
	const history = {earlierRuns: profilesOf([40, 42, 44])};
	assert.deepEqual(forecast(runWith({phase: 'other'}, [], history), start), {
		queueSec: null,
		runSec: null,
	});
	const waiting = runWith({phase: 'other', estimatedWaitSec: 90}, [], history);
	assert.notEqual(likelySeconds(forecast(waiting, start)), null);
});

test('the time left of a steady run follows from its speed and is counted down', () => {
	const run = runWith({progressPercent: 60}, steady(60, 2, 5));
	assert.deepEqual(forecast(run, start), {
		queueSec: nothing,
		runSec: {low: 40 / (2 * 1.15), likely: 20, high: 40 / (2 / 1.15)},
	});
	assert.equal(likelySeconds(forecast(run, start + 5000)), 15);
	assert.equal(likelySeconds(forecast(run, start + 50_000)), 0);
});

test('a single leap does not change the likely value', () => {
	const progressSamples = steady(60, 2, 8).with(0, {at: start - 14_000, percent: 1});
	const {runSec} = forecast(runWith({progressPercent: 60}, progressSamples), start);
	assert.equal(runSec?.likely, 20);
});

test('a run takes longer after a pause', () => {
	const moving = runWith({progressPercent: 60}, steady(60, 2, 5));
	const after = (ms: number) =>
		forecast({...moving, polling: {...polling, respondedAt: start + ms}}, start + ms).runSec;
	assert.ok((after(5000)?.likely ?? 0) >= 20 && (after(5000)?.high ?? 0) > 25);
	// A pause much longer than the earlier pauses does not predict its end.
	assert.equal(after(60_000), null);
});

test('there is no forecast below three samples: earlier runs, steps of this one, and its start', () => {
	const ago = (ms: number) => start - ms;
	const forecastWith = (
		progressSamples: ProgressSamples,
		startedAt: number | null,
		earlier: number,
	) =>
		forecast(
			runWith(
				{progressPercent: progressSamples.at(-1)?.percent ?? null, startedAt},
				progressSamples,
				{earlierRuns: profilesOf(Array<number>(earlier).fill(60))},
			),
			start,
		).runSec !== null;
	assert.ok(!forecastWith(steady(10, 1, 2), null, 0));
	assert.ok(forecastWith(steady(10, 1, 3), null, 0));
	assert.ok(forecastWith(steady(10, 1, 2), ago(9000), 0));
	assert.ok(!forecastWith(steady(10, 1, 1), ago(9000), 0));
	assert.ok(forecastWith(steady(10, 1, 1), ago(9000), 1));
	assert.ok(!forecastWith(steady(10, 1, 1), null, 1));
	assert.ok(forecastWith(steady(10, 1, 1), null, 2));
	// At 0 % the start is not another sample.
	assert.ok(!forecastWith([{at: ago(2000), percent: 0}], ago(9000), 1));
});

test('the mean speed since the start widens the range', () => {
	const run = runWith({progressPercent: 60, startedAt: start - 120_000}, steady(60, 2, 5));
	const {runSec} = forecast(run, start);
	assert.deepEqual([runSec?.likely, Math.round(runSec?.high ?? 0)], [20, 92]);
});

test('earlier runs show that the last percents take most of the time', () => {
	// 50 % in the first quarter of the time.
	const curve = Array.from({length: profileParts - 1}, (_, index) => {
		const share = (index + 1) / profileParts;
		return share <= 0.25 ? share * 200 : 50 + ((share - 0.25) / 0.75) * 50;
	});
	const earlierRuns = profilesOf([100, 100, 100], curve);
	const progressSamples = steady(50, 2, 8);
	const run = runWith({progressPercent: 50, startedAt: start - 25_000}, progressSamples, {
		earlierRuns,
	});
	const {runSec} = forecast(run, start);
	assert.ok(runSec !== null && Math.abs(runSec.likely - 75) < 4, JSON.stringify(runSec));
	// At half the speed, the run takes up to twice as long.
	const slow = progressSamples.map(({at, percent}) => ({at: start - 2 * (start - at), percent}));
	const later = forecast(runWith({progressPercent: 50}, slow, {earlierRuns}), start).runSec;
	assert.ok(later !== null && later.likely > 90 && later.likely < 150, JSON.stringify(later));
});

test('a pause as in earlier runs counts down; a longer pause does not reduce the time after it', () => {
	// 0 % for half of the time.
	const curve = Array.from({length: profileParts - 1}, (_, index) =>
		Math.max(0, ((index + 1) / profileParts - 0.5) * 200),
	);
	const earlierRuns = profilesOf([100, 100, 100], curve);
	const at = (second: number) => {
		const now = start + second * 1000;
		const run = runWith({progressPercent: 0}, [{at: start, percent: 0}], {earlierRuns});
		return forecast({...run, polling: {...polling, respondedAt: now}}, now).runSec?.likely ?? 0;
	};
	assert.ok(Math.abs(at(0) - 100) < 1 && Math.abs(at(30) - 70) < 1 && Math.abs(at(50) - 50) < 5);
	assert.ok(Math.abs(at(80) - 50) < 5);
});

test('without percent, the earlier runs that took longer decide; without such a run there is no forecast', () => {
	const run = (seconds: number) =>
		forecast(
			runWith({startedAt: start - seconds * 1000}, [], {earlierRuns: profilesOf([30, 40, 50])}),
			start,
		).runSec;
	assert.ok(Math.abs((run(10)?.likely ?? 0) - 30) < 3);
	assert.ok((run(45)?.high ?? 0) > 5 && (run(45)?.likely ?? 0) === 5);
	assert.equal(run(60), null);
});

test('no range is wider than a factor of ten, unless it ends within a minute and starts at zero', () => {
	const range = (...lengths: readonly number[]) =>
		forecast(runWith({phase: 'queued'}, [], {earlierRuns: profilesOf(lengths)}), start).runSec;
	assert.equal(range(6, 6, 7, 900), null);
	assert.equal(range(60, 70, 86_400), null);
	assert.equal(range(1, 1, 20)?.low, 0);
	assert.ok((range(40, 60, 200)?.low ?? 0) > 0);
});

test('a final run has no time left', () => {
	const over = {queueSec: nothing, runSec: nothing};
	assert.deepEqual(forecast(runWith({phase: 'failed', progressPercent: 10}), start), over);
});

test('a forecast is ordered, finite, not negative, and decreases with time', () => {
	const percents = fc.array(fc.double({min: 0, max: 100, noNaN: true}), {maxLength: 12});
	const profile = fc.record({
		seconds: fc.double({min: 0, max: 1e5, noNaN: true}),
		curve: fc.option(anyCurve),
		longestIdleSec: fc.constant(null),
	});
	const waitSamples = fc
		.array(fc.integer({min: 0, max: 1000}), {maxLength: 6})
		.map(values =>
			values
				.toSorted((a, b) => b - a)
				.map((value, index) => ({at: start - (values.length - index) * 9000, value})),
		);
	fc.assert(
		fc.property(
			percents,
			fc.option(fc.integer({min: -1e6, max: 1e6})),
			fc.integer({min: -1e6, max: 1e6}),
			fc.array(profile, {maxLength: 6}),
			waitSamples,
			fc.constantFrom('queued', 'running', 'other'),
			(values, startedAgo, age, earlierRuns, waits, phase) => {
				const progressSamples = [...new Set(values)]
					.toSorted((a, b) => a - b)
					.map((percent, index, all) => ({at: start - (all.length - index) * 700, percent}));
				const startedAt = startedAgo === null ? null : start - startedAgo;
				const progressPercent = progressSamples.at(-1)?.percent ?? null;
				const queue = {queuePosition: null, estimatedWaitSec: waits.at(-1)?.value ?? null};
				const run = runWith({phase, progressPercent, startedAt, ...queue}, progressSamples, {
					earlierRuns,
					waits,
				});
				const now = forecast(run, start + age);
				const later = forecast(run, start + age + 1000);

				for (const part of ['queueSec', 'runSec'] as const) {
					const range = now[part];

					if (range !== null) {
						assert.ok(range.low >= 0 && range.low <= range.likely, JSON.stringify(range));
						assert.ok(range.likely <= range.high && Number.isFinite(range.high));
						assert.ok((later[part]?.likely ?? Infinity) <= range.likely);
					}
				}
			},
		),
	);
});
