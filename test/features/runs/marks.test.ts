import assert from 'node:assert/strict';
import test from 'node:test';
import {footerHints} from '../../../source/features/key-hints.ts';
import {shownRuns} from '../../../source/features/log/lines.ts';
import {targetRuns} from '../../../source/features/runs/index.ts';
import {selectRunList} from '../../../source/features/runs/run-table.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import type {State} from '../../../source/store/state.ts';
import {play, stateAfter, watching} from '../../helpers/play.ts';
import {shownOverlay} from '../../helpers/sample-model.ts';
import {output, polled, problem, start} from '../../helpers/values.ts';

const five = watching(['a', 'b', 'c', 'd', 'e']);

test('space marks and steps down; commands act on the marked runs that the filter shows, in other panes on the selected run', () => {
	const failed = ['d', 'e'].map(id => polled(id, {phase: 'failed'}));
	const all = stateAfter(five, ...failed, 'space space space space');
	assert.deepEqual(marked(all), ['a', 'b', 'c', 'd']);
	assert.deepEqual(marked(stateAfter(all, 'esc')), []);
	const filtered = stateAfter(all, '/ "failed" enter');
	assert.deepEqual(marked(filtered), marked(all));
	const {markedCount, markedInSight} = selectRunList(filtered);
	assert.deepEqual([markedInSight, markedCount], [1, 4]);
	assert.deepEqual(copied(filtered), {text: 'd', runs: 1});
	assert.deepEqual(copied(all), {text: 'a\nb\nc\nd', runs: 4});
	assert.deepEqual(copied(stateAfter(all, '2')), {text: 'e', runs: 1});
	const everything = stateAfter(filtered, 'ctrl+a');
	assert.deepEqual(marked(everything), ['a', 'b', 'c', 'd', 'e']);
	assert.deepEqual(copied(everything), {text: 'd\ne', runs: 2});

	assert.deepEqual(
		play(all, 'r').effects,
		marked(all).map(id => ({type: 'pollNow', id})),
	);
	const denied = stateAfter(all, {type: 'denied', at: start, problem: problem({kind: 'auth'})});
	const refused = play(denied, 'r');
	assert.deepEqual([refused.effects, refused.state.denied], [[{type: 'retryKey'}], null]);
});

test('if no run passes the filter, no command acts on the hidden run, and the footer offers none', () => {
	const hidden = stateAfter(watching(['a', 'b']), {
		type: 'set',
		setting: 'filter',
		value: 'nothing-matches',
	});
	assert.equal(selectScreen(hidden).run, null);
	assert.deepEqual(targetRuns(hidden), []);
	assert.equal(
		footerHints(hidden).some(({id}) => id === 'enter' || id === 'order'),
		false,
	);

	for (const key of ['-', 'space', 'i', 'x', 'y']) {
		const {state, effects} = play(hidden, key);
		assert.deepEqual([state.view.overlay, state.view.marked.size, effects], [null, 0, []], key);
		assert.deepEqual([...state.runs.keys()], ['a', 'b'], key);
	}

	const shown = stateAfter(hidden, {type: 'set', setting: 'filter', value: ''});
	assert.equal(selectScreen(shown).run?.id, 'a');
});

test('save all saves the outputs of the marked runs, and the merged log has only their logs', () => {
	const outputs = [output('one', 'text'), output('two', 'text')];
	const done = stateAfter(
		five,
		...['a', 'b', 'c'].map(id => polled(id, {phase: 'succeeded', outputs})),
	);
	const two = stateAfter(done, 'space space');
	const {state, effects} = play(two, 'D');
	const requests = effects.flatMap(effect => (effect.type === 'download' ? effect.requests : []));
	assert.deepEqual(
		requests.map(({run, output: {key}}) => `${run.id} ${key.exact}`),
		['a one', 'a two', 'b one', 'b two'],
	);
	const notice = {...state.view.notice?.notice, what: null};
	assert.deepEqual(notice, {kind: 'saving', count: 4, runs: 2, what: null});
	const merged = stateAfter(two, '3 A');
	assert.deepEqual(
		shownRuns(merged).map(({id}) => id),
		['a', 'b'],
	);
	assert.equal(shownRuns(stateAfter(merged, '1 esc')).length, 5);
});

test('a removal is undone as a whole: places and logs come back, one removal after the other', () => {
	const before = stateAfter(five, polled('b', {phase: 'succeeded'}), 'j space space');
	const ids = (state: State) => [...state.runs.keys()].join('');
	const removed = play(before, '-');
	assert.deepEqual([ids(removed.state), removed.state.view.selected], ['ade', 'd']);
	assert.equal(removed.effects.filter(({type}) => type === 'unwatch').length, 2);
	assert.deepEqual([...removed.state.saved.dropped.keys()], ['b', 'c']);
	assert.deepEqual(
		['- -', '- - u', '- - u u'].map(keys => ids(stateAfter(before, keys))),
		['ae', 'ade', 'abcde'],
	);
	const {state, effects} = play(removed.state, 'u');
	assert.equal(state.saved.dropped.size, 0);
	assert.equal(state.runs.get('b'), before.runs.get('b'));
	assert.ok(effects.some(effect => effect.type === 'watch' && effect.ids.join('') === 'bc'));
	const {notice} = state.view.notice ?? {};
	assert.deepEqual(notice, {...notice, kind: 'restored', count: 2});
	assert.equal(stateAfter(state, 'u').view.notice?.notice.kind, 'nothing-to-undo');
});

test('removed runs are listed after a restart, the last one first, and enter brings the selected one back', () => {
	const dropped = new Map([
		['old', {title: 'Old', status: 'failed'}],
		['new', {title: null, status: null}],
	]);
	const restarted = {...five, saved: {...five.saved, dropped}};
	const listed = stateAfter(restarted, {type: 'removed'});
	assert.deepEqual(
		shownOverlay(listed, 'picker').content.rows.map(({row, isSelected}) => [
			row.id.exact,
			isSelected,
		]),
		[
			['new', true],
			['old', false],
		],
	);
	const back = stateAfter(listed, 'down enter');
	assert.equal(back.runs.get('old')?.title?.exact, 'Old');
	assert.deepEqual([...back.saved.dropped.keys()], ['new']);
	assert.ok(back.saved.watched.has('old'));
	assert.equal(stateAfter(five, {type: 'removed'}).view.notice?.notice.kind, 'none-removed');
});

function marked({view}: State): readonly string[] {
	return [...view.marked];
}

function copied(state: State) {
	const effect = play(state, 'y').effects.find(({type}) => type === 'copy');
	return effect?.type === 'copy' ? {text: effect.text, runs: effect.runs} : null;
}
