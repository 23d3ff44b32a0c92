import assert from 'node:assert/strict';
import test from 'node:test';
import {noSamples} from '../../../source/core/forecast/run-samples.ts';
import type {Run} from '../../../source/core/run.ts';
import {progressRows, stallRows} from '../../../source/features/run/progress-rows.ts';
import {texts} from '../../helpers/draw.tsx';
import {appearance, execution, now, run} from '../../helpers/sample.ts';
import {profile} from '../../helpers/values.ts';

function detail(shown: Run, width: number) {
	const look = {now, width, appearance: appearance(), paused: false, nextRequestAt: null};
	return {run: shown, ...look};
}

test('a stalled run shows since when, and its usual pause; without one it is idle, and with progress neither', () => {
	for (const [minutes, pauses, rows] of [
		[0.5, [5, 5, 5], []],
		[12, [20, 20, 20], ['‖ no step since 09:50:11, for 12m · usual pause below 90s']],
		[12, [20, 20], ['no step since 09:50:11, for 12m · usual pause below –']],
	] as const) {
		const earlierRuns = pauses.map(longestIdleSec => profile(60, {longestIdleSec}));
		const samples = {...noSamples, movedAt: now - minutes * 60_000, earlierRuns};
		const still = run('wfrun_a', {execution: execution('running'), samples});
		assert.deepEqual(texts(stallRows(detail(still, 90))), rows);
	}

	assert.deepEqual(stallRows(detail(run('wfrun_b'), 80)), []);
});

test('the bar has eight cells or more, and beside it are as many fields as leave it those', () => {
	const shown = execution('running', {
		progressPercent: 57,
		completedNodeCount: 4,
		totalRunnableNodes: 7,
		startedAt: now - 8000,
	});
	const drawn = Array.from({length: 100}, (_, index) => {
		const rows = progressRows(shown, detail(run('wfrun_a', {execution: shown}), 20 + index));
		const [first = '', ...below] = texts(rows);
		const [, bar = '', fields = ''] = /^(\S*) (.*)$/.exec(first) ?? [];
		return {bar: bar.length, fields: [fields, ...below].map(text => text.trim())};
	});
	const bars = drawn.map(({bar}) => bar);
	assert.deepEqual([Math.min(...bars), Math.max(...bars)], [8, 60]);
	assert.deepEqual(
		drawn.filter(({bar}) => bar === 8).map(({fields}) => fields),
		[
			['57%  4/7 nodes', '8s     ETA –'],
			['57%  4/7 nodes  8s', 'ETA –'],
			['57%  4/7 nodes  8s     ETA –'],
		],
	);
});
