import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {stateAfter, watching} from '../../helpers/play.ts';
import {polled, start} from '../../helpers/values.ts';

const ended = {phase: 'succeeded'} as const;
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
	assert.deepEqual([unseen(state), unseen(stateAfter(state, 'j'))], ['b', '']);
	assert.equal(unseen(stateAfter(watching(['a', 'b']), polled('b', ended))), '');
});

for (const [name, before, after] of [
	['the window has no focus', focus(false), focus(true)],
	// A user who presses a key is present, whatever the terminal reported.
	['the window has no focus, until a key', focus(false), 'm'],
	['an overlay is open', '?', '?'],
	['the filter hides the run', '/ "no such run"', null],
	['only the list is in sight', 'z', 'enter'],
] as const) {
	test(`the selected run is not seen while ${name}`, () => {
		const away = stateAfter(twoRuns, before, polled('a', ended));
		assert.equal(unseen(away), 'a');
		assert.equal(after === null || unseen(stateAfter(away, after)) === '', true);
	});
}

test('nothing is unseen without a screen, and without a change the state is identical', () => {
	const blind = watching(['a'], {columns: 0, rows: 0});
	assert.equal(unseen(stateAfter(blind, polled('a'), polled('a', ended))), '');
	assert.equal(stateAfter(twoRuns, focus(true)), twoRuns);
});
