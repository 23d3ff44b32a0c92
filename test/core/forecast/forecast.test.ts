import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {judge, shapes} from '../../../bench/forecast.ts';
import type {Execution} from '../../../source/core/execution.ts';
import {
	forecast,
	likelySeconds,
	type SecondsRange,
} from '../../../source/core/forecast/forecast.ts';
import {
	noSamples,
	type RunProfile,
	type RunSamples,
} from '../../../source/core/forecast/run-samples.ts';
import {pollStatus} from '../../helpers/sample.ts';
import {execution, profile, start} from '../../helpers/values.ts';

const nothing = {low: 0, likely: 0, high: 0};

function runWith(change: Partial<Execution>, samples: Partial<RunSamples> = {}) {
	return {
		execution: execution(change),
		polling: pollStatus({respondedAt: start, changedAt: start, nextPollAt: null}),
		samples: {...noSamples, movedAt: start, ...samples},
	};
}

/** A run that reaches `percent` after `elapsed` seconds, evenly, one step every two seconds. */
function evenRun(percent: number, elapsed: number, earlierRuns: readonly RunProfile[] = []) {
	const startedAt = start - elapsed * 1000;
	const progress = Array.from({length: elapsed / 2 + 1}, (_, step) => ({
		at: startedAt + step * 2000,
		percent: (percent * step * 2) / elapsed,
	}));
	return runWith({progressPercent: percent, startedAt}, {progress, earlierRuns});
}

function about(range: SecondsRange | null, seconds: number): void {
	assert.ok(
		range !== null && Math.abs(range.likely - seconds) <= 0.1 * seconds,
		JSON.stringify(range),
	);
	assert.ok(range.low <= seconds && range.high >= seconds, JSON.stringify(range));
}

test('nothing is known before the first response, and a run that ended has no time left', () => {
	const run = {...runWith({}), execution: null, polling: pollStatus({respondedAt: null})};
	assert.deepEqual(forecast(run, start), {queueSec: null, runSec: null});
	assert.equal(likelySeconds(forecast(run, start)), null);
	const over = {queueSec: nothing, runSec: nothing};
	assert.deepEqual(forecast(runWith({phase: 'failed', progressPercent: 10}), start), over);
});

test('the first run of a workflow is forecast from its own steps, at least two, and counted down', () => {
	const run = evenRun(60, 30);
	about(forecast(run, start).runSec, 20);
	about(forecast(run, start + 5000).runSec, 15);
	assert.equal(likelySeconds(forecast(run, start + 50_000)), 0);
	const one = {...run, samples: {...run.samples, progress: run.samples.progress.slice(-1)}};
	assert.equal(forecast(one, start).runSec, null);
});

test('earlier runs show that the last percents take most of the time, also at another speed', () => {
	const course = [
		[25, 12.5],
		[50, 25],
		[60, 40],
		[70, 55],
		[80, 70],
		[90, 85],
	] as const;
	const earlier = [100, 100, 100, 100].map(seconds => profile(seconds, {course}));
	about(forecast(evenRun(50, 24, earlier), start).runSec, 76);
	about(
		forecast(
			evenRun(
				50,
				50,
				earlier.map(run => ({
					...run,
					course: course.map(([percent, seconds]) => [percent, seconds * 2] as const),
					seconds: 200,
				})),
			),
			start,
		).runSec,
		150,
	);
});

test('a pause as in earlier runs counts down; a longer one does not reduce the time after it', () => {
	const course = [
		[1, 50],
		[50, 75],
	] as const;
	const earlierRuns = [100, 100, 100, 100].map(seconds =>
		profile(seconds, {course, longestIdleSec: 50}),
	);
	const after = (seconds: number, earlier = earlierRuns) => {
		const startedAt = start - seconds * 1000;
		const samples = {progress: [{at: startedAt, percent: 0}], movedAt: startedAt};
		const run = runWith({progressPercent: 0, startedAt}, {...samples, earlierRuns: earlier});
		return forecast(run, start).runSec;
	};
	about(after(20), 80);
	about(after(70), 50);
	assert.equal(after(95), null, 'nobody knows how long a pause beyond the usual one lasts');
	assert.equal(after(20, earlierRuns.slice(2)), null, 'two runs do not show what is usual');
});

test('without a percentage, the durations of earlier runs decide, while one was longer', () => {
	const earlierRuns = [30, 40, 50, 40].map(seconds => profile(seconds));
	const after = (seconds: number) =>
		forecast(runWith({startedAt: start - seconds * 1000}, {earlierRuns}), start).runSec;
	about(after(10), 30);
	assert.equal(after(60), null);
});

test('while a run is queued, its duration follows from three earlier runs and is not counted down', () => {
	const queue = {queuePosition: 1, estimatedWaitSec: 10} as const;
	const queued = (...seconds: readonly number[]) =>
		runWith({phase: 'queued', ...queue}, {earlierRuns: seconds.map(each => profile(each))});
	assert.equal(forecast(queued(40, 42), start).runSec, null);
	const run = queued(40, 42, 44);
	const {runSec} = forecast(run, start);
	about(runSec, 42);
	assert.deepEqual(forecast(run, start + 5000).runSec, runSec);
	assert.equal(likelySeconds(forecast(run, start + 4000)), 6 + (runSec?.likely ?? 0));
});

test("the wait is the service's estimate, corrected by what earlier runs waited", () => {
	const wait = (change: Partial<Execution>, samples: Partial<RunSamples> = {}, after = 0) =>
		forecast(runWith({phase: 'queued', ...change}, samples), start + after).queueSec;
	const estimate = {queuePosition: 3, estimatedWaitSec: 90};
	assert.deepEqual(wait(estimate), {low: 90, likely: 90, high: 90});
	assert.equal(wait(estimate, {}, 30_000)?.likely, 60);
	assert.equal(wait(estimate, {}, 300_000)?.high, 0);
	assert.equal(wait({}), null);
	const earlierRuns = [1.4, 1.6, 1.8].map(waitRatio => profile(40, {waitRatio}));
	assert.deepEqual(wait(estimate, {earlierRuns})?.likely, 144);
});

test('no range is wider than a factor of ten, unless it ends within a minute and starts at zero', () => {
	const range = (...lengths: readonly number[]) =>
		forecast(
			runWith({phase: 'queued'}, {earlierRuns: lengths.map(seconds => profile(seconds))}),
			start,
		).runSec;
	assert.equal(range(60, 70, 86_400, 60), null);
	assert.equal(range(1, 1, 20, 1)?.low, 0);
	assert.ok((range(40, 60, 50, 45)?.low ?? 0) > 0);
});

test('a forecast is ordered, finite, not negative, and decreases with time', () => {
	const percents = fc.array(fc.double({min: 0, max: 100, noNaN: true}), {maxLength: 12});
	const earlier = fc.record({
		seconds: fc.double({min: 0, max: 1e5, noNaN: true}),
		course: percents.map(all => all.map((percent, index) => [percent, index] as const)),
		waitRatio: fc.option(fc.double({min: 0, max: 20, noNaN: true})),
	});
	fc.assert(
		fc.property(
			percents,
			fc.option(fc.integer({min: -1e6, max: 1e6})),
			fc.integer({min: -1e6, max: 1e6}),
			fc.array(earlier, {maxLength: 6}),
			fc.option(fc.nat(1000)),
			fc.constantFrom('queued', 'running', 'other'),
			(values, startedAgo, age, profiles, estimatedWaitSec, phase) => {
				const progress = values.map((percent, index) => ({
					at: start - (20 - index) * 700,
					percent,
				}));
				const startedAt = startedAgo === null ? null : start - startedAgo;
				const progressPercent = progress.at(-1)?.percent ?? null;
				const earlierRuns = profiles.map(({seconds, ...rest}) => profile(seconds, rest));
				const run = runWith(
					{phase, progressPercent, startedAt, estimatedWaitSec},
					{progress, earlierRuns},
				);
				const [now, later] = [forecast(run, start + age), forecast(run, start + age + 1000)];

				for (const part of ['queueSec', 'runSec'] as const) {
					const range = now[part];

					if (range !== null) {
						assert.ok(range.low >= 0 && range.low <= range.likely, JSON.stringify(range));
						assert.ok(
							range.likely <= range.high && Number.isFinite(range.high),
							JSON.stringify(range),
						);
						assert.ok((later[part]?.likely ?? 0) <= range.likely);
					}
				}
			},
		),
	);
});

function sumOf<Key extends string>(rows: ReadonlyArray<Record<Key, number>>, key: Key): number {
	return rows.reduce((sum, row) => sum + row[key], 0);
}

// The bench measures all shapes with ten seeds.
for (const [shape, most] of [
	['even progress', 1.3],
	['half speed after half', 0.4],
	['a retry from 60 to 20 %', 0.3],
	['progress only at the ends of nodes', 0.4],
] as const) {
	test(`ranges hold, and the error is at most ${most} times that of elapsed / percent: ${shape}`, () => {
		const plan = shapes[shape];
		assert.ok(plan);
		const {errors, held, forecasts, moments} = judge(plan, 7_654_321);
		const [ours, naive] = [sumOf(errors, 'ours'), sumOf(errors, 'naive')];
		assert.ok(ours <= most * naive, `${ours / naive}`);
		assert.ok(
			held >= 0.75 * forecasts && forecasts >= 0.8 * moments,
			`${held} ${forecasts} ${moments}`,
		);
	});
}
