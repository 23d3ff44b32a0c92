import assert from 'node:assert/strict';
import test from 'node:test';
import {footerHints} from '../../../source/features/key-hints.ts';
import type {State} from '../../../source/store/state.ts';
import {readingLog, shownMessages} from '../../helpers/log.ts';
import {play, stateAfter, watching, type Step} from '../../helpers/play.ts';
import {entry, name, polled} from '../../helpers/values.ts';

const save = 'ctrl+s enter';
const saveAll = 'ctrl+s ctrl+u "all.jsonl" enter';
const pager = 'ctrl+o';

/** The messages of the entries that keys copy, save or show in a pager; `┄` stands for a gap before an entry. */
function given(state: State, ...keys: readonly Step[]): string {
	const [effect] = play(state, ...keys).effects;
	assert.ok(effect !== undefined && 'log' in effect);
	return effect.log.entries
		.map(({entry: {message}, afterGap}) => `${afterGap ? '┄ ' : ''}${message.exact}`)
		.join(' ');
}

const logs = ['one', 'two', 'three'].map((message, second) => entry(message, second));

test('the pager, a text file and a copy get the shown entries, a JSON file gets all', () => {
	const whole = readingLog(logs);
	const severe = entry('four', 3, {severity: 'error'});
	const filtered = stateAfter(readingLog([...logs, severe]), '/ "level:warn" enter');
	const hitsOnly = stateAfter(whole, '/ "t" enter &');
	const steps = [1, 2, 3].map(step => entry(`${step}/9`, step, {nodeId: name('3')}));
	const folded = readingLog(steps);
	assert.deepEqual(shownMessages(folded), ['3/9']);

	for (const [state, shown, all, atCursor] of [
		[whole, 'one two three', 'one two three', 'three'],
		[filtered, 'four', 'one two three four', 'four'],
		[hitsOnly, 'two three', 'one two three', 'two'],
		[folded, '1/9 2/9 3/9', '1/9 2/9 3/9', '3/9'],
	] as const) {
		assert.equal(given(state, pager), shown);
		assert.equal(given(state, save), shown);
		assert.equal(given(state, saveAll), all);
		assert.equal(given(state, 'y'), atCursor);
	}

	assert.equal(play(whole, pager).effects[0]?.type, 'pageLog');
});

test('the open entry is copied, also after the followed log has moved on, and its key is in the footer', () => {
	const open = stateAfter(readingLog(logs), 'enter');
	const grown = stateAfter(open, polled('a', {phase: 'running'}, [...logs, entry('four', 3)]));
	assert.equal(given(grown, 'y'), 'three');
	assert.ok(footerHints(grown).some(({id}) => id === 'copy'));
});

test('without an entry a notice is shown', () => {
	for (const [state, kind] of [
		[readingLog([]), 'no-log'],
		[stateAfter(watching([]), '3'), 'no-log'],
		[stateAfter(readingLog(logs), '/ "level:warn" enter'), 'nothing-shown'],
	] as const) {
		for (const keys of [pager, save, 'y']) {
			const {state: after, effects} = play(state, keys);
			assert.deepEqual([effects, after.view.notice?.notice], [[], {kind}], keys);
		}
	}
});

test('what is saved has a gap even if the entry after it is hidden', () => {
	const warning = {severity: 'warn'} as const;
	const state = stateAfter(
		readingLog([entry('one', 0, warning), entry('two', 1)]),
		polled('a', {}, [entry('later', 98), entry('much later', 99, warning)]),
		'/ "level:warn" enter',
	);
	assert.equal(given(state, save), 'one ┄ much later');
	assert.equal(given(state, saveAll), 'one two ┄ later much later');
});
