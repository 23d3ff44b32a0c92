import {logLength} from '../../core/log/run-log.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {changed, withView} from '../../store/with-view.ts';
import {logViewOf, withLogView} from '../log/index.ts';
import {contentHeight} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';
import {emptyTracker, type TimelineTracker} from './node-timeline-tracker.ts';
import {sortedBars, trackerOf} from './select.ts';
import {closedTimeline, type TimelineSettings} from './state.ts';

/** Maximum number of log entries to read after one action, which takes about 5 ms. A key press waits for this work. */
const portion = 25_000;

/**
 * Called after every action. While the timeline is open, reads the next log entries, at most `portion`. If unread
 * entries are left, requests the effect `continueLog`, after which this function is called again.
 */
export function deriveTimeline(state: State, action: Action): HandlerResult {
	const run = state.view.timeline.open ? selectedRun(state) : null;
	const waiting = state.view.timeline.scannedPercent !== null && action.type !== 'logContinued';

	if (run === null || waiting) {
		return run === null ? withTimeline(state, {scannedPercent: null}) : state;
	}

	const {state: read, tracker, isDone} = readNodes(state, run, portion);
	const scannedPercent = isDone ? null : Math.floor((100 * tracker.read) / logLength(run.log));
	return {
		state: withTimeline(read, {scannedPercent}),
		effects: isDone ? [] : [{type: 'continueLog'}],
	};
}

/** Reads up to `max` further entries of the log of a run for its nodes. */
export function readNodes(state: State, {id, log}: Run, max: number) {
	const tracker = trackerOf(state, {id, log}).extend(log, max);
	return {state: withTracker(state, id, tracker), tracker, isDone: tracker.read >= logLength(log)};
}

/**
 * Stores the tracker of the run `id` if it has changed. Then also deletes the trackers of runs that are no longer
 * watched.
 */
function withTracker(state: State, id: RunOrderId, tracker: TimelineTracker): State {
	const {nodeTrackers} = state.view;
	const current = [...nodeTrackers].filter(([run]) => state.runs.has(run));
	return (nodeTrackers.get(id) ?? emptyTracker) === tracker
		? state
		: withView(state, {nodeTrackers: new Map(current).set(id, tracker)});
}

/** Closes the timeline, and gives the focus back. */
export function closeTimeline(state: State): State {
	const {openedFrom} = state.view.timeline;
	return withTimeline(withView(state, {focus: openedFrom}), closedTimeline);
}

/**
 * Closes the timeline if it has the focus. Otherwise opens it, and shows the log of the selected run if the merged log
 * of all runs was shown.
 */
export function toggleTimeline(state: State): State {
	const {focus, timeline, viewOptions} = state.view;

	if (timeline.open && timeline.inFront && focus === 'log') {
		return closeTimeline(state);
	}

	return withTimeline(
		withView(state, {
			focus: 'log',
			overlay: null,
			viewOptions: viewOptions.mergesRuns ? {...viewOptions, mergesRuns: false} : viewOptions,
		}),
		{open: true, inFront: true, openedFrom: focus},
	);
}

/** Moves the selection by rows. The log then shows only the selected node. The first row selects all nodes. */
export function moveNode(state: State, rows: number): State {
	const run = selectedRun(state);

	if (run === null) {
		return state;
	}

	const ids = [null, ...sortedBars(state, run).map(({id}) => id)];
	const at = Math.max(0, ids.indexOf(logViewOf(state).node));
	const node = ids[Math.max(0, Math.min(at + rows, ids.length - 1))] ?? null;
	return pointAtNode(state, node);
}

/** Selects the node with the exact id `node`, so that the log shows only its entries. Null selects all nodes. */
export function pointAtNode(state: State, node: string | null): State {
	return logViewOf(state).node === node ? state : withLogView(state, {node, anchor: null});
}

export function pageOf(state: State): number {
	return Math.max(1, contentHeight(state, 'timeline') - 1);
}

export function withTimeline(state: State, change: Partial<TimelineSettings>): State {
	return withView(state, {timeline: changed(state.view.timeline, change)});
}
