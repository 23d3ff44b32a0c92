import assert from 'node:assert/strict';
import test from 'node:test';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {calmUrgencyOf, urgencyOf, type Urgency} from '../../source/store/urgency.ts';
import {added, invoked, typed} from '../helpers/play.ts';
import {reachableService} from '../helpers/service-states.ts';
import {entry, polled, pollFailed, start} from '../helpers/values.ts';

/** Reduces the actions one after the other, and returns the urgency of each. */
function urgencies(...actions: readonly Action[]): readonly Urgency[] {
	return urgenciesBy(urgencyOf, actions);
}

function urgenciesBy(of: typeof urgencyOf, actions: readonly Action[]): readonly Urgency[] {
	let state = initialState({columns: 80, rows: 24}, start);
	return actions.map(action => {
		const previous = state;
		state = reduce(previous, action).state;
		return of(action, state, previous);
	});
}

test('progress and new log entries are background, the first response and a new status are not', () => {
	const found = urgencies(
		added(['wfrun_1']),
		polled('wfrun_1', {progressPercent: 3}),
		polled('wfrun_1', {progressPercent: 4}),
		polled('wfrun_1', {progressPercent: 4}, [entry('a line')]),
		polled('wfrun_1', {phase: 'succeeded', progressPercent: 100}),
	);
	assert.deepEqual(found, ['normal', 'between-keys', 'background', 'background', 'between-keys']);
});

test('with calm a new status waits for the next five seconds, the answer to a key does not', () => {
	const found = urgenciesBy(calmUrgencyOf, [
		added(['wfrun_1']),
		polled('wfrun_1', {phase: 'succeeded'}),
		typed('x'),
	]);
	assert.deepEqual(found, ['normal', 'background', 'user']);
});

test('a further failure is background, the first failure and the response after it are not', () => {
	const found = urgencies(
		added(['wfrun_1']),
		polled('wfrun_1'),
		pollFailed('wfrun_1'),
		pollFailed('wfrun_1'),
		pollFailed('wfrun_1', {gaveUp: 'unreachable'}),
		polled('wfrun_1'),
	);
	assert.deepEqual(found, [
		'normal',
		'between-keys',
		'between-keys',
		'background',
		'between-keys',
		'between-keys',
	]);
});

test('what is known about the service is background', () => {
	const service = {type: 'serviceChanged', at: start, service: reachableService} as const;
	assert.deepEqual(urgencies(service), ['background']);
});

test('the user waits for keys and text; ticks wait for a pause between keys, sizes for nothing', () => {
	const found = urgencies(
		{type: 'ticked', at: start + 1000},
		{type: 'resized', at: start, columns: 100, rows: 30},
		typed('x'),
		invoked({type: 'help'}),
	);
	assert.deepEqual(found, ['between-keys', 'normal', 'user', 'user']);
});
