import assert from 'node:assert/strict';
import {test} from 'node:test';
import {keymap} from '../../../source/features/keymap.ts';
import {commandRegistry} from '../../../source/features/command-registry.ts';
import {announcements} from '../../../source/report/screen-reader/announcements.ts';
import type {Command} from '../../../source/store/command.ts';
import {initialState, type State} from '../../../source/store/state.ts';
import type {Size} from '../../../source/features/panes/state.ts';
import {cleanProse, foreignProse} from '../../../source/core/text/sanitize.ts';
import {polled, entry, execution, pollFailed, name, output, start} from '../../helpers/values.ts';
import {appearance as makeLook} from '../../helpers/sample.ts';
import {act} from '../../helpers/sample-state.ts';

const size: Size = {columns: 120, rows: 40};
const appearance = makeLook('en', {ascii: true});
const [one, two] = ['wfrun_1', 'wfrun_2'];

test("each change of a run's state is announced once, with its details", () => {
	const state = watching();
	const queued = act(state, polled(one, {phase: 'queued', queuePosition: 3, estimatedWaitSec: 90}));
	assert.deepEqual(announcements(state, queued, appearance), [
		'wfrun_1: queued, place 3 in the queue, wait about 1 minute 30 seconds',
	]);
	assert.deepEqual(announcements(queued, queued, appearance), []);
	const moved = act(queued, polled(one, {phase: 'queued', queuePosition: 2, estimatedWaitSec: 60}));
	assert.deepEqual(announcements(queued, moved, appearance), []);
	const running = act(moved, polled(one, {progressPercent: 4, startedAt: start}));
	assert.deepEqual(announcements(moved, running, appearance), ['wfrun_1: running, 4%']);
});

test('the end of a run is announced with error, duration and cost', () => {
	const state = act(watching(), polled(one, {startedAt: start}));
	const error = {
		reason: foreignProse('Out of memory'),
		detail: foreignProse('node 3'),
		engineCode: null,
		statusCode: 500,
	};
	const over = {startedAt: start, terminalAt: start + 61_000} as const;
	assert.deepEqual(
		announcements(state, act(state, polled(one, {phase: 'failed', error, ...over})), appearance),
		['wfrun_1: failed, Out of memory, node 3, took 1 minute 1 second, no outputs'],
	);
	const outputs = [output('n9', 'https://host.example/a.png')];
	assert.deepEqual(
		announcements(
			state,
			act(state, polled(one, {phase: 'succeeded', outputs, ...over})),
			makeLook('zh'),
		),
		['wfrun_1: 成功, 用时 1分钟1秒, 1 个输出'],
	);
});

test('a late or stalled run is announced with the usual duration', () => {
	const profile = {seconds: 22, curve: null, longestIdleSec: 8};
	const runs = new Map(['a', 'b', 'c', 'd', 'e'].map(id => [id, profile]));
	const empty = watching();
	const state = {
		...empty,
		saved: {...empty.saved, runProfiles: new Map([['wf_1', runs]])},
	};
	const at = (before: State, second: number) =>
		act(
			before,
			polled(one, {startedAt: start, progressPercent: second / 10}, [], start + second * 1000),
		);
	const running = at(state, 20);
	const late = at(running, 120);
	assert.deepEqual(announcements(running, late, appearance), [
		'wfrun_1: late, usually 22 seconds, 12%',
	]);
	const still = {startedAt: start, progressPercent: 12};
	const stalled = act(late, polled(one, still, [], start + 600_000));
	assert.deepEqual(announcements(late, stalled, appearance), [
		'wfrun_1: stalled, usually 22 seconds, 12%',
	]);
});

test('progress is announced in steps of ten, for the selected run only', () => {
	let state = [polled(one, {progressPercent: 5}), polled(two, {progressPercent: 5})].reduce(
		act,
		watching(),
	);
	const told: string[] = [];

	for (const percent of [7, 12, 19, 20, 48]) {
		const next = [
			polled(one, {progressPercent: percent}),
			polled(two, {progressPercent: percent}),
		].reduce(act, state);
		told.push(...announcements(state, next, appearance));
		state = next;
	}

	assert.deepEqual(told, ['wfrun_1: 10%', 'wfrun_1: 20%', 'wfrun_1: 40%']);
});

test('a failed poll is announced once, until a poll succeeds', () => {
	const state = act(watching(), polled(one));
	const first = act(state, pollFailed(one));
	assert.match(announcements(state, first, appearance).join(''), /^wfrun_1: .*502/);
	assert.deepEqual(announcements(first, act(first, pollFailed(one)), appearance), []);
});

test('many simultaneous changes are counted, not named', () => {
	const ids = Array.from({length: 30}, (_, index) => `wfrun_${index}`);
	const state = watching(ids);
	const turned = ids.map(id => polled(id)).reduce(act, state);
	assert.deepEqual(announcements(state, turned, appearance), ['30 runs changed. 30 running']);
});

test('a selected run is announced with its place, a focused pane with its selection', () => {
	const outputs = ['n9', 'n10'].map(key => output(key, `https://host.example/${key}.png`));
	const log = [entry('loading'), entry('cuda out of memory', 1, {nodeId: name('3')})];
	const state = act(watching(), polled(one, {phase: 'succeeded', outputs}, log));
	assert.deepEqual(said(state, {type: 'move', lines: 1}), ['2 of 2: wfrun_2: waiting']);
	assert.deepEqual(said(state, {type: 'focus', pane: 'log'}), ['Log: info 3 cuda out of memory']);
	const inLog = press(state, {type: 'focus', pane: 'log'});
	assert.deepEqual(said(inLog, {type: 'move', lines: -1}), ['info loading']);
	const [outputsState = ''] = said(state, {type: 'focus', pane: 'outputs'});
	assert.match(outputsState, /^Outputs: image n9 https:\/\/host\.example\/n9\.png$/);
	const inOutputs = press(state, {type: 'focus', pane: 'outputs'});
	assert.match(said(inOutputs, {type: 'move', lines: 1}).join(), /n10\.png$/);
	const empty = press(state, {type: 'move', lines: 1});
	assert.match(said(empty, {type: 'focus', pane: 'log'}).join(), /^Log: \S/);
});

test('an overlay is read as a whole, without its frame, once', () => {
	const state = watching();
	const help = said(state, {type: 'help'});
	assert.ok(help.length > 60);
	assert.ok(help.some(line => /^q .*close the help, else quit$/.test(line)));
	assert.ok(help.every(line => !line.includes('---') && line.trim() === line && line !== ''));
	const opened = press(state, {type: 'help'});
	assert.deepEqual(said(opened, {type: 'page', pages: 1}), []);
	assert.deepEqual(said(opened, {type: 'back'}), ['closed']);
});

test('of a list only the selected row is announced, and typed text as it grows', () => {
	const state = watching();
	const opened = press(state, {type: 'palette'});
	const [label, row] = announcements(state, opened, appearance);
	assert.equal(label, ':');
	assert.notEqual(row ?? '', '');
	const typed = act(opened, {type: 'typed', text: 'save', at: start});
	assert.deepEqual(announcements(opened, typed, appearance), [
		'save',
		'save what is shown as text Log ctrl+s',
	]);
});

test('a notice is announced, its end is not', () => {
	const state = watching();
	const told = act(state, {type: 'noticeShown', notice: {kind: 'paused'}, at: start});
	assert.deepEqual(announcements(state, told, appearance), ['polling paused; P resumes']);
	const later = act(told, {type: 'ticked', at: start + 60_000});
	assert.equal(later.view.notice, null);
	assert.deepEqual(announcements(told, later, appearance), []);
});

test('T1: external text is announced without control characters', () => {
	const state = watching();
	const next = act(
		state,
		polled(one, {...execution(), phase: 'other', status: foreignProse('a\u001B[31mb\u202Ec')}),
	);
	const text = announcements(state, next, appearance).join('\n');
	// oxlint-disable-next-line no-control-regex -- that is what must not be there.
	assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F\u202E]/);
	assert.ok(text.includes(cleanProse('a\u001B[31mb\u202Ec')));
});

function watching(ids: readonly string[] = [one, two]): State {
	const state = initialState(size, start, commandRegistry(keymap, []));
	return act(state, {type: 'runsAdded', at: start, ids: ids.map(id => name(id))});
}

function press(state: State, command: Command): State {
	return act(state, {type: 'commandInvoked', command, at: start});
}

/** The announcements of a command. */
function said(state: State, command: Command): readonly string[] {
	return announcements(state, press(state, command), appearance);
}
