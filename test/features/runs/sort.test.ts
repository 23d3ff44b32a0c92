import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {parseMoney} from '../../../source/core/money/money.ts';
import {layout} from '../../../source/features/panes/index.ts';
import {wrongTerm} from '../../../source/features/runs/filter.ts';
import {listedRuns} from '../../../source/features/runs/list.ts';
import {sortKeyAt} from '../../../source/features/runs/run-table.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import type {State} from '../../../source/store/state.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {stateAfter, watching} from '../../helpers/play.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {appearance} from '../../helpers/sample.ts';
import {entry, name, polled, start} from '../../helpers/values.ts';
import {order} from './order.ts';

test('s cycles through the sort keys, S reverses the sort, and the selection follows its run', () => {
	const state = stateAfter(
		watching(['a', 'b', 'c']),
		polled('a', {phase: 'succeeded', totalCost: parseMoney('0.03')}),
		polled('b', {phase: 'failed', totalCost: parseMoney('0.01')}),
		polled('c', {phase: 'running', totalCost: parseMoney('0.02')}),
	);
	assert.deepEqual(listed(state), 'a b c');
	const byStatus = stateAfter(state, 's s');
	assert.equal(listed(byStatus), 'b c a');
	assert.equal(byStatus.view.selected, 'a');
	assert.equal(listed(stateAfter(byStatus, 'S')), 'a c b');
	const byCost = stateAfter(byStatus, {type: 'set', setting: 'sort', value: 'cost'});
	assert.deepEqual(byCost.saved.sort, {key: 'cost', descending: true});
	assert.equal(listed(byCost), 'a c b');
});

test('sorted by time left, the run that ends last is first, and unknown times are last', () => {
	const at = (id: string, percent: number, second: number) =>
		polled(id, {progressPercent: percent, startedAt: start}, [], start + second * 1000);
	const state = stateAfter(
		watching(['over', 'slow', 'new', 'fast']),
		polled('over', {phase: 'succeeded'}),
		polled('new', {phase: 'queued'}),
		...[1, 2, 3, 4].flatMap(step => [at('slow', step, step * 2), at('fast', step * 20, step * 2)]),
	);
	const sorted = stateAfter(state, 's s s s');
	assert.equal(sorted.saved.sort.key, 'eta');
	assert.equal(listed(sorted), 'slow fast over new');
	assert.equal(listed(stateAfter(sorted, 'S')), 'fast slow over new');
});

test('a text with a colon that is no field is a word, and no text throws (property)', () => {
	for (const filter of ['https://a.example', 'seed:42', '12:30', ':x', 'prompt:cat']) {
		assert.equal(wrongTerm(filter), null, filter);
		const state = watching(['a', filter]);
		assert.equal(listed({...state, view: {...state.view, filter}}), filter);
	}

	const field = fc.constantFrom('', 'cost:', 'progress:', 'is:', 'status:', 'title:');
	fc.assert(
		fc.property(field, fc.string({unit: 'binary'}), (prefix, text) => {
			wrongTerm(`${prefix}${text}`);
		}),
	);
});

test('each term searches one field', () => {
	const error = {reason: name('OOM'), detail: null, engineCode: name('E7'), statusCode: null};
	const workflow = {title: name('文生图 Portrait'), outputKinds: new Map()};
	const state = stateAfter(
		watching(['a', 'b', 'c']),
		polled('a', {phase: 'failed', error, totalCost: parseMoney('0.02'), terminalAt: start}, [
			entry('boom', 0, {nodeId: name('n3'), severity: 'error'}),
			entry('end', 1),
		]),
		polled('b', {
			phase: 'running',
			progressPercent: 40,
			totalCost: parseMoney('0.01'),
			workflowId: name('wf_2'),
			createdAt: start - 90 * 86_400_000,
		}),
		{type: 'workflowLoaded', at: start, workflowId: 'wf_2', workflow},
		'space',
	);

	for (const [filter, found] of [
		['status:failed', 'a'],
		['status：failed', 'a'],
		['STATUS:run', 'b'],
		['失败', 'a'],
		['status:运行中', 'b'],
		['status:waiting', 'c'],
		['status:等待', 'c'],
		['cost:>0.01', 'a'],
		['cost:>=0.01', 'a b'],
		['cost:¥0.0100', 'b'],
		['progress:<50%', 'b'],
		['node:n3', 'a'],
		['error:oom', 'a'],
		['error:oom status:running', ''],
		['is:marked', 'a'],
		['oom', 'a'],
		['e7', 'a'],
		['portrait 文生图', 'b'],
		['cost:>x', 'a b c'],
		['is:running', 'b'],
		['cost:0.01 -is:marked', 'b'],
		['-status:failed', 'b c'],
		['-oom -status:running', 'c'],
		['ended:<1m', 'a'],
		['ended:>1m', ''],
		['-ended:<1m', 'b c'],
		['created:<=2026-05-07', 'b'],
		['created:>2026-05-07', 'a'],
		['status:', 'a b c'],
		['title:"a b"', ''],
		['nothing:at all', ''],
	] as const) {
		assert.equal(listed({...state, view: {...state.view, filter}}), found, filter);
	}

	assert.deepEqual(wrongTerm('a cost:>x'), {field: 'cost', value: '>x'});
	assert.equal(wrongTerm('status:x cost:1'), null);
});

test('is:unseen keeps the run that the user looks at, until the next one is selected', () => {
	const state = stateAfter(
		watching(['a', 'b', 'c']),
		{type: 'resized', at: start, columns: 120, rows: 40},
		...['a', 'b', 'c'].map(id => polled(id, {phase: 'running'})),
		...['b', 'c'].map(id => polled(id, {phase: 'failed'})),
		{type: 'set', setting: 'filter', value: 'is:unseen'},
	);
	assert.equal(listed(state), 'b c');
	assert.equal(state.view.selected, 'b');
	const next = stateAfter(state, 'j');
	assert.equal(listed(next), 'c');
	assert.equal(listed(stateAfter(next, 'esc')), 'a b c');
});

test('found runs are appended with their titles, except removed ones', () => {
	const state = stateAfter(watching(['a', 'b']), '-', {
		type: 'runsFound',
		at: start,
		orders: ['a', 'b', 'c'].map(id => order(id, {title: name(id.toUpperCase())})),
	});
	assert.equal(listed(state), 'b c');
	assert.deepEqual(
		[state.runs.get('b')?.title, state.runs.get('c')?.title],
		[name('B'), name('C')],
	);
	assert.equal(state.view.selected, 'b');
});

function listed(state: State): string {
	return listedRuns(state)
		.map(({id}) => id)
		.join(' ');
}

test('a click on the title of a column sorts by it, also while runs are folded', () => {
	const zoomed = stateAfter(sampleState({columns: 200, rows: 50}), 'z');

	for (const state of [zoomed, stateAfter(zoomed, 'F')]) {
		const {runs} = layout(state);
		assert.ok(runs !== undefined);
		const [, header = ''] = texts(paneLines('runs', selectScreen(state), runs, appearance()));
		const keyAt = (title: string) => {
			const cell = {column: runs.left + header.indexOf(title), row: runs.top + 1};
			return sortKeyAt(state, cell, appearance());
		};
		const titles = ['TITLE', 'STATE', 'PROGRESS', 'ELAPSED', 'COST', 'CREATED'];
		assert.ok(
			titles.every(title => header.includes(title)),
			header,
		);
		assert.deepEqual(
			titles.map(keyAt),
			titles.map(title => title.toLowerCase()),
		);
	}
});
