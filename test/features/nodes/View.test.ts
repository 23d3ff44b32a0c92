import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {cleanName, cleanProse} from '../../../source/core/text/sanitize.ts';
import {timelineBar} from '../../../source/features/nodes/columns.ts';
import type {NodeBar} from '../../../source/features/nodes/node-timeline.ts';
import type {TimelineModel} from '../../../source/features/nodes/select.ts';
import {lineWidth} from '../../../source/ui/line.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {screenModel} from '../../helpers/sample-model.ts';
import {appearance, execution, now, run} from '../../helpers/sample.ts';

function bar(id: string, change: Partial<NodeBar> = {}): NodeBar {
	return {
		id,
		caption: null,
		state: 'done',
		times: [],
		time: null,
		share: null,
		isExact: true,
		step: null,
		...change,
	};
}

function at(from: number, to: number): Partial<NodeBar> {
	return {
		times: [{from: now + from * 1000, to: now + to * 1000}],
		time: (to - from) * 1000,
		share: (to - from) / 10,
	};
}

const bars = [
	bar('2', {state: 'cached', caption: cleanProse('checkpoint')}),
	bar('4', {...at(0, 2), caption: cleanProse('loading checkpoint')}),
	bar('7', {...at(2, 8), state: 'failed', isExact: false}),
	bar('Face 检测', {...at(5, 10), state: 'running', step: {value: 3, max: 20}}),
	bar('9', {state: 'known'}),
];

function model(change: Partial<TimelineModel> = {}): TimelineModel {
	return {
		rows: bars.map((one, index) => ({bar: one, name: cleanName(one.id), selected: index === 1})),
		total: bars.length,
		scrollTop: 0,
		axis: {from: now, to: now + 10_000},
		atOnce: 2,
		beyond: 0,
		order: 'start',
		scannedPercent: null,
		all: false,
		focused: true,
		...change,
	};
}

function draw(
	change: Partial<TimelineModel>,
	width: number,
	height = 8,
	language: 'en' | 'zh' = 'en',
) {
	const runs = [run('wfrun_1', {execution: execution('running')})];
	const screen = screenModel(runs, {timeline: model(change)});
	return paneLines('timeline', screen, {width, height}, appearance(language));
}

test('a row for each node: its state, its bar, its time and its share', () => {
	assert.deepEqual(texts(draw({}, 64)), [
		'▸Nodes 5 ─ by start ─ 2 at once',
		' ► all                   ━━━━━━━━━━━━━━━━━━━━━━    10s',
		' ≡ n2 checkpoint         cached',
		'▸✓ n4 loading checkpoint ━━━━──────────────────     2s 20%',
		' ✗ n7                    ────━━━━━━━━━━━━━━────    6s? 60%',
		' ► Face 检测             ───────────━━━━━━━━━━━     5s 50% 3/20',
		' · n9                                                ?',
		'',
	]);
});

test('the pointer is at the run as a whole if the log has all nodes', () => {
	assert.match(texts(draw({all: true}, 64))[1] ?? '', /^▸► all /);
});

test('a narrow pane has no bar, and a very narrow one no share', () => {
	assert.match(texts(draw({}, 100))[5] ?? '', / ─+━+ +5s +50% +3\/20$/);
	assert.match(texts(draw({}, 34))[3] ?? '', /^▸✓ n4 loading \S* +2s +20%$/);
	assert.match(texts(draw({}, 34))[5] ?? '', /检测 +5s +50% +3\/20$/);
	assert.match(texts(draw({}, 20))[5] ?? '', /^ ► Fac… +5s 3\/20$/);
});

test('partly read and unknown data is marked', () => {
	const [title = ''] = texts(draw({scannedPercent: 40, beyond: 7}, 100));
	assert.match(title, /reading 40% ─ 7 entries of other nodes/);
	assert.match(texts(draw({rows: [], total: 0}, 40))[1] ?? '', /The log names no nodes yet\./);
	assert.match(texts(draw({rows: [], total: 0}, 40, 8, 'zh'))[1] ?? '', /日志中还没有节点。/);
	const scrolled = texts(draw({scrollTop: 3, total: 20}, 60));
	assert.match(scrolled[0] ?? '', / ↑3 ↓12$/);
});

test('a bar is as long as its axis, and each range takes at least one cell (property)', () => {
	const range = fc
		.tuple(fc.integer({min: 0, max: 1000}), fc.integer({min: 0, max: 1000}))
		.map(([a, b]) => ({from: Math.min(a, b), to: Math.max(a, b)}));
	fc.assert(
		fc.property(fc.array(range, {maxLength: 6}), fc.integer({min: 1, max: 60}), (times, width) => {
			const line = timelineBar(times, {from: 0, to: 1000}, width, 'good', appearance().glyphs);
			assert.equal(lineWidth(line), width);
			const isDrawn = line.some(({styleName}) => styleName === 'good');
			assert.equal(isDrawn, times.length > 0);
		}),
	);
});
