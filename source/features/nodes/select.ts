import {logLength} from '../../core/log/run-log.ts';
import type {Run} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';
import {logViewOf} from '../log/index.ts';
import {layout, paneBox} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';
import {emptyTracker, type TimelineTracker} from './node-timeline-tracker.ts';
import {timelineOfRun, type NodeBar, type NodeTimeline} from './node-timeline.ts';

const longestId = 64;

export function isTimelineInFront({view}: Pick<State, 'view'>): boolean {
	return (
		view.timeline.open &&
		view.timeline.inFront &&
		view.focus === 'log' &&
		view.overlay === null &&
		view.prompt === null
	);
}

export function sortedBars(state: State, run: Run): readonly NodeBar[] {
	const {bars} = nodesOf(state, run);
	return state.view.timeline.order === 'start'
		? bars
		: [...bars].sort((a, b) => (b.time ?? -1) - (a.time ?? -1));
}

export type TimelineModel = Readonly<NonNullable<ReturnType<typeof selectTimeline>>>;

export function selectTimeline(state: State) {
	const {timeline} = state.view;
	const rect = layout(state).timeline;
	const run = selectedRun(state);

	if (rect === undefined || run === null) {
		return null;
	}

	const {axis, atOnce, beyond} = nodesOf(state, run);
	const bars = sortedBars(state, run);
	const {node} = logViewOf(state);
	const at = bars.findIndex(({id}) => id === node);
	// If no node is selected, keep the running node visible.
	const anchor = at === -1 ? bars.findLastIndex(({state: is}) => is === 'running') : at;
	const height = Math.max(0, paneBox(rect).contentHeight - 1);
	const scrollTop = Math.max(0, Math.min(anchor - (height >> 1), bars.length - height));
	return {
		/** The visible nodes. The row that selects all nodes is not in this list. */
		rows: bars.slice(scrollTop, scrollTop + height).map(bar => ({
			bar,
			name: cleanName(bar.id.slice(0, longestId)),
			selected: bar.id === node,
		})),
		total: bars.length,
		scrollTop,
		axis,
		atOnce,
		beyond,
		order: timeline.order,
		scannedPercent: timeline.scannedPercent,
		/** Whether the log shows all nodes. The first row of the timeline is then selected. */
		all: at === -1,
		focused: isTimelineInFront(state),
	};
}

export function trackerOf({view}: State, {id, log}: Pick<Run, 'id' | 'log'>): TimelineTracker {
	const known = view.nodeTrackers.get(id);
	return known?.fits(log) === true ? known : emptyTracker;
}

/** Returns the nodes of a run, as far as its log was read. */
export function nodesOf(state: State, run: Run): NodeTimeline {
	return timelineOfRun(trackerOf(state, run), run);
}

/** Returns the nodes of a run. Reads its whole log at once, so it is only for commands that exit. */
export function nodesOfLog(run: Run): NodeTimeline {
	return timelineOfRun(emptyTracker.extend(run.log, logLength(run.log)), run);
}
