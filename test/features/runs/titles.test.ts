import assert from 'node:assert/strict';
import test from 'node:test';
import type {RunOrder} from '../../../source/core/run-order.ts';
import type {Action} from '../../../source/store/action.ts';
import {reduce} from '../../../source/store/reducer.ts';
import {initialState, type State} from '../../../source/store/state.ts';
import {added} from '../../helpers/play.ts';
import {name, polled, pollFailed, problem, start} from '../../helpers/values.ts';
import {order} from './order.ts';

/** The state after some actions, and the pages that each of them asked for. */
function play(before: State, ...actions: readonly Action[]) {
	let state = before;
	const pages = actions.map(action => {
		const step = reduce(state, action);
		({state} = step);
		return step.effects.flatMap(effect => (effect.type === 'loadTitles' ? [effect.page] : []));
	});
	return {state, pages};
}

const blank = initialState({columns: 80, rows: 24}, start);
const at = start;

const [a, b, c] = ['a', 'b', 'c'].map(id => order(id, {title: name(id.toUpperCase())}));
assert.ok(a && b && c);

function listed(page: number, ...orders: readonly RunOrder[]): Action {
	return {type: 'titlesLoaded', at, page, response: {orders, count: 100, total: 1000}};
}

const titleOf = (state: State, id: string) => state.runs.get(id)?.title?.exact ?? null;

test('the list is read once, after the first poll, even if that failed', () => {
	for (const first of [polled('a'), pollFailed('a')]) {
		const {pages} = play(blank, added(['a']), first, polled('a'), polled('a'));
		assert.deepEqual(pages, [[], [1], [], []]);
	}
});

test('further pages are loaded while a title is missing, at most three', () => {
	const begun = play(blank, added(['a']), added(['b']), polled('a')).state;
	const read = play(begun, listed(1, b), listed(2, order('a')), listed(3), polled('a'));
	assert.deepEqual(read.pages, [[2], [3], [], []]);
	assert.deepEqual([titleOf(read.state, 'a'), titleOf(read.state, 'b')], [null, 'B']);
	const found = play(begun, listed(1, a, b, c));
	assert.deepEqual(found.pages, [[]]);
	assert.deepEqual([...found.state.runs.keys()], ['a', 'b'], 'nothing joins by it');
});

test('a run that is added later starts a new reading, also during one', () => {
	const begun = play(blank, added(['a']), polled('a')).state;
	const meanwhile = play(begun, added(['b'], start + 1), polled('b', {}, [], start + 1), listed(1));
	assert.deepEqual(meanwhile.pages, [[], [], [1]]);
	const over = play(begun, listed(1, a)).state;
	const after = play(over, added(['b'], start + 5), polled('b', {}, [], start + 5));
	assert.deepEqual(after.pages, [[], [1]]);
});

test('a failed list is not requested again, and no list is after the key was rejected', () => {
	const begun = play(blank, added(['a']), polled('a')).state;
	const lost = play(begun, {type: 'titlesLoaded', at, page: 1, response: null}, polled('a'));
	assert.deepEqual(lost.pages, [[], []]);
	assert.equal(lost.state.titleSearch.page, null);
	const denied: Action = {type: 'denied', at, problem: problem({kind: 'auth'})};
	assert.deepEqual(play(blank, added(['a']), denied).pages, [[], []]);
});
