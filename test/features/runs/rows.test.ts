import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseMoney} from '../../../source/core/money/money.ts';
import {initialState} from '../../../source/features/index.ts';
import {footerHints} from '../../../source/features/key-hints.ts';
import {runsInLog} from '../../../source/features/log/lines.ts';
import {targetRuns} from '../../../source/features/runs/index.ts';
import {foldLine} from '../../../source/features/runs/lines.ts';
import {listedRows, selectedRow, shortIds} from '../../../source/features/runs/list.ts';
import {selectRunList} from '../../../source/features/runs/run-table.ts';
import {selectHeader, selectScreen} from '../../../source/features/screen-model.ts';
import type {State} from '../../../source/store/state.ts';
import {textOf} from '../../../source/ui/line.ts';
import {added, invoked, play, stateAfter, watching, type Step} from '../../helpers/play.ts';
import {shownOverlay} from '../../helpers/sample-model.ts';
import {appearance} from '../../helpers/sample.ts';
import {entry, name, output, polled, problem, start} from '../../helpers/values.ts';

const five = watching(['a', 'b', 'c', 'd', 'e']);

test('space marks and steps down; commands act on the marked runs that the filter shows, in other panes on the selected run', () => {
	const failures = ['d', 'e'].map(id => polled(id, {phase: 'failed'}));
	const all = stateAfter(five, ...failures, 'space space space space');
	assert.deepEqual(marksOf(all), ['a', 'b', 'c', 'd']);
	assert.deepEqual(marksOf(stateAfter(all, 'esc')), []);
	const filtered = stateAfter(all, '/ "failed" enter');
	assert.deepEqual(marksOf(filtered), marksOf(all));
	const {markedCount, markedInSight} = selectRunList(filtered);
	assert.deepEqual([markedInSight, markedCount], [1, 4]);
	assert.deepEqual(copied(filtered), {text: 'd', runs: 1});
	assert.deepEqual(copied(all), {text: 'a\nb\nc\nd', runs: 4});
	// Of one failed run that is not marked, the failure is copied.
	const [effect] = play(stateAfter(all, '2'), 'y').effects;
	assert.equal(effect?.type === 'copyFailure' && effect.card.run.id, 'e');
	const everything = stateAfter(filtered, 'ctrl+a');
	assert.deepEqual(marksOf(everything), ['a', 'b', 'c', 'd', 'e']);
	assert.deepEqual(copied(everything), {text: 'd\ne', runs: 2});

	assert.deepEqual(
		play(all, 'r').effects.filter(({type}) => type === 'pollNow'),
		marksOf(all).map(id => ({type: 'pollNow', id})),
	);
	const denied = stateAfter(all, {type: 'denied', at: start, problem: problem({kind: 'auth'})});
	const refused = play(denied, 'r');
	assert.deepEqual([refused.effects[0], refused.state.denied], [{type: 'retryKey'}, null]);
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

	const cleared = stateAfter(hidden, {type: 'set', setting: 'filter', value: ''});
	assert.equal(selectScreen(cleared).run?.id, 'a');
});

test('save all saves the outputs of the marked runs, and the merged log has only their logs', () => {
	const outputs = [output('one', 'text'), output('two', 'text')];
	const done = stateAfter(
		five,
		...['a', 'b', 'c'].map(id => polled(id, {phase: 'succeeded', outputs})),
	);
	const two = stateAfter(done, 'space space');
	const {state, effects} = play(two, 'D');
	const requests = effects.flatMap(effect => (effect.type === 'download' ? effect.outputs : []));
	assert.deepEqual(
		requests.map(({run, output: {key}}) => `${run.id} ${key.exact}`),
		['a one', 'a two', 'b one', 'b two'],
	);
	assert.equal(selectHeader(state).saving?.count, 4);
	const merged = stateAfter(two, '3 A');
	assert.deepEqual(
		runsInLog(merged).map(({id}) => id),
		['a', 'b'],
	);
	assert.equal(runsInLog(stateAfter(merged, '1 esc')).length, 5);
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

function marksOf({view}: State): readonly string[] {
	return [...view.marked];
}

function copied(state: State) {
	const effect = play(state, 'y').effects.find(({type}) => type === 'copy');
	return effect?.type === 'copy' ? {text: effect.text, runs: effect.runs} : null;
}

function failed(id: string, reason: string, node: string, cost = '0.1') {
	const error = {reason: name(reason), detail: null, engineCode: null, statusCode: null};
	return polled(
		id,
		{phase: 'failed', error, totalCost: parseMoney(cost), workflowId: name('wf_a')},
		[entry('boom', 0, {nodeId: name(node), severity: 'error'})],
	);
}

/** Five runs: a, c and d failed for the same cause. */
const initial = stateAfter(
	watching(['a', 'b', 'c', 'd', 'e'], {columns: 120, rows: 40}),
	failed('a', 'CUDA out of memory: 2.5 GiB', 'n3'),
	polled('b', {phase: 'running', workflowId: name('wf_b'), createdAt: start - 86_400_000}),
	failed('c', 'out of memory', 'n3', '0.31'),
	failed('d', '显存不足', 'n3'),
	failed('e', 'no face in picture 7', 'n5'),
);

/** The rows: a fold as its runs in brackets. */
function rows(state: State): string {
	return listedRows(state)
		.map(({run, fold: folded}) =>
			folded === null ? run.id : `[${folded.runs.map(({id}) => id).join(' ')}]`,
		)
		.join(' ');
}

test('runs fold by workflow and by cause of failure; a single run has its own row', () => {
	assert.equal(rows(stateAfter(initial, 'F')), '[a c d e] b');
	assert.equal(rows(stateAfter(initial, 'F F')), '[a c d] b e');
	assert.equal(rows(stateAfter(initial, 'F F F')), 'a b c d e');
	const again = stateAfter(initial, failed('b', 'no face in picture 12', 'n5'), 'F F');
	assert.equal(rows(again), '[a c d] [b e]');
});

test('the order of the list holds between folds, by their first runs, and within them', () => {
	const turned = stateAfter(initial, 'S', 'F F');
	assert.equal(rows(turned), 'e [d c a] b');
	const byCost = invoked({type: 'set', setting: 'sort', value: 'cost'});
	assert.match(rows(stateAfter(turned, byCost)), /^\[c /);
});

test('enter opens a fold and closes it; elsewhere it goes to the log', () => {
	const closed = stateAfter(initial, 'F F');
	assert.equal(selectedRow(closed)?.fold?.runs.length, 3);
	const open = stateAfter(closed, 'enter');
	assert.equal(rows(open), '[a c d] a c d b e');
	assert.equal(open.view.focus, 'runs');
	const member = stateAfter(open, 'j j');
	assert.deepEqual([member.view.selected, selectedRow(member)?.fold], ['c', null]);
	assert.equal(stateAfter(member, 'enter').view.focus, 'log');
	assert.equal(rows(stateAfter(member, 'k k enter')), '[a c d] b e');
	assert.equal(stateAfter(member, 'k k enter j').view.selected, 'b');
});

test('on a fold the footer says that enter opens or folds it', () => {
	const wordOfEnter = (state: State) =>
		footerHints(state).find(({keys}) => keys.includes('enter'))?.id;
	assert.equal(wordOfEnter(initial), 'enter');
	assert.equal(wordOfEnter(stateAfter(initial, 'F F')), 'show');
	assert.equal(wordOfEnter(stateAfter(initial, 'F F', 'enter')), 'fold-runs');
});

test('the selection stays at its fold or run, whatever arrives', () => {
	const onFold = stateAfter(initial, 'F F', 'enter');
	const key = selectedRow(onFold)?.id;
	const sorted = stateAfter(onFold, 'S', failed('b', 'out of memory', 'n3'));
	assert.equal(rows(sorted), 'e [d c b a] d c b a');
	assert.equal(selectedRow(sorted)?.id, key);
	const onRun = stateAfter(initial, 'G', 'F F');
	assert.equal(selectedRow(onRun)?.id, 'e');
	const joined = stateAfter(onRun, failed('b', 'no face in picture 9', 'n5'));
	assert.deepEqual(
		[selectedRow(joined)?.fold?.runs.map(({id}) => id), joined.view.selected],
		[['b', 'e'], 'e'],
	);
});

test('what acts on a fold acts on its runs', () => {
	const folded = stateAfter(initial, 'F F');
	const marked = stateAfter(folded, 'space');
	assert.deepEqual([[...marked.view.marked], marked.view.selected], [['a', 'c', 'd'], 'b']);
	assert.equal(stateAfter(marked, 'k space').view.marked.size, 0);
	assert.equal(rows(stateAfter(folded, '-')), 'b e');
	assert.equal(rows(stateAfter(folded, '- u')), '[a c d] b e');
});

test('a fold shows how many runs it has, why they failed, and what they cost; its whole name before its sums', () => {
	for (const [keys, width, line] of [
		['F F', 60, /^\+ 3 × OOM in n3 +¥0\.51$/],
		['F', 19, /^\+ 4 × wf_a ✗4 ¥0\.61$/],
		['F', 18, /^\+ 4 × wf_a {6}✗4$/],
		['F', 12, /^\+ 4 × wf_a$/],
		['F', 8, /^\+ 4 × w…$/],
	] as const) {
		const [row] = listedRows(stateAfter(initial, keys));
		assert.ok(row?.fold);
		assert.match(textOf(foldLine(row.fold, width, appearance())).trimEnd(), line);
	}
});

test('the first key does not move a run that has ended while it was selected', () => {
	const first = stateAfter(
		initialState({size: {columns: 120, rows: 40}}, start),
		added(['a', 'b']),
		...['a', 'b'].map(id => polled(id)),
		polled('a', {phase: 'succeeded', terminalAt: start}, [], start),
	);
	assert.deepEqual(shown(stateAfter(first, 'j')), ['a', 'b']);
});

test('while a filter is typed, the details show the first run that it finds, and after escape the selected one', () => {
	const state = stateAfter(watching(['a', 'b']), '/ "b"');
	const {run, list} = selectScreen(state);
	assert.deepEqual([run?.id, list.rows.map(({isSelected}) => isSelected)], ['b', [true]]);
	assert.equal(selectScreen(stateAfter(state, 'esc')).run?.id, 'a');
});

test('what needs the user is first, then running, queued, ended; data and keys leave the selected row in its line', () => {
	let state = stateAfter(
		initialState({size: {columns: 120, rows: 40}}, start),
		added(['a', 'b', 'c', 'd']),
		...['a', 'b', 'c'].map(id => polled(id)),
		polled('d', {phase: 'queued'}),
	);

	for (const [step, order] of [
		['j', 'abcd'],
		[polled('c', {phase: 'failed', terminalAt: start}, [], start), 'cbad'],
		[polled('b', {phase: 'succeeded', terminalAt: start + 1}, [], start + 1), 'cbad'],
		['j', 'cbad'],
		[polled('a', {phase: 'succeeded', terminalAt: start + 2}, [], start + 2), 'cdab'],
		['g G', 'cdab'],
		['S', 'badc'],
	] as const) {
		state = stateAfter(state, step);
		assert.equal(shown(state).join(''), order);
	}
});

test('= compares one run with the last success of its workflow in the list', () => {
	const done = (id: string, at: number) =>
		polled(id, {phase: 'succeeded', workflowId: name('wf_a'), terminalAt: start + at});
	const state = stateAfter(initial, done('b', 1), done('c', 2), done('d', 1), 'g =');
	const {overlay} = state.view;
	assert.deepEqual(overlay?.kind === 'compare' && overlay.ids, ['c', 'a']);
});

test('ids are as short as uniqueness allows, and equally long', () => {
	const state = watching(['wfrun_314ff7d8', 'wfrun_314f0000', 'wfrun_9a1c2222', 'odd', 'wfrun_']);
	const short = shortIds(state.runs);
	assert.deepEqual(Object.fromEntries(short), {
		wfrun_314ff7d8: '314ff',
		wfrun_314f0000: '314f0',
		wfrun_9a1c2222: '9a1c2',
		odd: 'odd',
		wfrun_: 'wfrun',
	});
});

test('the list scrolls only as far as the selection needs, and never for a response', () => {
	const ids = Array.from({length: 50}, (_, index) => `run-${String(index).padStart(2, '0')}`);
	const down = (lines: number) => ({type: 'move', lines}) as const;
	const scrolled = stateAfter(watching(ids, {columns: 80, rows: 15}), down(30), down(-5));
	const first = shown(scrolled);
	assert.equal(first.includes('run-25'), true);
	assert.equal(first.at(-1), 'run-30');
	assert.deepEqual(shown(stateAfter(scrolled, polled('run-00'), polled('run-49'))), first);
	assert.deepEqual(shown(stateAfter(scrolled, 'k')), first);
});

function shown(state: State): readonly string[] {
	return selectScreen(state).list.rows.map(row => row.run.id);
}

const ids = Array.from({length: 30}, (_, index) => `run-${String(index).padStart(2, '0')}`);
const size = {columns: 80, rows: 16};
/** Shows the first thirteen of the thirty runs. */
const thirty = watching(ids, size);

test('the first run is selected, and the runs in the rows of the list are in sight', () => {
	const {state, effects} = play(initialState({size}, start), added(ids));
	assert.deepEqual([[...state.runs.keys()], state.view.selected], [ids, 'run-00']);
	assert.deepEqual(effects, [
		{type: 'watch', ids},
		{type: 'prioritize', selected: 'run-00', inSight: ids.slice(0, 13)},
	]);
});

const down = (lines: number): Step => ({type: 'move', lines});
const end = stateAfter(thirty, down(29));

for (const [what, from, steps, expected] of [
	[
		'a movement of the selection alone keeps the runs in sight',
		thirty,
		[down(5)],
		[['run-05', ids.slice(0, 13)]],
	],
	['scrolling brings other runs into sight', thirty, [down(20)], [['run-20', ids.slice(8, 21)]]],
	[
		'the filter brings the runs that pass into sight with each letter',
		thirty,
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
		[['run-00', [...ids.slice(0, 13), 'run-29']]],
	],
	[
		'what changes nothing in the list gives no effect',
		thirty,
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
	const {state, effects} = play(thirty, ...ended, polled('run-12'), 'j');
	const logs = twelve.map(id => state.runs.get(id)?.log);
	assert.equal(logs[0]?.entries.length, 90_000, 'the selected run');
	assert.deepEqual([logs[1]?.entries.length, logs[1]?.leftOut], [200, 89_800]);
	assert.deepEqual(effects.at(-1), {type: 'pollNow', id: 'run-01'}, 'asked again when selected');
	const again = stateAfter(state, polled('run-01', {phase: 'succeeded'}, entries));
	assert.equal(again.runs.get('run-01')?.log.entries.length, 90_000);
});
