import assert from 'node:assert/strict';
import {test} from 'node:test';
import {footerHints} from '../../../source/features/key-hints.ts';
import {keymap, wordsOf} from '../../../source/features/keymap.ts';
import type {PaneName} from '../../../source/features/panes/layout.ts';
import {keyAction, pressKeys, type KeyAction} from '../../../source/features/press-keys.ts';
import {selectRun} from '../../../source/features/runs/index.ts';
import type {Command} from '../../../source/store/command.ts';
import type {State} from '../../../source/store/state.ts';
import {invoked, stateAfter, watching} from '../../helpers/play.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {polled, start} from '../../helpers/values.ts';

test('no key has two commands in one place', () => {
	for (const where of new Set(keymap.map(binding => binding.where))) {
		const commands = keymap
			.filter(binding => binding.where === where)
			.flatMap(({does}) => does)
			.flatMap(({keys, command}) => keys.map(key => [key, command] as const));
		assert.deepEqual(new Map(commands.toReversed()), new Map(commands), where);
	}
});

test('an Enter at the start of an input submits the prompt, one within a text is a line break', () => {
	for (const [input, done] of [
		['\r:', ['submit', ':']],
		['a\rb', ['a', ' ', 'b']],
	] as const) {
		const acted: string[] = [];
		const state = stateAfter(focused('runs'), invoked({type: 'filter'}));
		pressKeys(
			input,
			{},
			() => state,
			action => void acted.push(action.type === 'typed' ? action.text : action.command.type),
		);
		assert.deepEqual(acted, done);
	}
});

test('every key that the footer shows works', () => {
	const places = [
		...(['runs', 'detail', 'log', 'outputs'] as const).map(pane => focused(pane)),
		stateAfter(focused('log'), invoked({type: 'help'})),
		stateAfter(focused('log'), invoked({type: 'search'})),
	];

	for (const state of places) {
		for (const {keys} of footerHints(state)) {
			for (const key of keys) {
				assert.notEqual(keyAction(key, state), null, `${key} in ${state.view.focus}`);
			}
		}
	}
});

test('in the footer no two keys have the same word', () => {
	for (const keys of ['j j', 'j j 2', 'j j 3', 'j j 4', 'j j 4 v', 'H']) {
		const state = stateAfter(sampleState({columns: 200, rows: 40}), keys);

		for (const language of ['en', 'zh'] as const) {
			const words = footerHints(state).map(({id}) => wordsOf(id, language).short);
			assert.deepEqual(words, [...new Set(words)], keys);
		}
	}
});

test('a key that does nothing in a pane says where it works', () => {
	for (const [key, pane, place] of [
		['d', 'detail', 'outputs'],
		['f', 'runs', 'log'],
		['s', 'outputs', 'runs'],
	] as const) {
		assert.deepEqual(
			keyAction(key, focused(pane)),
			commanded({type: 'key-of-pane', key, pane: place}),
		);
	}

	assert.deepEqual(keyAction('D', focused('outputs')), commanded({type: 'download', which: 'all'}));
});

test('without a run the footer leaves out the keys that need one', () => {
	for (const [pane, shown] of [
		['1', ['filter', 'palette', 'add', 'help', 'quit']],
		['2', ['filter', 'palette', 'add', 'help', 'quit']],
		// `/` would search the log.
		['3', ['palette', 'add', 'help', 'quit']],
	] as const) {
		const ids = footerHints(stateAfter(watching([]), pane)).map(({id}) => id);
		assert.deepEqual(new Set<string>(ids), new Set(shown), pane);
	}
});

test('in a replay the footer leaves out what a replay refuses', () => {
	const replay = {started: start, length: 1000, speed: 1, paused: false};
	const played = {...stateAfter(focused('runs'), invoked({type: 'mark-all'})), replay};
	const refused = new Set(['add', 'drop', 'order', 'poll-now', 'pause']);
	assert.deepEqual(
		footerHints(played).filter(({id}) => refused.has(id)),
		[],
	);
});

test('with marked runs the footer begins with what acts on them; = is there with exactly two', () => {
	for (const [keys, hints] of [
		['', 'enter filter mark pictures help'],
		['space', 'download-all drop enter filter mark'],
		['space space', 'compare download-all drop enter filter'],
		['space space space', 'download-all drop enter filter mark'],
	] as const) {
		const ids = footerHints(stateAfter(watching(['a', 'b', 'c']), keys)).map(({id}) => id);
		assert.equal(ids.slice(0, 5).join(' '), hints);
	}

	const compared = footerHints(stateAfter(watching(['a', 'b']), 'space space ='));
	assert.deepEqual(
		compared.map(({id}) => id),
		['move', 'copy', 'pictures', 'back'],
	);
	const filtered = stateAfter(watching(['x', 'b']), 'space space / "x" enter');
	assert.ok(!footerHints(filtered).some(({id}) => id === 'compare'));
});

test('in the prompt letters are text, named keys keep their meaning', () => {
	const state = stateAfter(focused('runs'), invoked({type: 'filter'}));

	for (const [key, action] of [
		['q', {type: 'typed', text: 'q'}],
		['space', {type: 'typed', text: ' '}],
		['图', {type: 'typed', text: '图'}],
		['esc', commanded({type: 'back'})],
		['pageup', commanded({type: 'page', pages: -1})],
		['ctrl+c', commanded({type: 'interrupt'})],
		['ctrl+p', null],
	] as const) {
		assert.deepEqual(keyAction(key, state), action, key);
	}
});

function focused(pane: PaneName): State {
	return stateAfter(watching(['run']), invoked({type: 'focus', pane}));
}

test('the footer follows the selection: why for a failure, nodes while it runs, the next problem if there is one', () => {
	const failing = [polled('a'), polled('a', {phase: 'failed'}), polled('b')];
	const state = stateAfter(watching(['a', 'b']), ...failing);
	const [going, bad] = ['b', 'a'].map(id =>
		footerHints(selectRun(state, id))
			.slice(0, 4)
			.map(hint => hint.id)
			.join(' '),
	);
	assert.deepEqual(
		[bad, going],
		['enter failure filter next-problem', 'enter timeline filter next-problem'],
	);
});

test('the footer shows what acts on a failure, an output or a file only where one is selected', () => {
	const needy = ['failure', 'show', 'preview', 'copy', 'download', 'open'];

	for (const [keys, shown] of [
		['', []],
		['j j j', ['failure']],
		['4', []],
		['j j 4', needy.slice(1)],
		// A text without an address.
		['j j 4 j j', ['show', 'preview', 'copy']],
	] as const) {
		const state = stateAfter(sampleState({columns: 200, rows: 40}), keys);
		const ids = new Set<string>(footerHints(state).map(({id}) => id));
		assert.deepEqual(
			needy.filter(id => ids.has(id)),
			shown,
			keys,
		);
	}
});

function commanded(command: Command): KeyAction {
	return {type: 'commandInvoked', command};
}
