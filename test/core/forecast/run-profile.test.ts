import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {emptyHistory} from '../../../source/core/forecast/run-history.ts';
import {
	profileParts,
	shareAtLeaving,
	shareAtReaching,
	type RunProfile,
} from '../../../source/core/forecast/run-profile.ts';
import {summarizeRun} from '../../../source/core/forecast/summarize-run.ts';
import {mergeLog} from '../../../source/core/log/merge-log.ts';
import {emptyLog} from '../../../source/core/log/run-log.ts';
import {entry, execution, start} from '../../helpers/values.ts';
import {anyCurve} from './profiles.ts';

const minute = 60_000;

/** Summarizes a run with samples from pairs of second and percent. */
function succeeded(
	points: ReadonlyArray<readonly [number, number]>,
	change: Partial<Parameters<typeof summarizeRun>[0]> = {},
) {
	return summarizeRun({
		execution: execution({phase: 'succeeded', startedAt: start, terminalAt: start + minute}),
		log: emptyLog,
		progressSamples: points.map(([second, percent]) => ({at: start + second * 1000, percent})),
		history: {...emptyHistory, watchedMs: 0.7 * minute},
		...change,
	});
}

test("only a run that succeeded has a profile, with the service's own duration", () => {
	assert.equal(succeeded([], {execution: execution({phase: 'failed', startedAt: start})}), null);
	assert.equal(succeeded([], {execution: execution({phase: 'succeeded'})}), null);
	assert.deepEqual(succeeded([]), {
		seconds: 60,
		curve: null,
		longestIdleSec: null,
		endedAt: start + minute,
	});
	const measured = execution({phase: 'succeeded', actualDurationSec: 8.42});
	assert.equal(succeeded([], {execution: measured})?.seconds, 8.42);
});

test('the curve has the percent after each part of the time; a long pause is no slope', () => {
	const curve =
		succeeded([
			[0, 0],
			[30, 40],
			[31, 50],
			[32, 60],
			[60, 100],
		])?.curve ?? [];
	assert.equal(curve.length, profileParts - 1);
	assert.deepEqual(curve.slice(0, 11), Array(11).fill(0));
	assert.ok((curve[11] ?? 0) >= 40 && curve.slice(12).every(percent => percent === 60));
});

test('progress that was lost again does not count', () => {
	const curve = succeeded([
		[6, 30],
		[12, 60],
		[18, 70],
		[24, 20],
		[42, 60],
		[60, 100],
	])?.curve;
	assert.equal(curve?.[8], 20);
});

test('a log with progress is preferred to the polls, also for a run that was not watched', () => {
	const logs = [0, 25, 50, 75, 100].map((percent, index) =>
		entry(`step ${index}`, index * 15, {progressPercent: percent}),
	);
	const log = mergeLog(emptyLog, logs);
	const curve = succeeded([[59, 1]], {log})?.curve;
	assert.ok(curve?.every((percent, index) => percent <= ((index + 1) / profileParts) * 100 + 0.1));
	assert.equal(curve?.[11], 50);
});

test('the longest pause is known if the run was watched nearly from its start', () => {
	const history = {...emptyHistory, longestIdleMs: 7000, watchedMs: 50_000};
	assert.equal(succeeded([], {history})?.longestIdleSec, 7);
	assert.equal(succeeded([], {history: {...history, watchedMs: 40_000}})?.longestIdleSec, null);
});

test('reaching comes before leaving, and both rise with the percent within 0 to 1 (property)', () => {
	fc.assert(
		fc.property(
			fc.option(anyCurve),
			fc.double({min: 0, max: 100, noNaN: true}),
			fc.double({min: 0, max: 100, noNaN: true}),
			(curve, one, other) => {
				const run: RunProfile = {seconds: 60, curve, longestIdleSec: null};
				const [less, more] = one < other ? [one, other] : [other, one];
				assert.ok(shareAtReaching(run, less) <= shareAtReaching(run, more));
				assert.ok(shareAtLeaving(run, less) <= shareAtLeaving(run, more));

				for (const percent of [less, more]) {
					const [reached, left] = [shareAtReaching(run, percent), shareAtLeaving(run, percent)];
					assert.ok(reached >= 0 && reached <= left + 1e-9 && left <= 1, `${reached} ${left}`);
				}
			},
		),
	);
});
