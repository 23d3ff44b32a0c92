import assert from 'node:assert/strict';
import {test} from 'node:test';
import {initialState} from '../../../source/features/index.ts';
import type {State} from '../../../source/store/state.ts';
import {added, play, stateAfter, watching, type Step} from '../../helpers/play.ts';
import {entry, polled, start} from '../../helpers/values.ts';

const ids = Array.from({length: 30}, (_, index) => `run-${String(index).padStart(2, '0')}`);
const size = {columns: 80, rows: 16};
/** Shows the first twelve of the thirty runs. */
const initial = watching(ids, size);

test('the first run is selected, and the runs in the rows of the list are in sight', () => {
	const {state, effects} = play(initialState({size}, start), added(ids));
	assert.deepEqual([[...state.runs.keys()], state.view.selected], [ids, 'run-00']);
	assert.deepEqual(effects, [
		{type: 'watch', ids},
		{type: 'prioritize', selected: 'run-00', inSight: ids.slice(0, 12)},
	]);
});

const down = (lines: number): Step => ({type: 'move', lines});
const end = stateAfter(initial, down(29));

for (const [what, from, steps, expected] of [
	[
		'a movement of the selection alone keeps the runs in sight',
		initial,
		[down(5)],
		[['run-05', ids.slice(0, 12)]],
	],
	['scrolling brings other runs into sight', initial, [down(20)], [['run-20', ids.slice(9, 21)]]],
	[
		'the filter brings the runs that pass into sight with each letter',
		initial,
		['/ "run-2" 9'],
		[
			['run-00', ids.slice(20)],
			['run-00', ['run-29']],
		],
	],
	[
		'a marked run stays in sight of the poller wherever the list is',
		end,
		['space', down(-29)],
		[['run-00', [...ids.slice(0, 12), 'run-29']]],
	],
	[
		'what changes nothing in the list gives no effect',
		initial,
		[polled('run-03'), {type: 'ticked', at: start + 1000}, down(0), 'm'],
		[],
	],
	[
		'without a screen no run has priority',
		initialState({size: {columns: 0, rows: 0}}, start),
		[added(ids), down(3), {type: 'mark'}],
		[],
	],
] satisfies ReadonlyArray<readonly [string, State, readonly Step[], readonly unknown[]]>) {
	test(what, () => {
		assert.deepEqual(
			play(from, ...steps).effects.flatMap(effect =>
				effect.type === 'prioritize' ? [[effect.selected, effect.inSight]] : [],
			),
			expected,
		);
	});
}

test('above a million log entries in all, ended runs that nobody looks at keep their last 200', () => {
	const entries = Array.from({length: 90_000}, () => entry('step'));
	const twelve = ids.slice(0, 12);
	const ended = twelve.map(id => polled(id, {phase: 'succeeded'}, entries));
	const {state, effects} = play(initial, ...ended, polled('run-12'), 'j');
	const logs = twelve.map(id => state.runs.get(id)?.log);
	assert.equal(logs[0]?.entries.length, 90_000, 'the selected run');
	assert.deepEqual([logs[1]?.entries.length, logs[1]?.leftOut], [200, 89_800]);
	assert.deepEqual(effects.at(-1), {type: 'pollNow', id: 'run-01'}, 'asked again when selected');
	const again = stateAfter(state, polled('run-01', {phase: 'succeeded'}, entries));
	assert.equal(again.runs.get('run-01')?.log.entries.length, 90_000);
});
