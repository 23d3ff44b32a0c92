import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {invoked, stateAfter, typed, watching} from '../../helpers/play.ts';
import {polled, start} from '../../helpers/values.ts';

const ended = {phase: 'succeeded'} as const;
const down = invoked({type: 'move', lines: 1});
const help = invoked({type: 'help'});

function focus(focused: boolean): Action {
	return {type: 'windowFocusChanged', at: start, focused};
}

/** The first run is selected. */
const twoRuns = stateAfter(watching(['a', 'b']), polled('a'), polled('b'));

function unseen({view}: State): string {
	return [...view.unseen].join(' ');
}

test('a run that ends is unseen until it is selected; one that was over at its first response is not', () => {
	const state = stateAfter(twoRuns, polled('b', ended), polled('a', ended));
	assert.equal(unseen(state), 'b');
	assert.equal(unseen(stateAfter(state, down)), '');
	assert.equal(unseen(stateAfter(watching(['a', 'b']), polled('b', ended))), '');
});

for (const [name, before, after] of [
	['the window has no focus', [focus(false)], [focus(true)]],
	['an overlay is open', [help], [help]],
	['the filter hides the run', [invoked({type: 'filter'}), typed('no such run', start)], null],
	['only the list is in sight', [invoked({type: 'zoom'})], [invoked({type: 'enter'})]],
] as const) {
	test(`the selected run is not seen while ${name}`, () => {
		const away = stateAfter(twoRuns, ...before, polled('a', ended));
		assert.equal(unseen(away), 'a');

		if (after !== null) {
			assert.equal(unseen(stateAfter(away, ...after)), '');
		}
	});
}

test('a user who presses a key is present, whatever the terminal reported', () => {
	const away = stateAfter(twoRuns, focus(false), polled('a', ended));
	assert.equal(unseen(stateAfter(away, invoked({type: 'wrap'}))), '');
});

test('nothing is unseen without a screen, and without a change the state is identical', () => {
	const blind = watching(['a'], {columns: 0, rows: 0});
	assert.equal(unseen(stateAfter(blind, polled('a'), polled('a', ended))), '');
	assert.equal(stateAfter(twoRuns, focus(true)), twoRuns);
});
