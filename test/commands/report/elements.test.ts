import assert from 'node:assert/strict';
import test from 'node:test';
import {barMarkup} from '../../../source/commands/report/elements.ts';
import type {TimeRange} from '../../../source/features/nodes/node-timeline.ts';

/** The start and the length of each bar, in thousandths of the axis. */
function bars(axis: TimeRange, ...times: readonly TimeRange[]) {
	const {html} = barMarkup(times, axis, 'running');
	return [...html.matchAll(/ x="(\d+)" width="(\d+)"/g)].map(([, ...cells]) => cells.map(Number));
}

test('the bars of the page are to scale, can be seen however short, and end with the axis', () => {
	const axis = {from: 5000, to: 25_000};
	assert.deepEqual(
		bars(
			axis,
			axis,
			{from: 5000, to: 10_000},
			{from: 10_000, to: 12_000},
			{from: 15_000, to: 15_001},
			{from: 25_000, to: 25_000},
		),
		[
			[0, 1000],
			[0, 250],
			[250, 100],
			[500, 4],
			[996, 4],
		],
	);
	assert.deepEqual(bars({from: 0, to: 1}, {from: 0, to: 1}), [[0, 1000]]);
	assert.deepEqual(bars({from: 5000, to: 5000}, {from: 5000, to: 5000}), [[0, 4]]);
});
