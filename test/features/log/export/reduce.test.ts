import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type {LogEntry} from '../../../../source/core/log/log-entry.ts';
import type {Action} from '../../../../source/store/action.ts';
import type {Command} from '../../../../source/store/command.ts';
import type {Effect} from '../../../../source/store/effect.ts';
import {keyAction} from '../../../../source/store/keys/dispatch.ts';
import {footerHints} from '../../../../source/store/keys/hints.ts';
import {reduce} from '../../../../source/store/reducer.ts';
import {initialState, type State} from '../../../../source/store/state.ts';
import {readingLog, searching, shownMessages} from '../../../helpers/log.ts';
import {added, invoked, stateAfter} from '../../../helpers/play.ts';
import {entry, name, polled, start} from '../../../helpers/values.ts';

function begin(...actions: readonly Action[]): State {
	return stateAfter(initialState({columns: 80, rows: 24}, start), ...actions);
}

function effectOf(state: State, command: Command): Effect | undefined {
	const step = reduce(state, invoked(command));
	assert.ok(step.effects.length <= 1);
	return step.effects[0];
}

/** Returns the log that an effect copies, saves or shows in a pager, and its entries. */
function excerpt(effect: Effect | undefined) {
	assert.ok(effect !== undefined && 'log' in effect);
	return {runId: effect.log.runId, entries: [...effect.log.portions].flat()};
}

/** Returns the messages of the entries that an effect exports. */
function given(effect: Effect | undefined): readonly string[] {
	return excerpt(effect).entries.map(({entry: {message}}) => message.exact);
}

const logs = ['one', 'two', 'three'].map((message, second) => entry(message, second));
const pager: Command = {type: 'pager'};
const save: Command = {type: 'save-log', form: 'text'};
const dump: Command = {type: 'save-log', form: 'json'};
/** The first command hides the debug entries, the second one also the info entries. */
const warnings = [invoked({type: 'least-level'}), invoked({type: 'least-level'})];

test('the pager and the text file get the shown entries, the JSON file gets all', () => {
	const state = readingLog(logs);
	assert.equal(effectOf(state, pager)?.type, 'pageLog');
	assert.deepEqual(given(effectOf(state, pager)), ['one', 'two', 'three']);
	const severe = entry('four', 3, {severity: 'error'});
	const narrowed = stateAfter(readingLog([...logs, severe]), ...warnings);
	assert.deepEqual(given(effectOf(narrowed, pager)), ['four']);
	assert.deepEqual(given(effectOf(narrowed, save)), ['four']);
	assert.deepEqual(given(effectOf(narrowed, dump)), ['one', 'two', 'three', 'four']);
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
		for (const command of [pager, save, dump, {type: 'copy'} as const]) {
			const step = reduce(state, invoked(command));
			assert.deepEqual(step.effects, []);
			assert.deepEqual(step.state.view.notice?.notice, {kind: 'no-log'});
		}
	}
});

test('an excerpt contains the gaps', () => {
	const state = stateAfter(readingLog(logs), polled('a', {}, [entry('much later', 99)]));
	assert.deepEqual(holes(effectOf(state, pager)), [false, false, false, true]);
	assert.deepEqual(holes(effectOf(state, {type: 'copy'})), [true]);
});

test('a filtered excerpt contains a gap even if the entry after it is hidden', () => {
	const warning = {severity: 'warn'} as const;
	const state = begin(
		added(['a']),
		polled('a', {}, [entry('one', 0, warning), entry('two', 1)]),
		polled('a', {}, [entry('later', 98), entry('much later', 99, warning)]),
		...warnings,
	);
	assert.deepEqual(given(effectOf(state, save)), ['one', 'much later']);
	assert.deepEqual(holes(effectOf(state, save)), [false, true]);
	assert.deepEqual(given(effectOf(state, dump)), ['one', 'two', 'later', 'much later']);
});

test('an excerpt contains the filtered entries; without any, a notice is shown', () => {
	const searched = stateAfter(readingLog(logs), ...searching('t'), invoked({type: 'hits-only'}));
	assert.deepEqual(given(effectOf(searched, save)), ['two', 'three']);
	assert.deepEqual(given(effectOf(searched, dump)), ['one', 'two', 'three']);
	const hidden = stateAfter(readingLog(logs), ...warnings);

	for (const wish of [pager, save, {type: 'copy'}] as const) {
		const step = reduce(hidden, invoked(wish));
		assert.deepEqual(step.effects, []);
		assert.deepEqual(step.state.view.notice?.notice, {kind: 'nothing-shown'});
	}
});

test('an excerpt of a folded log contains all lines', () => {
	const nodes = ['one', 'two', 'three'].map((message, second) =>
		entry(message, second, {nodeId: name('3')}),
	);
	const folded = stateAfter(readingLog(nodes), invoked({type: 'fold'}));
	assert.deepEqual(shownTexts(folded), ['one']);
	assert.deepEqual(given(effectOf(folded, save)), ['one', 'two', 'three']);
	assert.deepEqual(given(effectOf(folded, {type: 'copy'})), ['one']);
});

test('an excerpt of all runs is in order of time, and each entry names its run', () => {
	const state = stateAfter(
		readingLog([entry('a1', 1), entry('a4', 4), entry('a5', 5)], {ids: ['a', 'b']}),
		polled('b', {}, [entry('b2', 2), entry('b3', 3)]),
		invoked({type: 'all-logs'}),
	);
	const all = ['a: a1', 'b: b2', 'b: b3', 'a: a4', 'a: a5'];

	for (const whole of [pager, save, dump]) {
		assert.deepEqual(named(effectOf(state, whole)), all);
	}

	assert.deepEqual(named(effectOf(state, {type: 'copy'})), ['a: a5']);
	const up = (lines: number) => invoked({type: 'move', lines: -lines});
	const selected = stateAfter(state, up(1), invoked({type: 'select-lines'}), up(2));
	assert.deepEqual(named(effectOf(selected, {type: 'copy'})), all.slice(1, 4));
});

test('an excerpt is the log as it was, whatever arrives while it is read (property)', () => {
	const arrival = fc.record({run: fc.nat(2), seconds: fc.array(fc.nat(40), {maxLength: 6})});
	const arrivals = fc.array(arrival, {maxLength: 8});
	fc.assert(
		fc.property(arrivals, arrivals, fc.boolean(), (before, after, warned) => {
			const service = ['a', 'b', 'c'].map(id => ({id, told: [] as LogEntry[]}));
			const arrive = (state: State, {run, seconds}: {run: number; seconds: number[]}): State => {
				const from = service[run];
				assert.ok(from !== undefined);
				from.told.push(
					...seconds.map((second, index) =>
						entry(`${from.id}${from.told.length + index}`, second, {
							severity: second % 2 === 0 ? 'warn' : 'info',
						}),
					),
				);
				return stateAfter(state, polled(from.id, {}, [...from.told]));
			};
			let state = stateAfter(
				begin(added(service.map(({id}) => id))),
				invoked({type: 'focus', pane: 'log'}),
				invoked({type: 'all-logs'}),
				...(warned ? warnings : []),
			);
			state = before.reduce(arrive, state);
			const expected = shownTexts(state);
			const effect = effectOf(state, save);

			if (effect === undefined) {
				assert.deepEqual(expected, []);
				return;
			}

			assert.ok('log' in effect);
			const walked: string[] = [];
			const more = [...after];

			for (const portion of effect.log.portions) {
				walked.push(...portion.map(({entry: {message}}) => message.exact));
				const next = more.shift();
				state = next === undefined ? state : arrive(state, next);
			}

			assert.deepEqual(walked, expected);
		}),
	);
});

/** The messages in a pane with room for all of them. */
function shownTexts(state: State): readonly string[] {
	return shownMessages(stateAfter(state, {type: 'resized', at: start, columns: 200, rows: 250}));
}

/** Returns for each entry that an effect exports whether the log has a gap before it. */
function holes(effect: Effect | undefined): readonly boolean[] {
	return excerpt(effect).entries.map(({afterGap}) => afterGap);
}

/** Returns the run id and the message of each entry that an effect exports from the merged log of all runs. */
function named(effect: Effect | undefined): readonly string[] {
	const {runId, entries} = excerpt(effect);
	assert.equal(runId, null);
	return entries.map(({run, entry: {message}}) => `${run.id}: ${message.exact}`);
}
