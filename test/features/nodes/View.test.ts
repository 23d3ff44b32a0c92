import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {timelineBar} from '../../../source/features/nodes/columns.ts';
import type {TimelineModel} from '../../../source/features/nodes/timeline.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import {lineWidth} from '../../../source/ui/line.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {stateAfter, watching} from '../../helpers/play.ts';
import {appearance} from '../../helpers/sample.ts';
import {polled, start} from '../../helpers/values.ts';
import {event} from './event.ts';

/** A run with a node in each state but the interrupted one. Its first node that ran is selected. */
const state = stateAfter(
	watching(['wfrun_1'], {columns: 80, rows: 40}),
	polled(
		'wfrun_1',
		{phase: 'running'},
		[
			event(null, 'note', '9'),
			event(0, 'execution_start'),
			event(0, 'execution_cached', '2'),
			event(0, 'executing', '4', 'loading checkpoint'),
			event(2, 'executed', '4'),
			event(2, 'progress', '7'),
			event(5, 'executing', 'Face 检测', ''),
			event(8, 'progress', '7'),
			event(8, 'execution_error', '7'),
			event(9, 'progress', 'Face 检测'),
		],
		start + 10_000,
	),
	'T j j j',
);

function draw(
	change: Partial<TimelineModel>,
	width: number,
	height = 8,
	language: 'en' | 'zh' = 'en',
) {
	const screen = selectScreen(state);
	assert.ok(screen.timeline !== null);
	const model = {...screen, timeline: {...screen.timeline, ...change}};
	return paneLines('timeline', model, {width, height}, appearance(language));
}

test('a row for each node: its state, its bar and its time', () => {
	assert.deepEqual(texts(draw({}, 64)), [
		'▸Nodes 5 ─ by start',
		' ► all                   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━    10s',
		' · n9                                                         ?',
		' ≡ n2                    cached',
		'▸✓ n4 loading checkpoint ━━━━━━─────────────────────────     2s',
		' ✗ n7                    ──────━━━━━━━━━━─────────━─────    3s?',
		' ► Face 检测             ────────────────━━━━━━━━━───━━━    4s?',
		'',
	]);
});

test('a narrow pane cuts the names, and a very narrow one has no bar', () => {
	assert.match(texts(draw({}, 100))[6] ?? '', / ─+━+─+━+ +4s\?$/);
	assert.match(texts(draw({}, 40))[4] ?? '', /^▸✓ n4 loading \S* ━+─+ +2s$/);
	assert.match(texts(draw({}, 20))[6] ?? '', /^ ► Face 检\S* +4s\?$/);
	assert.match(texts(draw({all: true}, 64))[1] ?? '', /^▸► all /);
});

test('an empty timeline says so, and a scrolled one how many nodes are hidden', () => {
	for (const [change, language, row, text] of [
		[{rows: [], total: 0}, 'en', 1, /The log names no nodes\./],
		[{rows: [], total: 0}, 'zh', 1, /日志中没有节点。/],
		[{scrollTop: 3, total: 20}, 'en', 0, / ↑3 ↓12$/],
	] satisfies ReadonlyArray<readonly [Partial<TimelineModel>, 'en' | 'zh', number, RegExp]>) {
		assert.match(texts(draw(change, 60, 8, language))[row] ?? '', text);
	}
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
