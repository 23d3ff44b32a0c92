import assert from 'node:assert/strict';
import {test} from 'node:test';
import {keyAction, pressKeys, type KeyAction} from '../../source/keys/dispatch.ts';
import {footerHints, helpGroups, keysOf} from '../../source/keys/hints.ts';
import {readKeys, type KeyFlags} from '../../source/keys/key.ts';
import {keymap} from '../../source/keys/keymap.ts';
import {reduce} from '../../source/state/reducer.ts';
import {initialState, type Pane, type State} from '../../source/state/state.ts';
import {name, start} from '../helpers/values.ts';

const plain: KeyFlags = {
	upArrow: false,
	downArrow: false,
	leftArrow: false,
	rightArrow: false,
	pageDown: false,
	pageUp: false,
	home: false,
	end: false,
	return: false,
	escape: false,
	ctrl: false,
	shift: false,
	tab: false,
	backspace: false,
	delete: false,
	meta: false,
};

test('keys are read by their names, glued ones one by one', () => {
	assert.deepEqual(readKeys('jjG', plain), ['j', 'j', 'G']);
	assert.deepEqual(readKeys('j\t\u001A', plain), ['j', 'tab', 'ctrl+z']);
	assert.deepEqual(readKeys('ab\u007F\r', plain), ['a', 'b', 'backspace', 'enter']);
	assert.deepEqual(readKeys('', {...plain, downArrow: true}), ['down']);
	assert.deepEqual(readKeys('', {...plain, tab: true, shift: true}), ['shift+tab']);
	assert.deepEqual(readKeys('d', {...plain, ctrl: true}), ['ctrl+d']);
	assert.deepEqual(readKeys('\u{F101}', plain), ['f1']);
	assert.deepEqual(readKeys(' ', plain), ['space']);
	assert.deepEqual(readKeys('j', {...plain, meta: true}), []);
});

test('no key is taken twice in one place', () => {
	for (const where of new Set(keymap.map(binding => binding.where))) {
		const keys = keymap
			.filter(binding => binding.where === where)
			.flatMap(binding => keysOf(binding));
		assert.deepEqual(
			keys.filter((key, index) => keys.indexOf(key) !== index),
			[],
			where,
		);
	}
});

test('every command has a key that is no letter, for those who type with an input method', () => {
	for (const {id, where, does} of keymap) {
		for (const {keys} of does) {
			const reachable =
				keys.some(key => !/^\p{L}$/u.test(key)) ||
				// The same command of another pane's table, as `y` in the outputs repeats the general one.
				keymap.some(other => other.id === id && other.where === 'everywhere') ||
				id === 'quit';
			assert.ok(reachable, `${id} in ${where}: ${keys.join(' ')}`);
		}
	}
});

test('every key that the footer names works there', () => {
	const places = [
		...(['runs', 'detail', 'log', 'outputs'] as const).map(pane => focused(pane)),
		play(focused('log'), commanded({type: 'help'})),
		play(focused('log'), commanded({type: 'search'})),
	];

	for (const state of places) {
		for (const {keys} of footerHints(state)) {
			for (const key of keys) {
				assert.notEqual(keyAction(key, state), null, `${key} in ${state.view.focus}`);
			}
		}
	}
});

test('the help names every key of the table once for each place', () => {
	const told = helpGroups().flatMap(({bindings}) => bindings.flatMap(binding => keysOf(binding)));
	const inTable = keymap.flatMap(({does}) => does.flatMap(({keys}) => keys));
	assert.deepEqual(told.toSorted(), inTable.toSorted());
});

test('a key of the pane goes before the same key everywhere', () => {
	assert.deepEqual(keyAction('/', focused('log')), commanded({type: 'search'}));
	assert.deepEqual(keyAction('/', focused('runs')), commanded({type: 'filter'}));
	assert.equal(keyAction('n', focused('runs')), null);
});

test('under the help only what moves, closes and leaves works', () => {
	const state = play(focused('log'), commanded({type: 'help'}));
	assert.deepEqual(keyAction('j', state), commanded({type: 'move', lines: 1}));
	assert.equal(keyAction('a', state), null);
	assert.equal(keyAction('f', state), null);
});

test('in the prompt letters are text, named keys keep their meaning', () => {
	const state = play(focused('runs'), commanded({type: 'filter'}));
	assert.deepEqual(keyAction('q', state), {type: 'typed', text: 'q'});
	assert.deepEqual(keyAction('space', state), {type: 'typed', text: ' '});
	assert.deepEqual(keyAction('图', state), {type: 'typed', text: '图'});
	assert.deepEqual(keyAction('esc', state), commanded({type: 'back'}));
	assert.deepEqual(keyAction('up', state), commanded({type: 'move', lines: -1}));
	assert.deepEqual(keyAction('ctrl+c', state), commanded({type: 'interrupt'}));
	assert.equal(keyAction('ctrl+p', state), null);
});

test('glued keys are each taken where the one before led to: /q types q and does not quit', () => {
	const state = pressed(focused('runs'), '/q');
	assert.equal(state.view.prompt?.text, 'q');
});

test('T12: an enter inside glued text never acts, at its end it is the key', () => {
	const pasted = pressed(play(focused('runs'), commanded({type: 'add'})), 'one\rtwo');
	assert.equal(pasted.view.prompt?.text, 'one two');
	assert.equal(pasted.runs.size, 1);
	const typed = pressed(play(focused('runs'), commanded({type: 'add'})), 'two\r');
	assert.equal(typed.view.prompt, null);
	assert.equal(typed.runs.size, 2);
});

function commanded(command: Extract<KeyAction, {type: 'commanded'}>['command']): KeyAction {
	return {type: 'commanded', command};
}

function focused(pane: Pane): State {
	const ids = [name('run')];
	const {state} = reduce(initialState({columns: 80, rows: 24}, start), {
		type: 'runs-added',
		at: start,
		ids,
	});
	return play(state, commanded({type: 'focus', pane}));
}

function play(state: State, ...actions: readonly KeyAction[]): State {
	return actions.reduce((before, action) => reduce(before, {...action, at: start}).state, state);
}

function pressed(before: State, input: string): State {
	let state = before;
	pressKeys(
		input,
		plain,
		() => state,
		action => {
			state = play(state, action);
		},
	);
	return state;
}
