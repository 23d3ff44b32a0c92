import assert from 'node:assert/strict';
import test from 'node:test';
import {hardShapes} from '../../../bench/forecast/hard-shapes.ts';
import {heldOutShapes} from '../../../bench/forecast/held-out-shapes.ts';
import {judge} from '../../../bench/forecast/judge.ts';
import type {Shape} from '../../../bench/forecast/shapes.ts';
import {simulate} from '../../../bench/forecast/simulate.ts';

/** This seed was not used to choose anything. */
const seed = 7_654_321;
const workflows = 6;

/** The shares of the moments with a range, and of the ranges that have to hold what came. */
const minTold = 0.35;
const minHeld = 0.75;

/** Whole points of a run's length that the error may be above that of `elapsed / percent`. */
const tolerance = 0.015;

function judged(shape: Shape) {
	return judge([...simulate([shape], seed, workflows).values()].flat());
}

for (const [set, shapes] of [
	['chosen with', hardShapes],
	['held out', heldOutShapes],
] as const) {
	for (const shape of shapes) {
		test(`N1: ranges hold what comes, and are given often enough (${set}): ${shape.name}`, () => {
			const {withinRange: held, coverage: told} = judged(shape);
			assert.ok(held >= minHeld, `held ${held.toFixed(3)}`);
			assert.ok(told >= minTold, `told ${told.toFixed(3)}`);
		});
	}
}

for (const name of ['a node takes 5 or 60 seconds', 'second half 2.5 times as slow by chance']) {
	test(`the 90th percentile of the error is not above that of elapsed / percent: ${name}`, () => {
		const {ours, naive} = judged(
			hardShapes.find(shape => shape.name === name) ?? assert.fail(name),
		);
		assert.ok(ours.p90 <= naive.p90 + tolerance, `${ours.p90.toFixed(3)}, ${naive.p90.toFixed(3)}`);
	});
}

for (const shape of heldOutShapes) {
	test(`nor is it for a shape that is held out: ${shape.name}`, () => {
		const {ours, naive} = judged(shape);
		assert.ok(ours.p90 <= naive.p90 + tolerance, `${ours.p90.toFixed(3)}, ${naive.p90.toFixed(3)}`);
	});
}
