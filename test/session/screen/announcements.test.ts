import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cleanProse, foreignProse} from '../../../source/core/text/sanitize.ts';
import {commandRegistry} from '../../../source/features/command-registry.ts';
import {initialState} from '../../../source/features/index.ts';
import {keymap} from '../../../source/features/keymap.ts';
import {announcements} from '../../../source/session/screen/screen-reader/announcements.ts';
import {ScreenReader} from '../../../source/session/screen/screen-reader/screen-reader.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {
	openStore,
	runError,
	runsAdded,
	watching as watchingRuns,
	withEarlierRuns,
} from '../../events/watch.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {invoked, stateAfter} from '../../helpers/play.ts';
import {appearance} from '../../helpers/sample.ts';
import {entry, name, output, polled, pollFailed, start} from '../../helpers/values.ts';

const english = appearance('en', {ascii: true});
const [one, two] = ['wfrun_1', 'wfrun_2'];

function watching(...ids: readonly string[]): State {
	const state = initialState(
		{size: {columns: 120, rows: 40}, commands: commandRegistry(keymap)},
		start,
	);
	return stateAfter(state, runsAdded(...(ids.length === 0 ? [one, two] : ids)));
}

/** Returns a function that applies actions and returns what is announced after them. */
function listen(state: State, look = english) {
	let last = state;
	return (...actions: readonly Action[]): readonly string[] => {
		const next = stateAfter(last, ...actions);
		const lines = announcements(last, next, look);
		last = next;
		return lines;
	};
}

test("each change of a run's state is announced once, with its details", () => {
	const hear = listen(watching());
	assert.deepEqual(hear(polled(one, {phase: 'queued', queuePosition: 3, estimatedWaitSec: 90})), [
		'wfrun_1: queued, #3',
	]);
	assert.deepEqual(hear(), []);
	assert.deepEqual(
		hear(polled(one, {phase: 'queued', queuePosition: 2, estimatedWaitSec: 60})),
		[],
	);
	assert.deepEqual(hear(polled(one, {progressPercent: 4, startedAt: start})), [
		'wfrun_1: running, 4%',
	]);
});

test('the end of a run is announced with error, duration and cost', () => {
	const state = stateAfter(watching(), polled(one, {startedAt: start}));
	const error = runError('Out of memory', {detail: name('node 3'), statusCode: 500});
	const outputs = [output('n9', 'https://host.example/a.png')];
	const over = {startedAt: start, terminalAt: start + 61_000} as const;
	assert.deepEqual(listen(state)(polled(one, {phase: 'failed', error, ...over})), [
		'wfrun_1: failed: Out of memory, 1m01s',
	]);
	assert.deepEqual(
		listen(state, appearance('zh'))(polled(one, {phase: 'succeeded', outputs, ...over})),
		['wfrun_1: 成功, 1m01s'],
	);
});

test('a late or stalled run is announced', () => {
	const hear = listen(withEarlierRuns(watching()));
	const at = (second: number, progressPercent: number) =>
		polled(one, {startedAt: start, progressPercent}, [], start + second * 1000);
	hear(at(20, 2));
	assert.deepEqual(hear(at(120, 12)), ['wfrun_1: late, 12%']);
	assert.deepEqual(hear(at(600, 12)), ['wfrun_1: stalled, 12%']);
});

test('progress is announced in steps of ten, for the selected run only', () => {
	const hear = listen(watching());
	const announced = [5, 7, 12, 19, 20, 48].map(progressPercent =>
		hear(polled(one, {progressPercent}), polled(two, {progressPercent})),
	);
	assert.deepEqual(announced.slice(1).flat(), ['wfrun_1: 10%', 'wfrun_1: 20%', 'wfrun_1: 40%']);
});

test('a failed poll is announced once, until a poll succeeds', () => {
	const hear = listen(stateAfter(watching(), polled(one)));
	assert.match(hear(pollFailed(one)).join(''), /^wfrun_1: .*502/);
	assert.deepEqual(hear(pollFailed(one)), []);
});

test('many simultaneous changes are counted, not named', () => {
	const ids = Array.from({length: 30}, (_, index) => `wfrun_${index}`);
	assert.deepEqual(listen(watching(...ids, 'waiting'))(...ids.map(id => polled(id))), [
		'30 runs changed. 30 running',
	]);
});

test('a selected run is announced with its place, a focused pane with its selection', () => {
	const outputs = ['n9', 'n10'].map(key => output(key, `https://host.example/${key}.png`));
	const log = [entry('loading'), entry('cuda out of memory', 1, {nodeId: name('3')})];
	const hear = listen(stateAfter(watching(), polled(one, {phase: 'succeeded', outputs}, log)));
	assert.deepEqual(hear(invoked({type: 'focus', pane: 'log'})), ['Log: info 3 cuda out of memory']);
	assert.deepEqual(hear(invoked({type: 'move', lines: -1})), ['info loading']);
	assert.deepEqual(hear(invoked({type: 'focus', pane: 'outputs'})), ['Outputs: n9.png']);
	assert.match(hear(invoked({type: 'move', lines: 1})).join(), /n10\.png$/);
	hear(invoked({type: 'focus', pane: 'runs'}));
	assert.deepEqual(hear(invoked({type: 'move', lines: -1})), ['1 of 2: wfrun_2: waiting']);
	assert.match(hear(invoked({type: 'focus', pane: 'log'})).join(), /^Log: \S/);
});

test('the place of a fold is announced when runs are folded and unfolded', () => {
	const workflowId = name('wf_1');
	const hear = listen(stateAfter(watching(), polled(one, {workflowId}), polled(two, {workflowId})));
	const [folded = ''] = hear(invoked({type: 'fold-runs'}));
	assert.match(folded, /^1 of 1: .*2 × wf_1/);
	assert.match(hear(invoked({type: 'enter'}))[0] ?? '', /^1 of 3: .*2 × wf_1/);
	assert.match(hear(invoked({type: 'move', lines: 2}))[0] ?? '', /^3 of 3: wfrun_2: running/);
	const unfolded = hear(invoked({type: 'fold-runs'}), invoked({type: 'move', lines: -1}));
	assert.match(unfolded[0] ?? '', /^1 of /);
});

test('marks are announced', () => {
	const hear = listen(stateAfter(watching(), polled(one), polled(two)));
	assert.deepEqual(hear(invoked({type: 'mark-all'})), ['2 marked']);
});

test('an overlay is read as a whole, without its frame, once', () => {
	const hear = listen(watching());
	const help = hear(invoked({type: 'help'}));
	assert.ok(help.length > 60);
	assert.ok(help.some(line => /^q .*close the overlay, or quit$/.test(line)));
	assert.ok(help.every(line => !line.includes('---') && line.trim() === line && line !== ''));
	assert.deepEqual(hear(invoked({type: 'page', pages: 1})), []);
	assert.deepEqual(hear(invoked({type: 'back'})), ['closed']);
});

test('of a list only the selected row is announced, and typed text as it grows', () => {
	const hear = listen(watching());
	const [label, row] = hear(invoked({type: 'palette'}));
	assert.equal(label, ':');
	assert.notEqual(row ?? '', '');
	assert.deepEqual(hear({type: 'typed', text: 'save', at: start}), [
		'save',
		'save save as text, or as JSON lines (.jsonl) Log ctrl+s',
	]);
});

test('a notice is announced, its end is not', () => {
	const shown: Action = {type: 'noticeShown', notice: {kind: 'paused'}, at: start};
	const ended: Action = {type: 'ticked', at: start + 60_000};
	const hear = listen(watching());
	assert.deepEqual(hear(shown), ['polling paused; P resumes']);
	assert.deepEqual(hear(ended), []);
	assert.equal(stateAfter(watching(), shown, ended).view.notice, null);
});

test('external text is announced without control characters', () => {
	const hostile = 'a\u001B[31mb\u202Ec';
	const lines = listen(watching())(polled(one, {phase: 'other', status: foreignProse(hostile)}));
	const text = lines.join('\n');
	// oxlint-disable-next-line no-control-regex -- that is what must not be there.
	assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F\u202E]/);
	assert.ok(text.includes(cleanProse(hostile)));
});

test('it is silent while suspended, and announces the differences on resume', () => {
	const clock = new FakeClock(start);
	const written: string[] = [];
	const store = openStore(clock, watchingRuns('wfrun_1'));
	const speaker = new ScreenReader({
		write: text => written.push(text),
		appearance: () => appearance('en'),
	});
	speaker.attach(store);
	speaker.suspend();
	const before = written.length;
	store.dispatch(polled('wfrun_1'));
	clock.advance(100);
	store.dispatch(polled('wfrun_1', {phase: 'canceled'}));
	clock.advance(100);
	assert.equal(written.length, before);
	speaker.resume();
	assert.deepEqual(written.slice(before), ['\u001B[?2004h', 'wfrun_1: canceled\n']);
});
