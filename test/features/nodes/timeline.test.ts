import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import type {TimelineModel} from '../../../source/features/nodes/timeline.ts';
import {layout} from '../../../source/features/panes/index.ts';
import {selectScreen} from '../../../source/store/selectors.ts';
import type {State} from '../../../source/store/state.ts';
import {shownMessages} from '../../helpers/log.ts';
import {invoked, stateAfter, watching as watchingRuns} from '../../helpers/play.ts';
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

const open = invoked({type: 'timeline'});
const down = invoked({type: 'move', lines: 1});

test('T opens the timeline above the log; the bar of the running node ends at the last response', () => {
	const before = watching();
	assert.equal(selectScreen(before).timeline, null);
	const after = stateAfter(before, open);
	const {rows, all, focused, total, axis} = timelineOf(after);
	const shown = rows.map(({name: node, bar}) => `${node} ${bar.state} ${bar.time}`);
	assert.deepEqual(shown, ['4 done 2000', '3 done 6000', '9 running 2000']);
	assert.deepEqual([all, focused, total], [true, true, 3]);
	assert.deepEqual(axis, {from: start, to: start + 10_000});
	assert.equal(after.view.focus, 'log');
});

test('moving selects a node, and the log shows its entries only; the first row selects all', () => {
	const opened = stateAfter(watching(), open);
	const first = stateAfter(opened, down);
	assert.deepEqual(shownMessages(first), ['executing 4', 'executed 4']);
	assert.equal(timelineOf(first).rows[0]?.selected, true);
	const last = stateAfter(first, invoked({type: 'jump', to: 'end'}), down);
	assert.deepEqual(shownMessages(last), ['executing 9']);
	const all = stateAfter(last, invoked({type: 'page', pages: -1}));
	assert.equal(timelineOf(all).all, true);
	assert.equal(shownMessages(all).length, nodes.length);
});

test('enter moves the focus to the log and T back; T with the focus, or esc, closes the timeline and keeps the filter', () => {
	const inLog = stateAfter(watching(), open, down, down, invoked({type: 'enter'}));
	assert.equal(timelineOf(inLog).focused, false);
	assert.equal(timelineOf(inLog).rows[1]?.selected, true);
	const moved = stateAfter(inLog, invoked({type: 'move', lines: -1}));
	assert.equal(timelineOf(moved).rows[1]?.selected, true, 'the keys move in the log');
	assert.equal(timelineOf(stateAfter(moved, open)).focused, true);

	for (const close of [open, invoked({type: 'back'})]) {
		const closed = stateAfter(moved, open, close);
		assert.equal(selectScreen(closed).timeline, null);
		assert.equal(selectScreen(closed).log.search, 'node:n3');
	}
});

test('sorted by time, the longest comes first', () => {
	const sorted = timelineOf(stateAfter(watching(), open, invoked({type: 'timeline-order'})));
	assert.equal(sorted.order, 'time');
	assert.equal(sorted.rows[0]?.name, '3');
});

test('in a low terminal the timeline takes the place of the log, until enter shows the log', () => {
	const opened = stateAfter(watching(nodes, {columns: 80, rows: 29}), open);
	const {timeline, log} = layout(opened);
	assert.deepEqual([timeline?.height, log], [21, undefined]);
	const elsewhere = stateAfter(opened, invoked({type: 'focus', pane: 'runs'}));
	assert.equal(timelineOf(elsewhere).focused, false);
	const inLog = stateAfter(opened, invoked({type: 'enter'}));
	assert.deepEqual(layout(inLog).log, timeline);
	const higher = layout(stateAfter(watching(nodes, {columns: 80, rows: 30}), open));
	assert.ok(higher.timeline !== undefined && higher.log !== undefined);
});
