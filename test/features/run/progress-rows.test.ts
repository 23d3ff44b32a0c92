import assert from 'node:assert/strict';
import test from 'node:test';
import {noSamples} from '../../../source/core/forecast/run-samples.ts';
import {mergeLog} from '../../../source/core/log/merge-log.ts';
import {emptyLog} from '../../../source/core/log/run-log.ts';
import type {Run} from '../../../source/core/run.ts';
import {foreignName} from '../../../source/core/text/sanitize.ts';
import {progressRows, stallRows} from '../../../source/features/run/progress-rows.ts';
import {textOf} from '../../../source/ui/line.ts';
import {texts} from '../../helpers/draw.tsx';
import {appearance, entry, execution, now, run} from '../../helpers/sample.ts';
import {profile} from '../../helpers/values.ts';

const minute = 60_000;

/**
 * A running run whose last progress is `minutes` minutes ago. `pauses` has the longest pause of each earlier run of
 * the same workflow, in seconds.
 */
function still(minutes: number, pauses: readonly number[]): Run {
	return run('wfrun_a', {
		execution: execution('running'),
		log: mergeLog(emptyLog, [entry('KSampler step 5/20', {nodeId: foreignName('3')})]),
		samples: {
			...noSamples,
			movedAt: now - minutes * minute,
			earlierRuns: pauses.map(longestIdleSec => profile(60, {longestIdleSec})),
		},
	});
}

function rows(stalled: Run, width: number): readonly string[] {
	return texts(
		stallRows({
			run: stalled,
			now,
			width,
			appearance: appearance(),
			paused: false,
			nextRequestAt: null,
		}),
	);
}

test('a run with progress has no stall rows', () => {
	assert.deepEqual(rows(still(0.5, [5, 5, 5]), 80), []);
	assert.deepEqual(rows(run('wfrun_b'), 80), []);
});

test('a stalled run shows since when, and its usual pause', () => {
	assert.deepEqual(rows(still(12, [20, 20, 20]), 80), [
		'‖ no step since 09:50:11, for 12m · usual pause below 90s',
	]);
});

test('without a usual pause a run is idle, not stalled', () => {
	const [first] = rows(still(12, [20, 20]), 90);
	assert.equal(first, 'no step since 09:50:11, for 12m · usual pause below –');
});

test('the bar has eight cells or more, and beside it are as many fields as leave it those', () => {
	const running = run('wfrun_a', {
		execution: execution('running', {
			progressPercent: 57,
			completedNodeCount: 4,
			totalRunnableNodes: 7,
			startedAt: now - 8000,
		}),
	});
	const {execution: shown} = running;
	assert.ok(shown !== null);
	const drawn = Array.from({length: 100}, (_, index) => {
		const detail = {
			run: running,
			now,
			width: 20 + index,
			appearance: appearance(),
			paused: false,
			nextRequestAt: null,
		};
		const [first, ...below] = progressRows(shown, detail);
		const [, bar = '', fields = ''] = /^(\S*) (.*)$/.exec(textOf(first ?? [])) ?? [];
		return {bar: bar.length, fields: [fields, ...below.map(textOf)].map(text => text.trim())};
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
