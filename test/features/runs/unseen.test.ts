import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {unseenOf} from '../../../source/features/runs/unseen.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {invoked, stateAfter, typed, watching} from '../../helpers/play.ts';
import {entry, output, polled, start} from '../../helpers/values.ts';

function error(second: number): LogEntry {
	return entry(`error ${second}`, second, {severity: 'error'});
}

const one = {
	phase: 'succeeded',
	outputs: [output('n9_images', 'https://media.example/a.png')],
} as const;
const select = invoked({type: 'move', lines: 1});
const up = invoked({type: 'move', lines: -1});

function focus(focused: boolean): Action {
	return {type: 'windowFocusChanged', at: start, focused};
}

/** The first run is selected, so events of the second are not seen. */
const twoRuns = watching(['wfrun_1', 'wfrun_2']);

function unseen(state: State, id = 'wfrun_2') {
	const run = state.runs.get(id);
	assert.ok(run !== undefined);
	return unseenOf(state, run);
}

const none = {errors: 0, outputs: 0, ended: false};

test('errors, outputs and the end of a run are unseen until the user views them', () => {
	const ended = stateAfter(
		twoRuns,
		polled('wfrun_2', {phase: 'running'}, [error(1)]),
		polled('wfrun_2', one, [error(1), error(2)]),
	);
	assert.deepEqual(unseen(ended), {errors: 2, outputs: 1, ended: true});
	const seen = stateAfter(ended, select);
	assert.deepEqual(unseen(seen), none);
	const more = [error(1), error(2), error(3)];
	const later = stateAfter(seen, up, polled('wfrun_2', one, more));
	assert.deepEqual(unseen(later), {...none, errors: 1});
});

test('a run that was over at its first response has nothing unseen, nor has the selected run', () => {
	assert.deepEqual(unseen(stateAfter(twoRuns, polled('wfrun_2', one, [error(1)]))), none);
	const first = [polled('wfrun_1', {}, [error(1)]), polled('wfrun_1', one, [error(1)])];
	assert.deepEqual(unseen(stateAfter(twoRuns, ...first), 'wfrun_1'), none);
});

test('errors are seen at the end of the log, outputs in their pane', () => {
	const logs = Array.from({length: 60}, (_, at) => entry('x', at));
	const away = stateAfter(twoRuns, select, polled('wfrun_2', {}, logs));
	const inLog = invoked({type: 'focus', pane: 'log'});
	const zoom = invoked({type: 'zoom'});
	const last = polled('wfrun_2', one, [...logs, error(61)]);
	const scrolled = stateAfter(away, inLog, zoom, up, last);
	assert.deepEqual(unseen(scrolled), {...none, errors: 1, outputs: 1});
	const end = invoked({type: 'jump', to: 'end'});
	assert.deepEqual(unseen(stateAfter(scrolled, end)), {...none, outputs: 1});
	assert.deepEqual(unseen(stateAfter(scrolled, zoom)), {...none, errors: 1});
});

test('an error is seen when the log shows it, far from its end too', () => {
	const lines = Array.from({length: 200}, (_, at) => (at === 100 ? error(at) : entry('x', at)));
	const reading = stateAfter(
		watching(['wfrun_1']),
		{type: 'focus', pane: 'log'},
		{type: 'zoom'},
		polled('wfrun_1', {}, lines.slice(0, 60)),
		up,
		polled('wfrun_1', {}, lines),
	);
	assert.deepEqual(unseen(reading, 'wfrun_1'), {...none, errors: 1});
	const page = invoked({type: 'page', pages: 1});
	assert.deepEqual(unseen(stateAfter(reading, page, page, page), 'wfrun_1'), none);
});

test('nothing is seen while the filter hides all runs', () => {
	const hidden = stateAfter(twoRuns, select, {type: 'filter'}, typed('no such run', start));
	const polls = [polled('wfrun_2', {}, [error(1)]), polled('wfrun_2', one, [error(1)])];
	assert.notDeepEqual(unseen(stateAfter(hidden, ...polls)), none);
});

test('what is selected is seen while the filter shows it', () => {
	const shown = stateAfter(twoRuns, select, {type: 'filter'}, typed('wfrun_2', start));
	const polls = [polled('wfrun_2', {}, [error(1)]), polled('wfrun_2', one, [error(1)])];
	assert.deepEqual(unseen(stateAfter(shown, ...polls)), none);
});

test('nothing is seen without a screen', () => {
	const blind = watching(['wfrun_1'], {columns: 0, rows: 0});
	const polls = [polled('wfrun_1', {}, [error(1)]), polled('wfrun_1', one, [error(1)])];
	assert.equal(stateAfter(blind, ...polls).view.seen.size, 0);
	const narrow = watching(['wfrun_1'], {columns: 1, rows: 1});
	assert.equal(stateAfter(narrow, ...polls).view.seen.size, 1);
});

test('nothing is seen while the window has no focus, or under an overlay', () => {
	const help = invoked({type: 'help'});

	for (const [leave, comeBack] of [
		[focus(false), focus(true)],
		[help, help],
	] as const) {
		const ended = polled('wfrun_1', one, [error(1)]);
		const away = stateAfter(twoRuns, polled('wfrun_1'), leave, ended);
		assert.deepEqual(unseen(away, 'wfrun_1'), {errors: 1, outputs: 1, ended: true});
		assert.deepEqual(unseen(stateAfter(away, comeBack), 'wfrun_1'), none);
	}
});

test('a user who presses a key is present, whatever the terminal reported', () => {
	const away = stateAfter(twoRuns, polled('wfrun_1'), focus(false), polled('wfrun_1', one));
	const wrap = invoked({type: 'wrap'});
	assert.deepEqual(unseen(stateAfter(away, wrap), 'wfrun_1'), none);
});

test('with one pane at a time, the list also shows unseen events of the selected run', () => {
	const small = stateAfter(
		watching(['wfrun_1', 'wfrun_2'], {columns: 50, rows: 12}),
		polled('wfrun_1'),
		polled('wfrun_1', one),
	);
	assert.deepEqual(unseen(small, 'wfrun_1'), {errors: 0, outputs: 1, ended: true});
	const open = invoked({type: 'enter'});
	assert.deepEqual(unseen(stateAfter(small, open), 'wfrun_1'), {...none, outputs: 1});
});

test('in the log of all runs the errors of every run are seen; runs that were over before stay without unseen events', () => {
	const allLogs = invoked({type: 'all-logs'});
	const ended = polled('wfrun_2', one, [error(1)]);
	const both = stateAfter(twoRuns, polled('wfrun_1'), polled('wfrun_2'), allLogs, ended);
	assert.deepEqual(unseen(both), {errors: 0, outputs: 1, ended: true});
	const late = stateAfter(twoRuns, polled('wfrun_1'), allLogs, ended);
	assert.deepEqual(unseen(late), none);
});

test('without a change the state is identical', () => {
	const state = stateAfter(twoRuns, polled('wfrun_1', one));
	assert.equal(stateAfter(state, focus(true)), state);
});
