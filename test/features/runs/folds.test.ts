import assert from 'node:assert/strict';
import test from 'node:test';
import {parseMoney} from '../../../source/core/money/money.ts';
import {footerHints} from '../../../source/features/key-hints.ts';
import {foldTexts} from '../../../source/features/runs/lines.ts';
import {listedRows, selectedRow} from '../../../source/features/runs/list.ts';
import type {State} from '../../../source/store/state.ts';
import {invoked, stateAfter, watching} from '../../helpers/play.ts';
import {appearance} from '../../helpers/sample.ts';
import {entry, name, polled, start} from '../../helpers/values.ts';

const fold = (value: string) => invoked({type: 'set', setting: 'fold', value});

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
	assert.equal(rows(stateAfter(initial, fold('workflow'))), '[a c d e] b');
	assert.equal(rows(stateAfter(initial, fold('failure'))), '[a c d] b e');
	assert.equal(rows(stateAfter(initial, fold('failure'), fold('none'))), 'a b c d e');
	const again = stateAfter(initial, failed('b', 'no face in picture 12', 'n5'), fold('failure'));
	assert.equal(rows(again), '[a c d] [b e]');
});

test('the order of the list holds between folds, by their first runs, and within them', () => {
	const turned = stateAfter(initial, 'S', fold('failure'));
	assert.equal(rows(turned), 'e [d c a] b');
	const byCost = invoked({type: 'set', setting: 'sort', value: 'cost'});
	assert.match(rows(stateAfter(turned, byCost)), /^\[c /);
});

test('enter opens a fold and closes it; elsewhere it goes to the log', () => {
	const closed = stateAfter(initial, fold('failure'));
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

test('on a fold the footer says that enter folds', () => {
	const wordOfEnter = (state: State) =>
		footerHints(state).find(({keys}) => keys.includes('enter'))?.id;
	assert.equal(wordOfEnter(initial), 'enter');
	assert.equal(wordOfEnter(stateAfter(initial, fold('failure'))), 'fold-runs');
});

test('the selection stays at its fold or run, whatever arrives', () => {
	const onFold = stateAfter(initial, fold('failure'), 'enter');
	const key = selectedRow(onFold)?.id;
	const sorted = stateAfter(onFold, 'S', failed('b', 'out of memory', 'n3'));
	assert.equal(rows(sorted), 'e [d c b a] d c b a');
	assert.equal(selectedRow(sorted)?.id, key);
	const onRun = stateAfter(initial, 'G', fold('failure'));
	assert.equal(selectedRow(onRun)?.id, 'e');
	const joined = stateAfter(onRun, failed('b', 'no face in picture 9', 'n5'));
	assert.deepEqual(
		[selectedRow(joined)?.fold?.runs.map(({id}) => id), joined.view.selected],
		[['b', 'e'], 'e'],
	);
});

test('what acts on a fold acts on its runs', () => {
	const folded = stateAfter(initial, fold('failure'));
	const marked = stateAfter(folded, 'space');
	assert.deepEqual([[...marked.view.marked], marked.view.selected], [['a', 'c', 'd'], 'b']);
	assert.equal(stateAfter(marked, 'k space').view.marked.size, 0);
	assert.equal(rows(stateAfter(folded, '-')), 'b e');
	assert.equal(rows(stateAfter(folded, '- u')), '[a c d] b e');
});

test('a fold tells how many runs it has, why they failed, and what they cost', () => {
	const textOf = (by: string) => {
		const first = listedRows(stateAfter(initial, fold(by)))[0]?.fold;
		assert.ok(first);
		return foldTexts(first, appearance());
	};
	assert.deepEqual(textOf('failure'), {
		name: '3 × CUDA out of memory: 2.5 GiB in n3',
		sums: '¥0.51',
	});
	assert.deepEqual(textOf('workflow'), {name: 'wf_a', sums: '4 runs, 4 failed, ¥0.61'});
});
