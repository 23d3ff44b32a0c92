import assert from 'node:assert/strict';
import test from 'node:test';
import {shownRuns} from '../../../source/features/log/lines.ts';
import {targetRuns} from '../../../source/features/runs/index.ts';
import {selectRunList} from '../../../source/features/runs/run-table.ts';
import type {Command} from '../../../source/store/command.ts';
import {footerHints} from '../../../source/store/keys/hints.ts';
import {selectScreen} from '../../../source/store/selectors.ts';
import type {State} from '../../../source/store/state.ts';
import {play, stateAfter, typed, watching} from '../../helpers/play.ts';
import {shownOverlay} from '../../helpers/sample-model.ts';
import {output, polled, problem, start} from '../../helpers/values.ts';

const five = watching(['a', 'b', 'c', 'd', 'e']);
const down = (lines: number): Command => ({type: 'move', lines});

test('mark steps down, and esc removes the marks', () => {
	const two = stateAfter(five, {type: 'mark'}, {type: 'mark'});
	assert.deepEqual(marked(two), ['a', 'b']);
	assert.deepEqual(marked(stateAfter(two, {type: 'back'})), []);
});

test('commands act on the marked runs that the filter shows, in other panes on the selected run', () => {
	const titled = stateAfter(five, polled('d', {phase: 'failed'}), polled('e', {phase: 'failed'}));
	const all = stateAfter(titled, {type: 'mark'}, {type: 'mark'}, {type: 'mark'}, {type: 'mark'});
	const filtered = stateAfter(all, {type: 'filter'}, typed('failed'), {type: 'submit'});
	assert.deepEqual(marked(filtered), ['a', 'b', 'c', 'd']);
	const {markedCount, markedInSight} = selectRunList(filtered);
	assert.deepEqual([markedInSight, markedCount], [1, 4]);
	assert.deepEqual(copied(filtered), {text: 'd', runs: 1});
	assert.deepEqual(copied(all), {text: 'a\nb\nc\nd', runs: 4});
	assert.deepEqual(copied(stateAfter(all, {type: 'focus', pane: 'detail'})), {text: 'e', runs: 1});
	const everything = stateAfter(filtered, {type: 'mark-all'});
	assert.deepEqual(marked(everything), ['a', 'b', 'c', 'd', 'e']);
	assert.deepEqual(copied(everything), {text: 'd\ne', runs: 2});

	const polls = play(all, {type: 'poll-now'}).effects;
	assert.deepEqual(
		polls.flatMap(effect => (effect.type === 'pollNow' ? [effect.id] : [])),
		['a', 'b', 'c', 'd'],
	);
	const denied = stateAfter(all, {type: 'denied', at: start, problem: problem({kind: 'auth'})});
	const refused = play(denied, {type: 'poll-now'});
	assert.deepEqual(refused.effects, [{type: 'retryKey'}]);
	assert.equal(refused.state.denied, null);
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

	for (const type of ['drop', 'mark', 'order', 'failure', 'copy'] as const) {
		const {state, effects} = play(hidden, {type});
		assert.deepEqual([state.view.overlay, state.view.marked.size, effects], [null, 0, []], type);
		assert.deepEqual([...state.runs.keys()], ['a', 'b'], type);
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
	const two = stateAfter(done, {type: 'mark'}, {type: 'mark'});
	const {state, effects} = play(two, {type: 'download', which: 'all'});
	const requests = effects.flatMap(effect => (effect.type === 'download' ? effect.requests : []));
	assert.deepEqual(
		requests.map(({run, output: {key}}) => [run.id, key.exact]),
		[
			['a', 'one'],
			['a', 'two'],
			['b', 'one'],
			['b', 'two'],
		],
	);
	assert.deepEqual(
		{...state.view.notice?.notice, what: null},
		{kind: 'saving', count: 4, runs: 2, what: null},
	);
	const merged = stateAfter(two, {type: 'all-logs'});
	assert.deepEqual(
		shownRuns(merged).map(({id}) => id),
		['a', 'b'],
	);
	assert.equal(shownRuns(stateAfter(merged, {type: 'back'})).length, 5);
});

test('a removal is undone as a whole: places and logs come back, one removal after the other', () => {
	const before = stateAfter(
		stateAfter(five, polled('b', {phase: 'succeeded'})),
		down(1),
		{type: 'mark'},
		{type: 'mark'},
	);
	const removed = play(before, {type: 'drop'});
	assert.deepEqual([...removed.state.runs.keys()], ['a', 'd', 'e']);
	assert.equal(removed.state.view.selected, 'd');
	assert.equal(removed.effects.filter(({type}) => type === 'unwatch').length, 2);
	assert.deepEqual([...removed.state.saved.dropped.keys()], ['b', 'c']);
	const twice = stateAfter(removed.state, {type: 'drop'});
	assert.deepEqual([...twice.runs.keys()], ['a', 'e']);
	const once = stateAfter(twice, {type: 'undo'});
	assert.deepEqual([...once.runs.keys()], ['a', 'd', 'e']);
	const {state, effects} = play(once, {type: 'undo'});
	assert.deepEqual([...state.runs.keys()], ['a', 'b', 'c', 'd', 'e']);
	assert.equal(state.saved.dropped.size, 0);
	assert.equal(state.runs.get('b'), before.runs.get('b'));
	assert.ok(effects.some(effect => effect.type === 'watch' && effect.ids.join('') === 'bc'));
	assert.deepEqual(state.view.notice?.notice, {
		...state.view.notice?.notice,
		kind: 'restored',
		count: 2,
	});
	const none = stateAfter(state, {type: 'undo'});
	assert.equal(none.view.notice?.notice.kind, 'nothing-to-undo');
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
			row.order.id.exact,
			isSelected,
		]),
		[
			['new', true],
			['old', false],
		],
	);
	const back = stateAfter(listed, down(1), {type: 'submit'});
	assert.equal(back.runs.get('old')?.title?.exact, 'Old');
	assert.deepEqual([...back.saved.dropped.keys()], ['new']);
	assert.ok(back.saved.watched.has('old'));
	assert.equal(stateAfter(five, {type: 'removed'}).view.notice?.notice.kind, 'none-removed');
});

function marked({view}: State): readonly string[] {
	return [...view.marked];
}

function copied(state: State) {
	const effect = play(state, {type: 'copy'}).effects.find(({type}) => type === 'copy');
	return effect?.type === 'copy' ? {text: effect.text, runs: effect.runs} : null;
}
