import assert from 'node:assert/strict';
import test from 'node:test';
import {canWait} from '../../source/store/can-wait.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import type {Action} from '../../source/store/action.ts';
import {added, invoked, typed} from '../helpers/play.ts';
import {entry, polled, pollFailed, start} from '../helpers/values.ts';

/** Reports for each step in turn whether it can wait. */
function waits(...actions: readonly Action[]): readonly boolean[] {
	let state = initialState({columns: 80, rows: 24}, start);
	return actions.map(action => {
		const previous = state;
		state = reduce(previous, action).state;
		return canWait(action, state, previous);
	});
}

test('progress and new log entries can wait, the first response and a new status cannot', () => {
	assert.deepEqual(
		waits(
			added(['wfrun_1']),
			polled('wfrun_1', {progressPercent: 3}),
			polled('wfrun_1', {progressPercent: 4}),
			polled('wfrun_1', {progressPercent: 4}, [entry('a line')]),
			polled('wfrun_1', {phase: 'succeeded', progressPercent: 100}),
		),
		[false, false, true, true, false],
	);
});

test('the first failure and the response after it cannot wait; a further failure can', () => {
	assert.deepEqual(
		waits(
			added(['wfrun_1']),
			polled('wfrun_1'),
			pollFailed('wfrun_1'),
			pollFailed('wfrun_1'),
			pollFailed('wfrun_1', {gaveUp: 'unreachable'}),
			polled('wfrun_1'),
		),
		[false, false, false, true, false, false],
	);
});

test('user actions and ticks never wait', () => {
	assert.deepEqual(
		waits(
			{type: 'ticked', at: start + 1000},
			{type: 'resized', at: start, columns: 100, rows: 30},
			typed('x'),
			invoked({type: 'help'}),
		),
		[false, false, false, false],
	);
});
