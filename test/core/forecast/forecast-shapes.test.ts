import assert from 'node:assert/strict';
import test from 'node:test';
import {hardShapes} from '../../../bench/forecast/hard-shapes.ts';
import {heldOutShapes} from '../../../bench/forecast/held-out-shapes.ts';
import {judge} from '../../../bench/forecast/judge.ts';
import type {Shape} from '../../../bench/forecast/shapes.ts';
import {simulate} from '../../../bench/forecast/simulate.ts';

/** The simulated runs of this seed were not used to choose the constants of the forecast. */
const seed = 7_654_321;
const workflows = 6;

/**
 * The minimum share of moments for which a range of the remaining time is forecast, and the minimum share of these
 * ranges that contain the real value.
 */
const minCoverage = 0.35;
const minWithinRange = 0.75;

/** The forecast's error may exceed that of the naive forecast `elapsed / percent` by this share of a run's length. */
const tolerance = 0.015;

function judged(shape: Shape) {
	return judge([...simulate([shape], seed, workflows).values()].flat());
}

for (const [set, shapes] of [
	['chosen with', hardShapes],
	['held out', heldOutShapes],
] as const) {
	for (const shape of shapes) {
		test(`N1: ranges contain the end, and are given often enough (${set}): ${shape.name}`, () => {
			const {withinRange, coverage} = judged(shape);
			assert.ok(withinRange >= minWithinRange, `within range ${withinRange.toFixed(3)}`);
			assert.ok(coverage >= minCoverage, `coverage ${coverage.toFixed(3)}`);
		});
	}
}

const chosen = ['a node takes 5 or 60 seconds', 'second half 2.5 times as slow by chance'].map(
	name => hardShapes.find(shape => shape.name === name) ?? assert.fail(name),
);

for (const shape of [...chosen, ...heldOutShapes]) {
	test(`the 90th percentile of the error is not above that of elapsed / percent: ${shape.name}`, () => {
		const {ours, naive} = judged(shape);
		assert.ok(ours.p90 <= naive.p90 + tolerance, `${ours.p90.toFixed(3)}, ${naive.p90.toFixed(3)}`);
	});
}
