import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import type {Execution} from '../../../source/core/execution.ts';
import type {Action} from '../../../source/store/action.ts';
import {unseenOf} from '../../../source/features/runs/unseen.ts';
import {reduce} from '../../../source/store/reducer.ts';
import {initialState, type State} from '../../../source/store/state.ts';
import {polled, entry, name, output, start} from '../../helpers/values.ts';

function play(state: State, ...actions: readonly Action[]): State {
	return actions.reduce((before, action) => reduce(before, action).state, state);
}

function error(second: number): LogEntry {
	return entry(`error ${second}`, second, {severity: 'error'});
}

const one = {
	phase: 'succeeded',
	outputs: [output('n9_images', 'https://media.example/a.png')],
} as const;
const select: Action = {type: 'commandInvoked', at: start, command: {type: 'move', lines: 1}};

function focus(focused: boolean): Action {
	return {type: 'windowFocusChanged', at: start, focused};
}

/** Two runs of which the first is selected, so that what happens to the second is not seen. */
function watching(size = {columns: 80, rows: 24}): State {
	return play(initialState(size, start), {
		type: 'runsAdded',
		at: start,
		ids: [name('wfrun_1'), name('wfrun_2')],
	});
}

function response(id: string, change: Partial<Execution>, logs: readonly LogEntry[] = []): Action {
	return polled(id, change, logs);
}

function unseen(state: State, id = 'wfrun_2') {
	const run = state.runs.get(id);
	assert.ok(run !== undefined);
	return unseenOf(state, run);
}

const none = {errors: 0, outputs: 0, ended: false};

test('errors, outputs and the end of a run are unseen until the user views them', () => {
	const ended = play(
		watching(),
		response('wfrun_2', {phase: 'running'}, [error(1)]),
		response('wfrun_2', one, [error(1), error(2)]),
	);
	assert.deepEqual(unseen(ended), {errors: 2, outputs: 1, ended: true});
	const seen = play(ended, select);
	assert.deepEqual(unseen(seen), none);
	const more = [error(1), error(2), error(3)];
	assert.deepEqual(
		unseen(
			play(
				seen,
				{type: 'commandInvoked', at: start, command: {type: 'move', lines: -1}},
				response('wfrun_2', one, more),
			),
		),
		{errors: 1, outputs: 0, ended: false},
	);
});

test('a run that was over at its first response has nothing unseen, nor has the selected run', () => {
	assert.deepEqual(unseen(play(watching(), response('wfrun_2', one, [error(1)]))), none);
	assert.deepEqual(
		unseen(
			play(watching(), response('wfrun_1', {}, [error(1)]), response('wfrun_1', one, [error(1)])),
			'wfrun_1',
		),
		none,
	);
});

test('errors are seen at the end of the log, outputs in their pane', () => {
	const away = play(
		watching(),
		select,
		response(
			'wfrun_2',
			{},
			Array.from({length: 60}, (_, at) => entry('x', at)),
		),
	);
	const up: Action = {type: 'commandInvoked', at: start, command: {type: 'move', lines: -1}};
	const inLog: Action = {type: 'commandInvoked', at: start, command: {type: 'focus', pane: 'log'}};
	const zoom: Action = {type: 'commandInvoked', at: start, command: {type: 'zoom'}};
	const logs = [...Array.from({length: 60}, (_, at) => entry('x', at)), error(61)];
	const scrolled = play(away, inLog, zoom, up, response('wfrun_2', one, logs));
	assert.deepEqual(unseen(scrolled), {errors: 1, outputs: 1, ended: false});
	const end: Action = {type: 'commandInvoked', at: start, command: {type: 'jump', to: 'end'}};
	assert.deepEqual(unseen(play(scrolled, end)), {errors: 0, outputs: 1, ended: false});
	assert.deepEqual(unseen(play(scrolled, zoom)), {errors: 1, outputs: 0, ended: false});
});

test('nothing is seen while the window has no focus, or under an overlay', () => {
	const help: Action = {type: 'commandInvoked', at: start, command: {type: 'help'}};

	for (const [leave, comeBack] of [
		[focus(false), focus(true)],
		[help, help],
	] as const) {
		const away = play(
			watching(),
			response('wfrun_1', {}),
			leave,
			response('wfrun_1', one, [error(1)]),
		);
		assert.deepEqual(unseen(away, 'wfrun_1'), {errors: 1, outputs: 1, ended: true});
		assert.deepEqual(unseen(play(away, comeBack), 'wfrun_1'), none);
	}
});

test('a user who presses a key is present, whatever the terminal reported', () => {
	const away = play(watching(), response('wfrun_1', {}), focus(false), response('wfrun_1', one));
	const wrap: Action = {type: 'commandInvoked', at: start, command: {type: 'wrap'}};
	assert.deepEqual(unseen(play(away, wrap), 'wfrun_1'), none);
});

test('with one pane at a time, the list also shows unseen events of the selected run', () => {
	const small = play(
		watching({columns: 50, rows: 12}),
		response('wfrun_1', {}),
		response('wfrun_1', one),
	);
	assert.deepEqual(unseen(small, 'wfrun_1'), {errors: 0, outputs: 1, ended: true});
	const open: Action = {type: 'commandInvoked', at: start, command: {type: 'enter'}};
	assert.deepEqual(unseen(play(small, open), 'wfrun_1'), {errors: 0, outputs: 1, ended: false});
});

test('in the log of all runs the errors of every run are seen; runs that were over before stay without unseen events', () => {
	const allLogs: Action = {type: 'commandInvoked', at: start, command: {type: 'all-logs'}};
	const reading = play(watching(), response('wfrun_1', {}), response('wfrun_2', {}), allLogs);
	const both = play(reading, response('wfrun_2', one, [error(1)]));
	assert.deepEqual(unseen(both), {errors: 0, outputs: 1, ended: true});
	const late = play(
		watching(),
		response('wfrun_1', {}),
		allLogs,
		response('wfrun_2', one, [error(1)]),
	);
	assert.deepEqual(unseen(late), none);
});

test('without a change the state is identical', () => {
	const state = play(watching(), response('wfrun_1', one));
	assert.equal(play(state, focus(true)), state);
});
