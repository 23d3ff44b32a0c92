import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import type {LogEntry, Severity} from '../../source/core/log/log-entry.ts';
import {initialState} from '../../source/features/index.ts';
import {selectScreen} from '../../source/features/screen-model.ts';
import {added, play, stateAfter, typed, watching} from '../helpers/play.ts';
import {entry, name, polled, pollFailed, problem, start} from '../helpers/values.ts';

const size = {columns: 80, rows: 24};
const ids = ['wfrun_aaaa1', 'wfrun_bbbb2', 'wfrun_cccc3'];

const initial = initialState({size}, start);
const listed = stateAfter(initial, added(ids), 'g');

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

const severities: readonly Severity[] = ['info', 'debug', 'warn', 'error'];

const log: readonly LogEntry[] = Array.from({length: 400}, (_, index) => {
	const node = String(Math.floor(index / 50));
	const severity = severities[index % 97 < 3 ? index % 97 : 0] ?? 'info';
	return entry(`n${node} step ${index} ${severity}`, index, {severity, nodeId: name(node)});
});

const keys = 'L # & T n E ] G pageup V A enter esc y'.split(' ');
const searches = ['error', '7', 'n1 step', 'level:warn -7', '/('];

const steps = fc.array(
	fc.oneof(
		{weight: 6, arbitrary: fc.constantFrom(...keys)},
		{
			weight: 4,
			arbitrary: fc
				.tuple(fc.constantFrom('a', 'b'), fc.nat(log.length))
				.map(([id, length]) => polled(id, {startedAt: start}, log.slice(0, length))),
		},
		{weight: 2, arbitrary: fc.constantFrom(...searches).map(text => `/ ctrl+u "${text}"`)},
	),
	{minLength: 10, maxLength: 25},
);

/** Unlike `assert.deepEqual`, does not print the difference: that would take minutes for such large states. */
function assertEqual(actual: unknown, expected: unknown, message: string): void {
	assert.ok(isDeepStrictEqual(actual, expected), message);
}

test('reducing the same state and action again gives the same state, effects and screen', () => {
	fc.assert(
		fc.property(steps, taken => {
			let state = stateAfter(watching(['a', 'b'], {columns: 100, rows: 30}), '3');

			for (const step of taken) {
				const before = selectScreen(state);
				const first = play(state, step);
				const shown = selectScreen(first.state);
				const second = play(state, step);
				assertEqual(second, first, 'the results are equal');
				assertEqual(selectScreen(second.state), shown, 'the screens are equal');
				assertEqual(selectScreen(first.state), shown, 'the first result stays as it was');
				assertEqual(selectScreen(state), before, 'the state before stays as it was');
				state = second.state;
			}
		}),
		{numRuns: 40},
	);
});
