import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import type {TimelineModel} from '../../../source/features/nodes/timeline.ts';
import {layout} from '../../../source/features/panes/index.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import type {State} from '../../../source/store/state.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {shownMessages} from '../../helpers/log.ts';
import {stateAfter, watching} from '../../helpers/play.ts';
import {appearance} from '../../helpers/sample.ts';
import {polled, start} from '../../helpers/values.ts';
import {event} from './event.ts';

/** A run with three nodes: the second took longest, the third is running. */
const nodes = [
	event(0, 'execution_start'),
	event(0, 'executing', '4'),
	event(2, 'executed', '4'),
	event(2, 'executing', '3'),
	event(8, 'executed', '3'),
	event(8, 'executing', '9'),
];

function running(logs: readonly LogEntry[] = nodes, size = {columns: 80, rows: 40}): State {
	return stateAfter(watching(['wfrun_1'], size), polled('wfrun_1', {}, logs, start + 10_000));
}

function timelineOf(state: State): TimelineModel {
	const {timeline} = selectScreen(state);
	assert.ok(timeline !== null, 'the timeline is shown');
	return timeline;
}

test('T opens the timeline above the log; the bar of the running node ends at the last response', () => {
	const before = running();
	assert.equal(selectScreen(before).timeline, null);
	const after = stateAfter(before, 'T');
	const {rows, all, focused, total, axis} = timelineOf(after);
	const shown = rows.map(({name: node, bar}) => `${node} ${bar.state} ${bar.time}`);
	assert.deepEqual(shown, ['4 done 2000', '3 done 6000', '9 running 2000']);
	assert.deepEqual([all, focused, total], [true, true, 3]);
	assert.deepEqual(axis, {from: start, to: start + 10_000});
	assert.equal(after.view.focus, 'log');
	assert.equal(layout(after).timeline?.height, 5, 'no empty row');
	assert.equal(timelineOf(stateAfter(after, 's')).rows[0]?.name, '3', 's sorts by time');
});

test('moving selects a node, and the log shows its entries only; the first row selects all', () => {
	for (const [keys, messages] of [
		['T j', ['executing 4', 'executed 4']],
		['T j G j', ['executing 9']],
		['T j G pageup', nodes.map(({message}) => message.exact)],
	] as const) {
		assert.deepEqual(shownMessages(stateAfter(running(), keys)), messages, keys);
	}

	assert.equal(timelineOf(stateAfter(running(), 'T j')).rows[0]?.selected, true);
});

test('of more nodes than rows the running node is in sight, or else the selected one', () => {
	const many = Array.from({length: 60}, (_, node) => event(node, 'executing', `node${node}`));
	const opened = stateAfter(running(many), 'T');
	const shown = (state: State) => timelineOf(state).rows.map(({name}) => String(name));
	assert.ok(shown(opened).includes('node59') && !shown(opened).includes('node0'));
	assert.equal(shown(stateAfter(opened, 'j'))[0], 'node0');
});

test('enter moves the focus to the log and T back; T with the focus, or esc, closes the timeline and keeps the filter', () => {
	const inLog = stateAfter(running(), 'T j j enter');
	assert.equal(timelineOf(inLog).focused, false);
	const moved = stateAfter(inLog, 'k');
	assert.equal(timelineOf(moved).rows[1]?.selected, true, 'the keys move in the log');
	assert.equal(timelineOf(stateAfter(moved, 'T')).focused, true);

	for (const close of ['T T', 'T esc']) {
		const {timeline, log} = selectScreen(stateAfter(moved, close));
		assert.deepEqual([timeline, log.search], [null, 'node:n3']);
	}
});

test('in a low terminal the timeline takes the place of the log, until enter shows the log', () => {
	const opened = stateAfter(running(nodes, {columns: 80, rows: 29}), 'T');
	const {timeline, log} = layout(opened);
	assert.deepEqual([timeline?.height, log], [21, undefined]);
	assert.equal(timelineOf(stateAfter(opened, '1')).focused, false);
	assert.deepEqual(layout(stateAfter(opened, 'enter')).log, timeline);
	const higher = layout(stateAfter(running(nodes, {columns: 80, rows: 30}), 'T'));
	assert.ok(higher.timeline !== undefined && higher.log !== undefined);
});

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
			{...event(9, 'progress', 'Face 检测'), step: {value: 4, max: 20, fraction: null}},
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

test('a row for each node: its state, its bar, its time and its step', () => {
	assert.deepEqual(texts(draw({}, 64)), [
		'▸Nodes 5 ─ by start',
		' ► all                   ━━━━━━━━━━━━━━━━━━━━━━━━━━    10s',
		' · n9                                                    ?',
		' ≡ n2                    cached',
		'▸✓ n4 loading checkpoint ━━━━━─────────────────────     2s',
		' ✗ n7                    ─────━━━━━━━━────────━────    3s?',
		' ► Face 检测             ─────────────━━━━━━━━──━━━    4s? 4/20',
		'',
	]);
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
