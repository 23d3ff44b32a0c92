import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import {selectScreen} from '../../source/store/selectors.ts';
import {initialState} from '../../source/store/state.ts';
import {searching} from '../helpers/log.ts';
import {added, invoked, play, stateAfter, typed} from '../helpers/play.ts';
import {entry, name, output, polled, pollFailed, problem, start} from '../helpers/values.ts';

const size = {columns: 80, rows: 24};
const ids = ['wfrun_aaaa1', 'wfrun_bbbb2', 'wfrun_cccc3'];

const initial = initialState(size, start);
const listed = stateAfter(initial, added(ids));

test('added runs are listed in their order, watched, and the first is selected', () => {
	const {state, effects} = play(initial, added(ids));
	assert.deepEqual([...state.runs.keys()], ids);
	assert.equal(state.view.selected, ids[0]);
	assert.deepEqual(effects, [
		{type: 'watch', ids},
		{type: 'prioritize', selected: 'wfrun_aaaa1', inSight: ids},
	]);
});

test('an unchanged response keeps the execution and the log, and updates only the time of the response', () => {
	const before = stateAfter(listed, polled('wfrun_aaaa1', {}, [entry('x')]));
	const after = reduce(before, polled('wfrun_aaaa1', {}, [entry('x')], start + 2000)).state;
	const [old, fresh] = [before.runs.get('wfrun_aaaa1'), after.runs.get('wfrun_aaaa1')];
	assert.equal(fresh?.execution, old?.execution);
	assert.equal(fresh?.log, old?.log);
	assert.equal(fresh?.polling.respondedAt, start + 2000);
	assert.equal(fresh?.polling.changedAt, start);
});

test('G2: a failed poll keeps the last data and shows the problem', () => {
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

test('a removed run is no longer watched, and its neighbour is selected', () => {
	const {state, effects} = play(listed, invoked({type: 'move', lines: 1}), invoked({type: 'drop'}));
	assert.equal(state.view.selected, 'wfrun_cccc3');
	assert.deepEqual(effects.slice(-2), [
		{type: 'unwatch', id: 'wfrun_bbbb2'},
		{type: 'prioritize', selected: 'wfrun_cccc3', inSight: ['wfrun_aaaa1', 'wfrun_cccc3']},
	]);
	assert.equal(state.view.notice?.notice.kind, 'dropped');
});

test('H10: a rejected key gives up every unfinished run, and keeps the data', () => {
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

test('an action that changes nothing gives the identical state', () => {
	const noOps: readonly Action[] = [
		added(ids),
		{type: 'resized', at: start + 5, ...size},
		invoked({type: 'move', lines: -1}),
		invoked({type: 'focus', pane: 'runs'}),
		invoked({type: 'back'}),
		{type: 'typed', at: start + 5, text: 'x'},
	];

	for (const action of noOps) {
		assert.equal(reduce(listed, action).state, listed, JSON.stringify(action));
	}
});

test('the time advances with every change, and never goes back', () => {
	const ticks = [5000, 1000].map(after => ({type: 'ticked', at: start + after}) as const);
	assert.equal(stateAfter(listed, ...ticks).now, start + 5000);
});

/** Filters the list, and then searches the log. */
const filteredAndSearched = [
	invoked({type: 'filter'}),
	typed('wfrun'),
	invoked({type: 'submit'}),
	invoked({type: 'focus', pane: 'log'}),
	...searching('error'),
];

test('esc closes one layer at a time: help, search, zoom, filter, and last the pane', () => {
	const esc = invoked({type: 'back'});
	const state = stateAfter(
		listed,
		...filteredAndSearched,
		invoked({type: 'zoom'}),
		invoked({type: 'help'}),
	);
	assert.equal(state.view.overlay?.kind, 'help');
	const layers = [1, 2, 3, 4, 5].map(count => {
		const {view} = stateAfter(state, ...Array<Action>(count).fill(esc));
		return [view.overlay !== null, view.search, view.zoomed, view.filter, view.focus];
	});
	assert.deepEqual(layers, [
		[false, 'error', true, 'wfrun', 'log'],
		[false, '', true, 'wfrun', 'log'],
		[false, '', false, 'wfrun', 'log'],
		[false, '', false, '', 'log'],
		[false, '', false, '', 'runs'],
	]);
});

test('a key opens its overlay instead of another, and closes only its own; closing the help returns', () => {
	const overlays = (...keys: ReadonlyArray<'order' | 'money' | 'help' | 'back'>) =>
		keys.map((_, index) => {
			const pressed = keys.slice(0, index + 1).map(type => invoked({type}));
			return stateAfter(listed, ...pressed).view.overlay?.kind;
		});
	assert.deepEqual(overlays('order', 'money', 'order', 'order'), [
		'order',
		'money',
		'order',
		undefined,
	]);
	assert.deepEqual(overlays('money', 'help', 'help', 'help', 'back', 'money'), [
		'money',
		'help',
		'money',
		'help',
		'money',
		undefined,
	]);
});

test('q closes the help first, and then quits; ctrl+c quits at once', () => {
	const [help, quit] = [invoked({type: 'help'}), invoked({type: 'quit'})];
	assert.deepEqual(play(initial, help, quit).effects, []);
	assert.deepEqual(play(initial, help, quit, quit).effects, [{type: 'leave', how: 'quit'}]);
	const interrupted = play(initial, help, invoked({type: 'interrupt'}));
	assert.deepEqual(interrupted.effects, [{type: 'leave', how: 'interrupt'}]);
});

test('opening and copying start an effect with the exact address', () => {
	const address = 'https://media.example/a.png?expires=1&signature=x';
	const prepared = [
		added(ids),
		polled('wfrun_aaaa1', {outputs: [output('n9_images', address)]}),
		invoked({type: 'focus', pane: 'outputs'}),
	] as const;
	const opened = play(initial, ...prepared, invoked({type: 'open'})).effects.at(-1);
	assert.deepEqual(opened, {type: 'open', address: new URL(address), what: 'n9_images'});
	const copied = play(initial, ...prepared, invoked({type: 'copy'})).effects.at(-1);
	assert.deepEqual(copied, {type: 'copy', text: address, what: 'n9_images'});
	const nothing = stateAfter(listed, invoked({type: 'open'}));
	assert.equal(nothing.view.notice?.notice.kind, 'nothing-to-open');
});

test('an unknown status counts as not finished (G3)', () => {
	const state = stateAfter(listed, polled('wfrun_aaaa1', {status: name('paused'), phase: 'other'}));
	assert.equal(selectScreen(state).header.counts.other, 1);
});
