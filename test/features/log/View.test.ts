import assert from 'node:assert/strict';
import test from 'node:test';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {findRanges, plainMatcher} from '../../../source/core/text/text-search.ts';
import {highlight} from '../../../source/features/log/row-line.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import type {State} from '../../../source/store/state.ts';
import {span, textOf, type Line} from '../../../source/ui/line.ts';
import type {StyleName} from '../../../source/ui/theme/theme.ts';
import {openApp} from '../../helpers/app.tsx';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {readingLog} from '../../helpers/log.ts';
import {stateAfter} from '../../helpers/play.ts';
import {appearance} from '../../helpers/sample.ts';
import {entry, polled, start} from '../../helpers/values.ts';

/** The lines of the pane. */
function lines(state: State, width = 48): readonly Line[] {
	return paneLines('log', selectScreen(state), {width, height: 6}, appearance());
}

function rows(state: State, width?: number): readonly string[] {
	return texts(lines(state, width));
}

const two = [entry('a cuda'), entry('b cuda', 1, {severity: 'error', nodeId: foreignName('7')})];

test('the title says how the log is searched and filtered, and counts new entries', async t => {
	for (const [keys, wanted] of [
		['/ "cuda" enter', 'cuda ─ hit 1 of 2 ─ paused ─ 2 lines ─ 1 error'],
		['/ "level:error cuda" enter &', 'level:error cuda ─ 1 of 2 ─ hit 1 of 1 ─ hits only ─ paused'],
		['/ "b" enter k', 'b ─ 1 hit ─ paused'],
		['/ "level:weird" enter', 'level:weird ─ levels are debug, info, warn, error ─ '],
		['#', 'node:n7 ─ 1 of 2 ─ follow'],
		['g V j', '2 lines selected ─ '],
	] as const) {
		const {press} = await openApp(t, readingLog(two));
		assert.match(
			await press('z', keys),
			new RegExp(`▸3 Log ─ .*${wanted.replaceAll(/[/(]/g, String.raw`\$&`)}`),
		);
	}

	const narrow = stateAfter(readingLog(two), '/ "level:warn node:n7 cuda -tile" enter');
	assert.equal(rows(narrow, 42)[0], '▸3 Log ─ level:warn node:n7 c… ─ 1 of 2');
	const {press} = await openApp(t, readingLog(two), 'zh');
	const grown = polled('a', {}, [...two, entry('c', 2)]);
	assert.match(await press('z g l', grown), /▸3 日志 ─ ↓新增 1 条 ─ 3 行 ─ 1 个错误 ─ →8\n/);
});

const story = [
	entry('execution started'),
	entry('step', 4, {nodeId: foreignName('3'), step: {value: 5, max: 20, fraction: null}}),
	entry('显存不足，改用分块解码 🧩 since there is no room left for all of it', 70, {
		nodeId: foreignName('VAEDecodeTiled'),
		level: foreignName('warning'),
	}),
];

test('a message that is wrapped continues below itself; all runs as one have their ids, and times since the start', () => {
	const fields = {startedAt: start};
	const state = stateAfter(
		readingLog(story, {ids: ['wfrun_aaaa1', 'wfrun_bbbb2'], fields}),
		polled('wfrun_bbbb2', fields, [entry('another run', 30)]),
	);
	assert.deepEqual(rows(stateAfter(state, 'w'), 60).slice(3, 6), [
		'▸01:10 W VAEDecodeTi… 显存不足，改用分块解码 🧩',
		'                      since there is no room',
		'                      left for all of it',
	]);
	assert.deepEqual(rows(stateAfter(state, 'A t'), 60).slice(0, 5), [
		'▸3 Log ─ follow ─ all runs ─ 4 lines ─ since start',
		' aaaa +00:00   execution started',
		' aaaa +00:04   n3 step 5/20',
		' bbbb +00:30   another run',
		'▸aaaa +01:10 W VAEDecodeTi… 显存不足，改用分块解码 🧩 sinc…',
	]);
});

test('entries that were left out have a row of their own, also those of all runs as one', () => {
	const leavingOut = (id: string, {runs, ...state}: State, leftOut: number): State => {
		const run = runs.get(id);
		assert.ok(run);
		return {...state, runs: new Map([...runs, [id, {...run, log: {...run.log, leftOut}}]])};
	};
	const one = leavingOut('a', readingLog(two), 1200);
	assert.equal(rows(one)[1], ' ┄┄┄ 1,200 older entries are left out ┄┄┄');
	// Of 200 runs as one, each has its newest 200 entries.
	const ids = ['a', ...Array.from({length: 199}, (_, index) => `b${index}`)];
	const logs = Array.from({length: 230}, (_, index) => entry('a', index));
	const all = stateAfter(readingLog(logs, {ids}), polled('b0', {}, logs.slice(0, 210)));
	const merged = stateAfter(leavingOut('b1', leavingOut('a', all, 1000), 500), 'A g');
	assert.equal(rows(merged)[1], ' ┄┄┄ 1,540 older entries are left out ┄┄┄');
});

test('folded steps have a bar, if it does not cut the text, and the time since the first', () => {
	const steps = [1, 4, 10].map(step =>
		entry(`采样器 第 ${step}/20 步`, step * 0.8, {nodeId: foreignName('3')}),
	);
	const state = readingLog(steps);
	assert.match(rows(state, 60)[1] ?? '', /n3 采样器 第 10\/20 步 ━{4}─{4} 7\.2s$/);
	assert.match(rows(state, 40)[1] ?? '', /n3 采样器 第 10\/20 步 7\.2s$/);
	assert.match(rows(state, 34)[1] ?? '', /n3 采样器 第 10\/20.* 7\.2s$/);
});

test('a row has the time, a letter of the level but none for info, and the node; only the message scrolls sideways', () => {
	const row = (shown: ReturnType<typeof entry>, keys = '') =>
		rows(stateAfter(readingLog([shown]), keys))[1];
	const long = entry('0123456789 and so on, far beyond the edge', 0, {nodeId: foreignName('3')});
	assert.equal(row(long, 'l'), '▸00:00   n3 89 and so on, far beyond the edge');
	assert.equal(row(entry('a', 0, {level: foreignProse('notice')})), '▸00:00 N a');
	const bare = entry('', 0, {
		at: null,
		level: null,
		eventType: foreignProse('executing'),
		nodeId: foreignName('loader'),
		step: {value: 2, max: 9, fraction: null},
	});
	assert.equal(row(bare), '▸        loader executing 2/9');
});

test('hits are highlighted, the one at the cursor most', () => {
	const logs = [entry('Sampler, sampler'), entry('one Sampler', 1)];
	const searching = (search: string) =>
		lines(stateAfter(readingLog(logs), `g / "${search}" enter`), 70);
	const [, first, second] = searching('sampler');
	const inStyle = (style: StyleName, line: Line = []) =>
		line.flatMap(({text, styleName}) => (styleName === style ? [text] : []));
	assert.equal(textOf(first ?? [])[0], '▸');
	assert.deepEqual(inStyle('current-hit', first), ['Sampler', 'sampler']);
	assert.deepEqual(inStyle('hit', second), ['Sampler']);
	assert.deepEqual(inStyle('hit', searching('sam ampl')[2]), ['Sampl'], 'hits may overlap');
});

/** A text with its hits marked. */
function found(text: string, search: string, styleName?: 'bad') {
	return highlight(text, findRanges(text, plainMatcher(search).pattern), styleName, 'hit');
}

test('a hit in a part of a character covers all of it', () => {
	assert.deepEqual(found('a👩‍👧b', '👩'), [span('a'), span('👩‍👧', 'hit'), span('b')]);
	assert.deepEqual(found('👩‍👩‍👩', '👩'), [span('👩‍👩‍👩', 'hit')]);
	assert.deepEqual(found('xe\u0301', 'e', 'bad'), [span('x', 'bad'), span('e\u0301', 'hit')]);
});

test('an empty log says whether entries may follow, and which key shows those that are hidden', () => {
	const empty = readingLog([]);
	assert.equal(rows(empty)[1], ' No log yet.');
	assert.equal(
		rows(stateAfter(empty, polled('a', {phase: 'succeeded'})))[1],
		' This run has no log.',
	);
	assert.equal(rows(readingLog([], {ids: []}))[1], '');
	const hidden = stateAfter(readingLog([entry('a')]), '/ "level:error" enter');
	assert.equal(rows(hidden)[1], ' No entry matches; esc shows all.');
});
