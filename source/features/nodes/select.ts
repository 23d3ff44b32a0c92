import {isOfNode, termOf} from '../../core/log/log-query.ts';
import {nodeName} from '../../core/log/node-event.ts';
import type {Run} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';
import {layout, paneBox} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';
import {nodesOf, type NodeBar} from './node-timeline.ts';

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
	const {bars} = nodesOf(run);
	return state.view.timeline.order === 'start'
		? bars
		: bars.toSorted((a, b) => (b.time ?? -1) - (a.time ?? -1));
}

/** Returns the name of a node in the filter of the log, like `n3`. */
export function nodeTerm(id: string): string {
	return nodeName(cleanName(id));
}

/** Returns the bar of the node that the filter of the log names. */
export function barOfFilter({view}: State, bars: readonly NodeBar[]): NodeBar | undefined {
	const name = termOf(view.search, 'node');
	return name === null
		? undefined
		: bars.find(({id}) => isOfNode({nodeId: {safe: cleanName(id), exact: id}}, name));
}

export type TimelineModel = Readonly<NonNullable<ReturnType<typeof selectTimeline>>>;

export function selectTimeline(state: State) {
	const {timeline} = state.view;
	const rect = layout(state).timeline;
	const run = selectedRun(state);

	if (rect === undefined || run === null) {
		return null;
	}

	const {axis, atOnce} = nodesOf(run);
	const bars = sortedBars(state, run);
	const selected = barOfFilter(state, bars);
	// If no node is selected, keep the running node visible.
	const anchor =
		selected === undefined
			? bars.findLastIndex(({state: is}) => is === 'running')
			: bars.indexOf(selected);
	const height = Math.max(0, paneBox(rect).contentHeight - 1);
	const scrollTop = Math.max(0, Math.min(anchor - (height >> 1), bars.length - height));
	return {
		/** The visible nodes. The row that selects all nodes is not in this list. */
		rows: bars.slice(scrollTop, scrollTop + height).map(bar => ({
			bar,
			name: cleanName(bar.id.slice(0, longestId)),
			selected: bar === selected,
		})),
		total: bars.length,
		scrollTop,
		axis,
		atOnce,
		order: timeline.order,
		/** Whether the log shows all nodes. The first row of the timeline is then selected. */
		all: selected === undefined,
		focused: isTimelineInFront(state),
	};
}
