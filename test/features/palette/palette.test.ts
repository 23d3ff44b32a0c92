import assert from 'node:assert/strict';
import test from 'node:test';
import {commandRegistry} from '../../../source/features/command-registry.ts';
import {initialState} from '../../../source/features/index.ts';
import {keymap, wellKnownBindings} from '../../../source/features/keymap.ts';
import {
	paletteId,
	paletteRows,
	rankMatches,
	scorer,
} from '../../../source/features/palette/rows.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import type {State} from '../../../source/store/state.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {added, play, stateAfter, typed} from '../../helpers/play.ts';
import {start} from '../../helpers/values.ts';
import {draw} from '../../ui/snapshots.ts';

const store = commandRegistry(keymap);

test('a command is found by its names in both languages and its id in the config', () => {
	for (const [text, id] of [
		['follow the end', 'follow'],
		['follow', 'follow'],
		['跟随', 'follow'],
		['FOLL', 'follow'],
		['previous hit', 'next-hit'],
		['下一个错误', 'next-error'],
		['配置', 'save-settings'],
		['exit', 'quit'],
		['回收站', 'removed'],
		['feishu', 'channels'],
		['channel', 'channels'],
		['飞书', 'channels'],
	] as const) {
		assert.equal(first(open(text)), id, text);
	}

	assert.deepEqual(paletteRows(open(), 'xyzzy'), []);
});

test('every command outside prompts has a row, except those that close something; those that everybody knows come last', () => {
	const ids = store.palette.flatMap(item => (item.kind === 'command' ? [item.binding.id] : []));
	const firstKnown = ids.findIndex(id => wellKnownBindings.includes(id));
	assert.ok(firstKnown > 0 && ids.slice(firstKnown).every(id => wellKnownBindings.includes(id)));
	const missing = keymap
		.filter(({where}) => ['everywhere', 'runs', 'log', 'outputs', 'replay'].includes(where))
		.flatMap(({id}) => (ids.includes(id) ? [] : [id]));
	assert.deepEqual(new Set<string>(missing), new Set(['back', 'interrupt', 'palette']));
});

test('enter runs the selected command in its pane, and closes the palette', () => {
	const {view} = stateAfter(open('find, filter'), 'enter');
	assert.deepEqual([view.focus, view.prompt?.purpose, view.overlay], ['log', 'search', null]);
	assert.deepEqual(play(open('poll the run now'), 'enter').effects, [{type: 'pollNow', id: 'run'}]);
});

test('arrows select, typing selects the best match, esc restores the state', () => {
	const moved = stateAfter(open(), 'down down down');
	const last = paletteRows(open(), '').length - 1;

	for (const [step, place] of [
		['', 3],
		['up up up up up', 0],
		[{type: 'move', lines: 999}, last],
		['"f"', 0],
	] as const) {
		assert.equal(at(stateAfter(moved, step)), place);
	}

	assert.deepEqual(stateAfter(moved, '"fil" esc').view, stateAfter(watching(), 'g').view);
});

test('what does not work now is last, and says why; a name is completed', () => {
	const state = open();
	const lacking = paletteRows(state, '').map(({why}) => why?.kind ?? null);
	assert.ok(lacking.includes('no-failure') && lacking.includes('nothing-to-open'));
	assert.deepEqual(
		lacking,
		lacking.toSorted((a, b) => Number(a !== null) - Number(b !== null)),
	);
	const row = draw(stateAfter(state, '"why"'), 'en').find(line => line.includes('explains'));
	assert.match(row ?? '', /^│▸why +x explains runs that failed or were canceled +x/);
	assert.equal(stateAfter(state, '"next prob" tab').view.prompt?.text, 'next-problem');
});

test('a setting takes its value after its name, from its list of choices if it has one', () => {
	const values = (text: string) => paletteRows(open(), text).map(({value}) => value);
	assert.deepEqual(values('theme mo'), ['mono']);
	assert.deepEqual(values('语言 '), ['zh', 'en']);

	for (const [text, setting, value] of [
		['lang zh', 'language', 'zh'],
		['theme mono', 'theme', 'mono'],
	] as const) {
		assert.deepEqual(play(open(text), 'enter').effects, [{type: 'set', setting, value}]);
	}

	assert.deepEqual(
		[...stateAfter(open('save view my own'), 'enter').saved.views.keys()],
		['my own'],
	);
	const sorted = stateAfter(open('sort cost'), 'enter');
	assert.deepEqual(sorted.saved.sort, {key: 'cost', descending: true});
	const {view} = stateAfter(open('filter status:failed cost:>1'), 'enter');
	assert.deepEqual([view.filter, view.focus], ['status:failed cost:>1', 'runs']);
});

test('on a wide screen the keys of a command stay near its name', () => {
	const state = stateAfter(
		initialState({size: {columns: 200, rows: 50}, commands: store}, start),
		':',
	);
	const row = draw(state, 'en').find(line => line.includes('copy what is selected'));
	assert.match(row ?? '', /^│ copy {14}copy what is selected {50,70}y {90,}│/);
});

test('on 80 columns every setting has room for its explanation', () => {
	for (const language of ['en', 'zh'] as const) {
		for (const [word, long, placeholder = ''] of Object.values(
			messagesFor(language).palette.settings,
		)) {
			const cells = Math.max(18, cellWidth(`${word} ${placeholder} `)) + cellWidth(long);
			assert.ok(cells < 78, `${word}: ${cells} cells`);
		}
	}
});

test('enter on a setting without a value completes its name; tab completes the value of the selected row', () => {
	const named = stateAfter(open('them'), 'enter');
	assert.equal(named.view.prompt?.text, 'theme ');
	assert.ok(paletteRows(named, 'theme ').some(({value}) => value === 'mono'));
	const completed = stateAfter(named, '"mo" tab');
	assert.equal(completed.view.prompt?.text, 'theme mono');
	const set = {type: 'set', setting: 'theme', value: 'mono'};
	assert.deepEqual(play(completed, 'enter').effects, [set]);
});

test('without a match a notice is shown and the palette stays open', () => {
	const {notice, prompt} = stateAfter(open('xyzzy'), 'enter').view;
	assert.deepEqual([notice?.notice, prompt?.text], [{kind: 'no-command', text: 'xyzzy'}, 'xyzzy']);
});

test('a replay adds its commands', () => {
	const replay = {started: start, length: 1000, speed: 1, paused: false};
	const playing = {...watching(), replay};
	const step = ': "forward by one response"';
	assert.equal(first(stateAfter(playing, step)), 'replay-step');
	assert.notEqual(first(stateAfter(watching(), step)), 'replay-step');
});

function watching(): State {
	return stateAfter(
		initialState({size: {columns: 80, rows: 24}, commands: store}, start),
		added(['run']),
	);
}

/** The palette, after a text was typed. */
function open(text = ''): State {
	return stateAfter(watching(), ':', typed(text));
}

function first(state: State): string | undefined {
	const item = paletteRows(state, filterOf(state))[0]?.item;
	return item?.kind === 'command' ? item.binding.id : item?.id;
}

function at(state: State): number {
	const {overlay} = state.view;
	assert.ok(overlay?.kind === 'palette');
	return paletteRows(state, overlay.filter).findIndex(row => paletteId(row) === overlay.selected);
}

function filterOf({view: {overlay}}: State): string {
	return overlay?.kind === 'palette' ? overlay.filter : '';
}

test('the better kind of match is first: whole text, start, start of a word, any part, letters with small gaps', () => {
	const texts = ['sort', 'sort by column', 'to sort', 'resort', 's-o-r-t'];
	const scores = texts.map(text => scorer('sort')(text));
	assert.ok(scores.every(score => score > 0));
	assert.ok(scores.every((score, place) => place === 0 || score < (scores[place - 1] ?? 0)));
	// Every word must match, in capital or small letters.
	assert.notEqual(scorer('NEXT err')('next error'), -Infinity);
	assert.equal(scorer('next hit')('next error'), -Infinity);
	assert.equal(scorer('ab')('a long way to b'), -Infinity);
	assert.notEqual(scorer('跟随')('跟随末尾，或停止跟随'), -Infinity);
	const ranked = rankMatches(
		[['跟随', 'resort'], ['排序', 'sort'], ['end']],
		'sort',
		names => names,
	);
	assert.deepEqual(ranked, [
		['排序', 'sort'],
		['跟随', 'resort'],
	]);
});
