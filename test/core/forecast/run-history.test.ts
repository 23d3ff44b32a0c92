import assert from 'node:assert/strict';
import test from 'node:test';
import type {Execution} from '../../../source/core/execution.ts';
import {emptyHistory, updateHistory} from '../../../source/core/forecast/run-history.ts';
import {execution, start} from '../../helpers/values.ts';

test('only the time in which a run was seen running was watched, and only the pauses in it count', () => {
	let history = emptyHistory;
	let before: Parameters<typeof updateHistory>[1]['before'] = {execution: null, respondedAt: null};

	const poll = (second: number, change: Partial<Execution>, wasStalled = false) => {
		const at = start + second * 1000;
		const polled = execution(change);
		history = updateHistory(history, {
			before,
			execution: polled,
			logGrew: false,
			wasStalled,
			at,
		});
		before = {execution: polled, respondedAt: at};
	};

	poll(0, {phase: 'queued', queuePosition: 2});
	poll(8, {phase: 'queued', queuePosition: 2});
	poll(10, {phase: 'running', progressPercent: 0});
	poll(20, {phase: 'running', progressPercent: 10});
	poll(25, {phase: 'running', progressPercent: 10});
	poll(40, {phase: 'running', progressPercent: 20});
	assert.deepEqual([history.watchedMs, history.longestIdleMs], [30_000, 5000]);
	poll(100, {phase: 'running', progressPercent: 20});
	poll(110, {phase: 'running', progressPercent: 30}, true);
	assert.deepEqual([history.longestIdleMs, history.stalledMs], [5000, 60_000]);
	poll(120, {phase: 'succeeded', progressPercent: 100});
	poll(180, {phase: 'succeeded', progressPercent: 100});
	assert.equal(history.watchedMs, 110_000);
});
