import assert from 'node:assert/strict';
import test from 'node:test';
import type {Command} from '../../../source/store/command.ts';
import type {State} from '../../../source/store/state.ts';
import {invoked, stateAfter, watching} from '../../helpers/play.ts';
import {polled, start} from '../../helpers/values.ts';

const back: Command = {type: 'go-back'};
const down: Command = {type: 'move', lines: 1};
const list = stateAfter(watching(['a', 'b', 'c', 'd']), polled('c', {phase: 'failed'}));

test('it goes back through runs, panes and overlays of a run, but not through runs that were only passed', () => {
	let state = after(list, [down, 0], [down, 10], [{type: 'failure'}, 5000]);
	state = after(state, [{type: 'back'}, 6000], [down, 6100], [{type: 'focus', pane: 'log'}, 9000]);
	assert.deepEqual(placeOf(state), ['d', 'log', undefined]);
	const places: unknown[] = [];

	for (let step = 0; step < 5; step++) {
		state = after(state, [back, 10_000 + step]);
		places.push(placeOf(state));
	}

	assert.deepEqual(places, [
		['d', 'runs', undefined],
		['c', 'runs', 'failure'],
		['c', 'runs', undefined],
		['a', 'runs', undefined],
		['a', 'runs', undefined],
	]);
	assert.equal(state.view.notice?.notice.kind, 'nothing-before');
});

test('a run was looked at from one second on', () => {
	const cameBackTo = (ms: number) =>
		placeOf(after(list, [down, 5000], [down, 5000 + ms], [back, 9000]))[0];
	assert.deepEqual([999, 1000].map(cameBackTo), ['a', 'b']);
});

test('removed runs are skipped, a filter that hides the run is cleared, and other overlays are closed', () => {
	const away = after(list, [down, 2000], [down, 4000], [{type: 'move', lines: -1}, 6000]);
	const removed = after(away, [down, 8000], [{type: 'drop'}, 9000]);
	assert.equal(placeOf(removed)[0], 'd');
	const hidden = after(removed, [{type: 'set', setting: 'filter', value: 'id:d'}, 10_000]);
	const there = after(hidden, [{type: 'help'}, 11_000], [back, 12_000]);
	assert.deepEqual(placeOf(there), ['d', 'runs', undefined]);
	const before = after(there, [back, 13_000]);
	assert.deepEqual(placeOf(before), ['b', 'runs', undefined]);
	assert.equal(before.view.filter, '');
});

function after(state: State, ...commands: ReadonlyArray<readonly [Command, number]>): State {
	return stateAfter(state, ...commands.map(([command, ms]) => invoked(command, start + ms)));
}

function placeOf({view}: State) {
	return [view.selected, view.focus, view.overlay?.kind];
}
