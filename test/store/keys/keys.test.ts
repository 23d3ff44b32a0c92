import assert from 'node:assert/strict';
import {test} from 'node:test';
import {keymap} from '../../../source/features/keymap.ts';
import type {PaneName} from '../../../source/features/panes/state.ts';
import {emptyListMessage} from '../../../source/features/runs/View.tsx';
import type {Command} from '../../../source/store/command.ts';
import {keyAction, pressKeys, type KeyAction} from '../../../source/store/keys/dispatch.ts';
import {footerHints, keysOf} from '../../../source/store/keys/hints.ts';
import {selectScreen} from '../../../source/store/selectors.ts';
import type {State} from '../../../source/store/state.ts';
import {invoked, stateAfter, watching} from '../../helpers/play.ts';
import {sampleAfter} from '../../helpers/sample-state.ts';
import {appearance} from '../../helpers/sample.ts';
import {start} from '../../helpers/values.ts';

test('no key has two commands in one place', () => {
	for (const where of new Set(keymap.map(binding => binding.where))) {
		const keys = keymap
			.filter(binding => binding.where === where)
			.flatMap(binding => keysOf(binding));
		const doubles = keys.filter((key, index) => keys.indexOf(key) !== index);
		assert.deepEqual(doubles, [], where);
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

test('a key of the outputs pane says in another pane where it works', () => {
	assert.deepEqual(
		keyAction('D', focused('detail')),
		commanded({type: 'key-of-outputs', key: 'D'}),
	);
	assert.deepEqual(keyAction('D', focused('outputs')), commanded({type: 'download', which: 'all'}));
});

test('without a run the footer leaves out the keys that need one', () => {
	for (const pane of ['runs', 'detail', 'log'] as const) {
		const state = stateAfter(watching([]), invoked({type: 'focus', pane}));
		assert.deepEqual(
			new Set(footerHints(state).map(({id}) => id)),
			// In the log, `/` would search it.
			new Set([
				'next-pane',
				...(pane === 'log' ? [] : ['filter']),
				'palette',
				'add',
				'help',
				'quit',
			]),
			pane,
		);
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
	assert.doesNotMatch(JSON.stringify(emptyRunList(replay)), /Press a/);
	assert.match(JSON.stringify(emptyRunList(null)), /Press a to add one/);
});

test('with marked runs the footer begins with what acts on them; = is there with exactly two', () => {
	const mark = invoked({type: 'mark'});
	const marked = (count: number) =>
		footerHints(stateAfter(watching(['a', 'b', 'c']), ...Array.from({length: count}, () => mark)))
			.map(({id}) => id)
			.slice(0, 5);
	assert.deepEqual(
		[0, 1, 2, 3].map(count => marked(count).join(' ')),
		[
			'enter sort move next-pane filter',
			'download-all drop enter sort move',
			'compare download-all drop enter sort',
			'download-all drop enter sort move',
		],
	);
	const filtered = stateAfter(watching(['x', 'b']), mark, mark, invoked({type: 'filter'}));
	const view = {...filtered.view, prompt: null, filter: 'x'};
	assert.ok(!footerHints({...filtered, view}).some(({id}) => id === 'compare'));
});

test('in the prompt letters are text, named keys keep their meaning', () => {
	const state = stateAfter(focused('runs'), invoked({type: 'filter'}));
	assert.deepEqual(keyAction('q', state), {type: 'typed', text: 'q'});
	assert.deepEqual(keyAction('space', state), {type: 'typed', text: ' '});
	assert.deepEqual(keyAction('图', state), {type: 'typed', text: '图'});
	assert.deepEqual(keyAction('esc', state), commanded({type: 'back'}));
	assert.deepEqual(keyAction('pageup', state), commanded({type: 'page', pages: -1}));
	assert.deepEqual(keyAction('ctrl+c', state), commanded({type: 'interrupt'}));
	assert.equal(keyAction('ctrl+p', state), null);
});

function commanded(command: Extract<KeyAction, {type: 'commandInvoked'}>['command']): KeyAction {
	return {type: 'commandInvoked', command};
}

function emptyRunList(replay: State['replay']) {
	const {list} = selectScreen({...watching([]), replay});
	return emptyListMessage(list, start, appearance());
}

function focused(pane: PaneName): State {
	return stateAfter(watching(['run']), invoked({type: 'focus', pane}));
}

test('the footer shows what acts on a failure, an output or a file only where one is selected', () => {
	const needy = ['failure', 'show', 'preview', 'copy', 'download', 'open'];
	const shown = (...commands: readonly Command[]) => {
		const ids = new Set<string>(
			footerHints(sampleAfter({columns: 200, rows: 40}, ...commands)).map(({id}) => id),
		);
		return needy.filter(id => ids.has(id));
	};
	const toOutputs = {type: 'focus', pane: 'outputs'} as const;
	const down = (lines: number) => ({type: 'move', lines}) as const;
	assert.deepEqual(shown(), []);
	assert.deepEqual(shown(down(3)), ['failure']);
	assert.deepEqual(shown(toOutputs), []);
	assert.deepEqual(shown(down(2), toOutputs), needy.slice(1));
	// A text without an address.
	assert.deepEqual(shown(down(2), toOutputs, down(2)), ['show', 'preview', 'copy']);
});
