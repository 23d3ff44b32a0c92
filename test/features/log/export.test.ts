import assert from 'node:assert/strict';
import test from 'node:test';
import type {Action} from '../../../source/store/action.ts';
import type {Command} from '../../../source/store/command.ts';
import type {Effect} from '../../../source/store/effect.ts';
import {keyAction} from '../../../source/store/keys/dispatch.ts';
import {footerHints} from '../../../source/store/keys/hints.ts';
import {reduce} from '../../../source/store/reducer.ts';
import {initialState, type State} from '../../../source/store/state.ts';
import {readingLog, searching, shownMessages} from '../../helpers/log.ts';
import {added, invoked, stateAfter, typed} from '../../helpers/play.ts';
import {entry, name, polled, start} from '../../helpers/values.ts';

function begin(...actions: readonly Action[]): State {
	return stateAfter(initialState({columns: 80, rows: 24}, start), ...actions);
}

function effectOf(state: State, ...commands: readonly Command[]): Effect | undefined {
	const steps = commands.map(command => invoked(command));
	const step = reduce(
		stateAfter(state, ...steps.slice(0, -1)),
		steps.at(-1) ?? invoked({type: 'copy'}),
	);
	assert.ok(step.effects.length <= 1);
	return step.effects[0];
}

/** Saves the log under the proposed name, or as JSON lines. */
function saved(state: State, extension: 'log' | 'jsonl' = 'log'): Effect | undefined {
	const asked = stateAfter(
		state,
		invoked({type: 'save-log'}),
		...(extension === 'log' ? [] : [invoked({type: 'erase', to: 'start'}), typed('all.jsonl')]),
	);
	return effectOf(asked, {type: 'submit'});
}

/** Returns the log that an effect copies, saves or shows in a pager, and its entries. */
function excerpt(effect: Effect | undefined) {
	assert.ok(effect !== undefined && 'log' in effect);
	return {runId: effect.log.runId, entries: effect.log.entries};
}

/** Returns the messages of the entries that an effect exports. */
function given(effect: Effect | undefined): readonly string[] {
	return excerpt(effect).entries.map(({entry: {message}}) => message.exact);
}

const logs = ['one', 'two', 'three'].map((message, second) => entry(message, second));
const pager: Command = {type: 'pager'};
const warnings = searching('level:warn');

test('the pager and the text file get the shown entries, the JSON file gets all', () => {
	const state = readingLog(logs);
	assert.equal(effectOf(state, pager)?.type, 'pageLog');
	assert.deepEqual(given(effectOf(state, pager)), ['one', 'two', 'three']);
	const severe = entry('four', 3, {severity: 'error'});
	const narrowed = stateAfter(readingLog([...logs, severe]), ...warnings);
	assert.deepEqual(given(effectOf(narrowed, pager)), ['four']);
	assert.deepEqual(given(saved(narrowed)), ['four']);
	assert.deepEqual(given(saved(narrowed, 'jsonl')), ['one', 'two', 'three', 'four']);
});

test('y copies the entry in the log, and the selected item elsewhere', () => {
	const state = readingLog(logs);
	assert.deepEqual(given(effectOf(state, {type: 'copy'})), ['three']);
	const {state: runs} = reduce(state, invoked({type: 'focus', pane: 'runs'}));
	assert.deepEqual(effectOf(runs, {type: 'copy'}), {type: 'copy', text: 'a', what: 'a', runs: 1});
});

test('the open entry is copied, also after the followed log has moved on, and its key is in the footer', () => {
	const open = stateAfter(readingLog(logs), invoked({type: 'enter'}));
	assert.equal(open.view.overlay?.kind, 'entry');
	const grown = stateAfter(open, polled('a', {phase: 'running'}, [...logs, entry('four', 3)]));
	assert.deepEqual(given(effectOf(grown, {type: 'copy'})), ['three']);
	assert.notEqual(keyAction('y', grown), null);
	assert.ok(footerHints(grown).some(({id}) => id === 'copy'));
});

test('an empty log has no excerpt and shows a notice', () => {
	for (const state of [readingLog([]), begin(invoked({type: 'focus', pane: 'log'}))]) {
		for (const command of [pager, {type: 'save-log'}, {type: 'copy'}] as const) {
			const step = reduce(state, invoked(command));
			assert.deepEqual(step.effects, []);
			assert.deepEqual(step.state.view.notice?.notice, {kind: 'no-log'});
		}
	}
});

test('a filtered excerpt contains a gap even if the entry after it is hidden', () => {
	const warning = {severity: 'warn'} as const;
	const state = begin(
		added(['a']),
		polled('a', {}, [entry('one', 0, warning), entry('two', 1)]),
		polled('a', {}, [entry('later', 98), entry('much later', 99, warning)]),
		...warnings,
	);
	assert.deepEqual(given(saved(state)), ['one', 'much later']);
	assert.deepEqual(holes(saved(state)), [false, true]);
	assert.deepEqual(given(saved(state, 'jsonl')), ['one', 'two', 'later', 'much later']);
});

test('an excerpt contains the filtered entries; without any, a notice is shown', () => {
	const searched = stateAfter(readingLog(logs), ...searching('t'), invoked({type: 'hits-only'}));
	assert.deepEqual(given(saved(searched)), ['two', 'three']);
	assert.deepEqual(given(saved(searched, 'jsonl')), ['one', 'two', 'three']);
	const hidden = stateAfter(readingLog(logs), ...warnings);

	for (const wish of [pager, {type: 'copy'}] as const) {
		const step = reduce(hidden, invoked(wish));
		assert.deepEqual(step.effects, []);
		assert.deepEqual(step.state.view.notice?.notice, {kind: 'nothing-shown'});
	}
});

test('the pager and a saved file have all folded steps, a copy the newest', () => {
	const steps = [1, 2, 3].map(step => entry(`step ${step}/9`, step, {nodeId: name('3')}));
	const state = readingLog(steps);
	assert.deepEqual(shownMessages(state), ['step 3/9']);
	assert.deepEqual(given(saved(state)), ['step 1/9', 'step 2/9', 'step 3/9']);
	assert.deepEqual(given(effectOf(state, {type: 'copy'})), ['step 3/9']);
});

/** Returns for each entry that an effect exports whether the log has a gap before it. */
function holes(effect: Effect | undefined): readonly boolean[] {
	return excerpt(effect).entries.map(({afterGap}) => afterGap);
}
