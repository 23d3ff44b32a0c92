import assert from 'node:assert/strict';
import test from 'node:test';
import type {LogEntry} from '../../source/domain/log-entry.ts';
import type {Action} from '../../source/state/action.ts';
import type {Command} from '../../source/state/command.ts';
import type {Effect} from '../../source/state/effect.ts';
import {reduce} from '../../source/state/reducer.ts';
import {initialState, type State} from '../../source/state/state.ts';
import {answered, entry, name, start} from '../helpers/values.ts';

function play(...actions: readonly Action[]): State {
	return actions.reduce<State>(
		(state, action) => reduce(state, action).state,
		initialState({columns: 80, rows: 24}, start),
	);
}

function reading(logs: readonly LogEntry[]): State {
	return play(
		{type: 'runs-added', at: start, ids: [name('wfrun_1')]},
		answered('wfrun_1', {}, logs),
		{type: 'commanded', at: start, command: {type: 'focus', pane: 'log'}},
	);
}

function effectOf(state: State, command: Command): Effect | undefined {
	const step = reduce(state, {type: 'commanded', at: start, command});
	assert.ok(step.effects.length <= 1);
	return step.effects[0];
}

/** The messages of what an effect gives out. */
function given(effect: Effect | undefined): readonly string[] {
	assert.ok(effect !== undefined && 'log' in effect);
	assert.equal(effect.log.runId, 'wfrun_1');
	return [...effect.log.entries].map(({message}) => message.exact);
}

const logs = ['one', 'two', 'three'].map((message, second) => entry(message, second));
const pager: Command = {type: 'page-log'};
const save: Command = {type: 'save-log', form: 'text'};
const dump: Command = {type: 'save-log', form: 'json'};

test('the pager and the text file get what is shown, the export gets all', () => {
	const state = reading(logs);
	assert.equal(effectOf(state, pager)?.type, 'page-log');
	assert.deepEqual(given(effectOf(state, pager)), ['one', 'two', 'three']);
	assert.deepEqual(given(effectOf(state, save)), ['one', 'two', 'three']);
	assert.deepEqual(given(effectOf(state, dump)), ['one', 'two', 'three']);
});

test('what leaves is the log as it was, though more comes before it is read', () => {
	const state = reading(logs);
	const effects = [pager, save, dump].map(command => effectOf(state, command));
	reduce(state, answered('wfrun_1', {}, [...logs, entry('four', 3)]));

	for (const effect of effects) {
		assert.deepEqual(given(effect), ['one', 'two', 'three']);
	}
});

test('y in the log copies the entry, elsewhere what is selected there', () => {
	const state = reading(logs);
	assert.deepEqual(given(effectOf(state, {type: 'copy'})), ['three']);
	const {state: runs} = reduce(state, {
		type: 'commanded',
		at: start,
		command: {type: 'focus', pane: 'runs'},
	});
	assert.deepEqual(effectOf(runs, {type: 'copy'}), {
		type: 'copy',
		text: 'wfrun_1',
		what: 'wfrun_1',
	});
});

test('of an empty log nothing leaves, and it is told', () => {
	for (const state of [
		reading([]),
		play({type: 'commanded', at: start, command: {type: 'focus', pane: 'log'}}),
	]) {
		for (const command of [pager, save, dump, {type: 'copy'} as const]) {
			const step = reduce(state, {type: 'commanded', at: start, command});
			assert.deepEqual(step.effects, []);
			assert.deepEqual(step.state.view.notice?.notice, {kind: 'no-log'});
		}
	}
});

test('a hole in the log goes with it', () => {
	const later = entry('much later', 99);
	const state = play(
		{type: 'runs-added', at: start, ids: [name('wfrun_1')]},
		answered('wfrun_1', {}, logs),
		answered('wfrun_1', {}, [later]),
	);
	const effect = effectOf(state, pager);
	assert.ok(effect?.type === 'page-log');
	assert.deepEqual([...effect.log.gaps], [later]);
});
