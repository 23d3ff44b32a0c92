import assert from 'node:assert/strict';
import {test} from 'node:test';
import {initialState} from '../../source/features/index.ts';
import {selectScreen} from '../../source/features/screen-model.ts';
import {added, play, stateAfter, typed} from '../helpers/play.ts';
import {entry, name, output, polled, pollFailed, problem, start} from '../helpers/values.ts';

const size = {columns: 80, rows: 24};
const ids = ['wfrun_aaaa1', 'wfrun_bbbb2', 'wfrun_cccc3'];

const initial = initialState({size}, start);
const listed = stateAfter(initial, added(ids));

test('an unchanged response keeps the execution and the log, and updates only the time of the response', () => {
	const before = stateAfter(listed, polled('wfrun_aaaa1', {}, [entry('x')]));
	const after = stateAfter(before, polled('wfrun_aaaa1', {}, [entry('x')], start + 2000));
	const [old, fresh] = [before.runs.get('wfrun_aaaa1'), after.runs.get('wfrun_aaaa1')];
	assert.equal(fresh?.execution, old?.execution);
	assert.equal(fresh?.log, old?.log);
	assert.equal(fresh?.polling.respondedAt, start + 2000);
	assert.equal(fresh?.polling.changedAt, start);
});

test('a failed poll keeps the last data and shows the problem', () => {
	const state = stateAfter(
		listed,
		polled('wfrun_aaaa1', {progressPercent: 40}, [entry('kept')]),
		pollFailed('wfrun_aaaa1'),
		pollFailed('wfrun_aaaa1'),
	);
	const run = state.runs.get('wfrun_aaaa1');
	assert.equal(run?.execution?.progressPercent, 40);
	assert.equal(run?.log.entries.length, 1);
	assert.equal(run?.polling.failures, 2);
	assert.equal(run?.polling.problem?.kind, 'http');
	assert.equal(run?.polling.nextPollAt, start + 4000);
	const {runs} = stateAfter(state, polled('wfrun_aaaa1', {progressPercent: 41}));
	const healed = runs.get('wfrun_aaaa1')?.polling;
	assert.deepEqual([healed?.problem, healed?.failures], [null, 0]);
});

test('a rejected key gives up every unfinished run, and keeps the data', () => {
	const state = stateAfter(
		listed,
		polled('wfrun_aaaa1', {phase: 'succeeded'}),
		polled('wfrun_bbbb2'),
		{type: 'denied', at: start, problem: problem({kind: 'auth'})},
	);
	assert.equal(state.denied?.kind, 'auth');
	const gaveUp = [...state.runs.values()].map(run => run.polling.gaveUp);
	assert.deepEqual(gaveUp, [null, 'denied', 'denied']);
	assert.equal(state.runs.get('wfrun_bbbb2')?.execution?.phase, 'running');
	const more = stateAfter(state, added(['wfrun_dddd4']));
	assert.equal(more.runs.get('wfrun_dddd4')?.polling.gaveUp, 'denied');
});

test("a workflow's title reaches its runs, also those with a later first response", () => {
	const workflow = {title: name('文生图'), outputKinds: new Map()};
	const state = stateAfter(
		listed,
		polled('wfrun_aaaa1', {workflowId: name('wf_1')}),
		{type: 'workflowLoaded', at: start, workflowId: 'wf_1', workflow},
		polled('wfrun_bbbb2', {workflowId: name('wf_1')}),
		polled('wfrun_cccc3', {workflowId: name('wf_2')}),
	);
	const titles = [...state.runs.values()].map(run => run.title?.exact);
	assert.deepEqual(titles, ['文生图', '文生图', undefined]);
});

test('what changes nothing gives the identical state', () => {
	for (const step of [
		added(ids),
		{type: 'resized', at: start + 5, ...size},
		'k',
		'1',
		'esc',
		typed('x'),
	] as const) {
		assert.equal(stateAfter(listed, step), listed, JSON.stringify(step));
	}
});

test('the time advances with every change, and never goes back', () => {
	const ticks = [5000, 1000].map(after => ({type: 'ticked', at: start + after}) as const);
	assert.equal(stateAfter(listed, ...ticks).now, start + 5000);
});

test('esc closes one layer at a time: help, search, zoom, filter, and last the pane', () => {
	const state = stateAfter(listed, '/ "wfrun" enter 3 / "error" enter z ?');
	assert.equal(state.view.overlay?.kind, 'help');
	let layers = '';
	const found = [1, 2, 3, 4, 5].map(() => {
		layers += 'esc ';
		const {view} = stateAfter(state, layers);
		return [view.overlay !== null, view.search, view.zoomed, view.filter, view.focus];
	});
	assert.deepEqual(found, [
		[false, 'error', true, 'wfrun', 'log'],
		[false, '', true, 'wfrun', 'log'],
		[false, '', false, 'wfrun', 'log'],
		[false, '', false, '', 'log'],
		[false, '', false, '', 'runs'],
	]);
});

test('a key opens its overlay instead of another, and closes only its own; closing the help returns', () => {
	for (const [keys, overlay] of [
		['i', 'order'],
		['i $', 'money'],
		['i $ i', 'order'],
		['i $ i i', undefined],
		['$ ?', 'help'],
		['$ ? ?', 'money'],
		['$ ? ? ?', 'help'],
		['$ ? ? ? esc', 'money'],
		['$ ? ? ? esc $', undefined],
	] as const) {
		assert.equal(stateAfter(listed, keys).view.overlay?.kind, overlay, keys);
	}
});

test('q closes the help first, and then quits; ctrl+c quits at once', () => {
	assert.deepEqual(play(initial, '? q').effects, []);
	assert.deepEqual(play(initial, '? q q').effects, [{type: 'leave', how: 'quit'}]);
	assert.deepEqual(play(initial, '? ctrl+c').effects, [{type: 'leave', how: 'interrupt'}]);
});

test('opening and copying start an effect with the exact address', () => {
	const address = 'https://media.example/a.png?expires=1&signature=x';
	const response = polled('wfrun_aaaa1', {outputs: [output('n9_images', address)]});
	const last = (key: string) => play(listed, response, '4', key).effects.at(-1);
	assert.deepEqual(last('o'), {type: 'open', address: new URL(address), what: 'n9_images'});
	assert.deepEqual(last('y'), {type: 'copy', text: address, what: 'n9_images'});
	assert.equal(stateAfter(listed, 'o').view.notice?.notice.kind, 'nothing-to-open');
});

test('an unknown status counts as not finished', () => {
	const state = stateAfter(listed, polled('wfrun_aaaa1', {status: name('paused'), phase: 'other'}));
	assert.equal(selectScreen(state).header.counts.other, 1);
});
