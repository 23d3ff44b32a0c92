import assert from 'node:assert/strict';
import test from 'node:test';
import {initialState, reduce, urgencyOf} from '../../source/features/index.ts';
import type {Action} from '../../source/store/action.ts';
import type {Urgency} from '../../source/store/urgency.ts';
import {added, invoked, typed} from '../helpers/play.ts';
import {reachableService} from '../helpers/sample.ts';
import {entry, polled, pollFailed, start} from '../helpers/values.ts';

const id = 'wfrun_1';

const cases: ReadonlyArray<readonly [string, ReadonlyArray<readonly [Action, Urgency]>]> = [
	[
		'progress and new log entries can wait, the first response and a new status not so long',
		[
			[polled(id, {progressPercent: 3}), 'soon'],
			[polled(id, {progressPercent: 4}), 'later'],
			[polled(id, {progressPercent: 4}, [entry('a line')]), 'later'],
			[polled(id, {phase: 'succeeded', progressPercent: 100}), 'soon'],
		],
	],
	[
		'a further failure can wait, the first failure and the response after it not so long',
		[
			[polled(id), 'soon'],
			[pollFailed(id), 'soon'],
			[pollFailed(id), 'later'],
			[pollFailed(id, {gaveUp: 'unreachable'}), 'soon'],
			[polled(id), 'soon'],
		],
	],
	[
		'the user waits for keys, text and a new size',
		[
			[{type: 'serviceChanged', at: start, service: reachableService}, 'later'],
			[{type: 'ticked', at: start + 1000}, 'soon'],
			[{type: 'resized', at: start, columns: 100, rows: 30}, 'user'],
			[typed('x'), 'user'],
			[invoked({type: 'help'}), 'user'],
		],
	],
];

for (const [what, steps] of cases) {
	test(what, () => {
		let state = reduce(initialState({size: {columns: 80, rows: 24}}, start), added([id])).state;

		for (const [action, urgency] of steps) {
			const previous = state;
			state = reduce(previous, action).state;
			assert.equal(urgencyOf(action, state, previous), urgency, action.type);
		}
	});
}
