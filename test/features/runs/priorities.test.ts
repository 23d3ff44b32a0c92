import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Action} from '../../../source/store/action.ts';
import type {Effect} from '../../../source/store/effect.ts';
import {initialState, type State} from '../../../source/store/state.ts';
import {added, invoked, play, stateAfter, typed, watching} from '../../helpers/play.ts';
import {entry, polled, start} from '../../helpers/values.ts';

const ids = Array.from({length: 30}, (_, index) => `run-${String(index).padStart(2, '0')}`);
const size = {columns: 80, rows: 16};
/** Shows the first twelve of the thirty runs. */
const initial = watching(ids, size);

test('the first run is selected, and the runs in the rows of the list are in sight', () => {
	const {effects} = play(initialState(size, start), added(ids));
	assert.deepEqual(effects, [
		{type: 'watch', ids},
		{type: 'prioritize', selected: 'run-00', inSight: ids.slice(0, 12)},
	]);
});

test('a movement of the selection alone keeps the runs in sight', () => {
	assert.deepEqual(priorities(initial, down(5)), [['run-05', ids.slice(0, 12)]]);
});

test('scrolling brings other runs into sight', () => {
	assert.deepEqual(priorities(initial, down(20)), [['run-20', ids.slice(9, 21)]]);
});

test('the filter brings the runs that pass into sight with each letter', () => {
	const typing = [invoked({type: 'filter'}), typed('run-2'), typed('9')];
	assert.deepEqual(priorities(initial, ...typing), [
		['run-00', ids.slice(20)],
		['run-00', ['run-29']],
	]);
});

test('a marked run stays in sight of the poller wherever the list is', () => {
	const end = stateAfter(initial, down(29));
	const marked = [['run-00', [...ids.slice(0, 12), 'run-29']]];
	assert.deepEqual(priorities(end, invoked({type: 'mark'}), down(-29)), marked);
});

test('what changes nothing in the list gives no effect', () => {
	const actions = [polled('run-03'), {type: 'ticked', at: start + 1000} as const, down(0)];
	assert.deepEqual(priorities(initial, ...actions, invoked({type: 'wrap'})), []);
});

test('without a screen no run has priority', () => {
	const headless = initialState({columns: 0, rows: 0}, start);
	assert.deepEqual(priorities(headless, added(ids), down(3), invoked({type: 'mark'})), []);
});

function down(lines: number): Action {
	return invoked({type: 'move', lines});
}

function priorities(state: State, ...actions: readonly Action[]) {
	return play(state, ...actions)
		.effects.filter(
			(effect): effect is Extract<Effect, {type: 'prioritize'}> => effect.type === 'prioritize',
		)
		.map(({selected, inSight}) => [selected, inSight]);
}

test('above a million log entries in all, ended runs that nobody looks at keep their last 200', () => {
	const entries = Array.from({length: 90_000}, () => entry('step'));
	const twelve = ids.slice(0, 12);
	const ended = twelve.map(id => polled(id, {phase: 'succeeded'}, entries));
	const {state, effects} = play(
		initial,
		...ended,
		polled('run-12'),
		invoked({type: 'move', lines: 1}),
	);
	const logs = twelve.map(id => state.runs.get(id)?.log);
	assert.equal(logs[0]?.entries.length, 90_000, 'the selected run');
	assert.deepEqual([logs[1]?.entries.length, logs[1]?.leftOut], [200, 89_800]);
	assert.deepEqual(effects.at(-1), {type: 'pollNow', id: 'run-01'}, 'asked again when selected');
	const again = stateAfter(state, polled('run-01', {phase: 'succeeded'}, entries));
	assert.equal(again.runs.get('run-01')?.log.entries.length, 90_000);
});
