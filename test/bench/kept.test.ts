import assert from 'node:assert/strict';
import test from 'node:test';
import {regressions, tolerance} from '../../bench/kept.ts';
import type {Row} from '../../bench/run.ts';

function row(what: string, ratio: number): Row {
	return {what, measured: '', reference: '', ratio, reach: null};
}

test('a ratio is worse when it is above the kept one by more than what the machine may be to blame for', () => {
	const kept = {start: {help: 2, hit: 0.001}};
	const told = (rows: readonly Row[]) => regressions('start', rows, kept);
	assert.deepEqual(told([row('help', 2 * tolerance), row('hit', 0.009)]), []);
	assert.deepEqual(told([row('help', 2.7), row('hit', 0.011)]), [
		'start: help: 2.70, was 2.00',
		'start: hit: 0.0110, was 0.00100',
	]);
});

test('far below its limit nothing is worse', () => {
	const told = (ratio: number) =>
		regressions('start', [{...row('help', ratio), reach: 9}], {start: {help: 1}});
	assert.deepEqual(told(3), []);
	assert.equal(told(3.1).length, 1);
});

test('what was not kept cannot be worse', () => {
	assert.deepEqual(regressions('start', [row('new', 100)], {start: {}}), []);
	assert.deepEqual(regressions('other', [row('help', 100)], {start: {help: 1}}), []);
});
