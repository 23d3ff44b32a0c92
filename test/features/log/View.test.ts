import assert from 'node:assert/strict';
import test from 'node:test';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {compileSearch, findRanges} from '../../../source/core/text/text-search.ts';
import {highlight} from '../../../source/features/log/highlight.ts';
import type {Language} from '../../../source/i18n/language.ts';
import type {ScreenModel} from '../../../source/store/selectors.ts';
import {span, textOf, type Line} from '../../../source/ui/line.ts';
import type {StyleName} from '../../../source/ui/theme/theme.ts';
import {costRatio} from '../../helpers/cost.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {searching} from '../../helpers/log.ts';
import {invoked} from '../../helpers/play.ts';
import {logModel, screenModel} from '../../helpers/sample-model.ts';
import {appearance, entry, now, run} from '../../helpers/sample.ts';

const extent = {width: 48, height: 6};

/** The lines of the pane with some parts of the sample screen replaced. */
function draw(
	parts: Partial<ScreenModel> = {},
	language: Language = 'en',
	width = extent.width,
): readonly string[] {
	const model = screenModel(everyRun(), parts);
	return texts(paneLines('log', model, {...extent, width}, appearance(language)));
}

test('the title counts new entries while the end is not followed', () => {
	const log = logModel([entry('a'), entry('b')], {following: false, newBelow: 12, sideways: 8});
	const [title] = draw({log, focus: 'log'}, 'zh');
	assert.equal(title, '▸3 日志 ─ ↓新增 12 条 ─ 2 行 ─ →8');
});

test('the title says how the log is searched and filtered', () => {
	const entries = [entry('a'), entry('b', {severity: 'error'})];
	const words = {search: 'cuda', hits: 4, hasWords: true};
	const hitsOnly = {...logModel([]).viewOptions, hitsOnly: true};

	for (const [parts, wanted] of [
		[{...words, hitNumber: 2}, 'cuda ─ hit 2 of 4 ─ follow ─ 2 lines ─ 1 error'],
		[{...words, viewOptions: hitsOnly, shown: 1}, 'cuda ─ 1 of 2 ─ 4 hits ─ hits only ─ follow'],
		[{search: '/(', searchProblem: 'invalid'}, '/( ─ invalid regular expression'],
		[{search: 'level:weird', searchProblem: 'unknown-level'}, 'level:weird ─ levels are debug'],
		[{search: 'level:warn node:n7', shown: 1}, 'level:warn node:n7 ─ 1 of 2 ─ follow'],
		[{selected: 2}, 'follow ─ 2 lines selected'],
	] as const) {
		const [title = ''] = draw({log: logModel(entries, parts)}, 'en', 90);
		assert.ok(title.startsWith(` 3 Log ─ ${wanted}`), title);
	}
});

test('a log without matching entries names the key that shows all', () => {
	const [, row] = draw({log: logModel([], {total: 2, search: 'level:error'})});
	assert.equal(row, ' No entry matches; esc shows all.');
});

test('entries that were left out have a row of their own', () => {
	const log = logModel([entry('a')], {rows: [{kind: 'left-out', id: 'left-out', entries: 1200}]});
	assert.equal(draw({log})[1], ' ┄┄┄ 1,200 older entries are left out ┄┄┄');
});

test('folded steps have a bar and the time since the first, where there is room', () => {
	const steps = [1, 4, 10].map(step =>
		entry(`采样器 第 ${step}/20 步`, {at: now + step * 800, nodeId: foreignName('3')}),
	);
	const log = logModel(steps);
	assert.match(draw({log}, 'en', 60)[1] ?? '', /n3 采样器 第 10\/20 步 ━{4}─{4} 7\.2s$/);
	assert.match(draw({log}, 'en', 34)[1] ?? '', /n3 采样器 第 10\/20.* 7\.2s$/);
});

test('only the message scrolls sideways', () => {
	const long = entry('0123456789 and so on, far beyond the edge', {nodeId: foreignName('3')});
	const [, row] = draw({log: logModel([long], {sideways: 4})});
	assert.equal(row, ' 02:06   n3 456789 and so on, far beyond the e…');
});

test('hits are highlighted, the one at the cursor most', () => {
	const log = logModel(
		[entry('Sampler, sampler'), entry('one Sampler')],
		{},
		invoked({type: 'focus', pane: 'log'}, now),
		...searching('sampler'),
	);
	const model = screenModel(everyRun(), {log, focus: 'log'});
	const [title, first, second] = paneLines('log', model, {...extent, width: 70}, appearance());
	const inStyle = (style: StyleName, line: Line = []) =>
		line.flatMap(({text, styleName}) => (styleName === style ? [text] : []));
	assert.match(textOf(title ?? []), /─ sampler ─ hit 1 of 2/);
	assert.equal(textOf(first ?? [])[0], '▸');
	assert.deepEqual(inStyle('current-hit', first), ['Sampler', 'sampler']);
	assert.deepEqual(inStyle('hit', second), ['Sampler']);
});

/** A text with its hits marked. */
function found(text: string, search: string, styleName?: 'bad') {
	const matcher = compileSearch(search);
	const ranges = typeof matcher === 'string' ? [] : findRanges(text, matcher.pattern);
	return highlight(text, ranges, styleName, 'hit');
}

test('D7 a hit in a part of a character covers all of it', () => {
	assert.deepEqual(found('a👩‍👧b', '👩'), [span('a'), span('👩‍👧', 'hit'), span('b')]);
	assert.deepEqual(found('👩‍👩‍👩', '👩'), [span('👩‍👩‍👩', 'hit')]);
	assert.deepEqual(found('xe\u0301', 'e', 'bad'), [span('x', 'bad'), span('e\u0301', 'hit')]);
});

test('missing fields leave their column empty, and the event type stands for a missing message', () => {
	const log = logModel([
		entry('', {
			at: null,
			level: null,
			eventType: foreignProse('executing'),
			nodeId: foreignName('loader'),
			step: {value: 2, max: 9, fraction: null},
		}),
	]);
	const [, row] = draw({log});
	assert.equal(row, '         loader executing 2/9');
});

test('G3 a level is a letter, and info is none', () => {
	const log = logModel([entry('a', {level: foreignProse('notice'), severity: 'info'})]);
	const [, row] = draw({log});
	assert.equal(row, ' 02:06 N a');
});

test('an empty log reports whether entries may follow', () => {
	const [running, , succeeded] = everyRun();
	assert.ok(running && succeeded);
	const log = logModel([]);
	assert.equal(draw({log, run: running})[1], ' No log yet.');
	assert.equal(draw({log, run: succeeded})[1], ' This run has no log.');
	assert.equal(draw({log, run: null})[1], '');
});

test('T16 a line of many megabytes costs no more than its start', () => {
	const drawing = (text: string) => () => {
		const entries = Array.from({length: 5}, () => entry(text));
		const log = logModel(entries, {search: 'a', hits: 5});
		const model = screenModel([run('wfrun_a')], {log});
		return () => paneLines('log', model, extent, appearance());
	};

	const ratio = costRatio(drawing('中a'.repeat(2_000_000)), drawing('中a'.repeat(2000)));
	assert.ok(ratio < 200, `a thousand times the text costs ${ratio} times as much`);
});
