import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import type {TimelineModel} from '../../../source/features/nodes/timeline.ts';
import {layout} from '../../../source/features/panes/index.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import type {State} from '../../../source/store/state.ts';
import {shownMessages} from '../../helpers/log.ts';
import {stateAfter, watching as watchingRuns} from '../../helpers/play.ts';
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

function watching(logs: readonly LogEntry[] = nodes, size = {columns: 80, rows: 40}): State {
	return stateAfter(watchingRuns(['wfrun_1'], size), polled('wfrun_1', {}, logs, start + 10_000));
}

function timelineOf(state: State): TimelineModel {
	const {timeline} = selectScreen(state);
	assert.ok(timeline !== null, 'the timeline is shown');
	return timeline;
}

test('T opens the timeline above the log; the bar of the running node ends at the last response', () => {
	const before = watching();
	assert.equal(selectScreen(before).timeline, null);
	const after = stateAfter(before, 'T');
	const {rows, all, focused, total, axis} = timelineOf(after);
	const shown = rows.map(({name: node, bar}) => `${node} ${bar.state} ${bar.time}`);
	assert.deepEqual(shown, ['4 done 2000', '3 done 6000', '9 running 2000']);
	assert.deepEqual([all, focused, total], [true, true, 3]);
	assert.deepEqual(axis, {from: start, to: start + 10_000});
	assert.equal(after.view.focus, 'log');
	assert.equal(timelineOf(stateAfter(after, 's')).rows[0]?.name, '3', 's sorts by time');
});

test('moving selects a node, and the log shows its entries only; the first row selects all', () => {
	for (const [keys, messages] of [
		['T j', ['executing 4', 'executed 4']],
		['T j G j', ['executing 9']],
		['T j G pageup', nodes.map(({message}) => message.exact)],
	] as const) {
		assert.deepEqual(shownMessages(stateAfter(watching(), keys)), messages, keys);
	}

	assert.equal(timelineOf(stateAfter(watching(), 'T j')).rows[0]?.selected, true);
});

test('enter moves the focus to the log and T back; T with the focus, or esc, closes the timeline and keeps the filter', () => {
	const inLog = stateAfter(watching(), 'T j j enter');
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
	const opened = stateAfter(watching(nodes, {columns: 80, rows: 29}), 'T');
	const {timeline, log} = layout(opened);
	assert.deepEqual([timeline?.height, log], [21, undefined]);
	assert.equal(timelineOf(stateAfter(opened, '1')).focused, false);
	assert.deepEqual(layout(stateAfter(opened, 'enter')).log, timeline);
	const higher = layout(stateAfter(watching(nodes, {columns: 80, rows: 30}), 'T'));
	assert.ok(higher.timeline !== undefined && higher.log !== undefined);
});
