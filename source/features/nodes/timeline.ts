import {isOfNode, queryTerm, withQueryTerm} from '../../core/log/log-query.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {nodesOf, type NodeBar} from '../../core/log/node-timeline.ts';
import type {Run} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';
import {withChanges, withView} from '../../store/with-view.ts';
import {
	contentHeight,
	layout,
	movementRows,
	paneBox,
	type Movement,
	type PaneName,
} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';

/** Settings of the timeline of the selected run. The filter of the log names the selected node. */
export type TimelineSettings = {
	/** Whether the timeline is shown. It shares the rectangle of the log pane. */
	readonly open: boolean;
	/** Whether the timeline instead of the log handles the keys when the log pane has the focus. */
	readonly inFront: boolean;
	/** By start time, or the longest first. */
	readonly order: 'start' | 'time';
	/** The pane that had the focus before the timeline got it. It has the focus again when the timeline closes. */
	readonly openedFrom: PaneName;
};

export const closedTimeline: TimelineSettings = {
	open: false,
	inFront: false,
	order: 'start',
	openedFrom: 'runs',
};

const longestId = 64;

export function isTimelineInFront({view}: Pick<State, 'view'>): boolean {
	const {timeline, focus, overlay, prompt} = view;
	return (
		timeline.open && timeline.inFront && focus === 'log' && overlay === null && prompt === null
	);
}

export type TimelineModel = Readonly<NonNullable<ReturnType<typeof selectTimeline>>>;

export function selectTimeline(state: State) {
	const rect = layout(state).timeline;
	const run = selectedRun(state);

	if (rect === undefined || run === null) {
		return null;
	}

	const bars = sortedBars(state, run);
	const selected = filteredNode(state, bars);
	// If no node is selected, keep the running node visible.
	const anchor = selected === -1 ? bars.findLastIndex(bar => bar.state === 'running') : selected;
	const height = Math.max(0, paneBox(rect).contentHeight - 1);
	const scrollTop = Math.max(0, Math.min(anchor - (height >> 1), bars.length - height));
	return {
		/** The visible nodes. The row that selects all nodes is not in this list. */
		rows: bars.slice(scrollTop, scrollTop + height).map((bar, row) => ({
			bar,
			name: cleanName(bar.id.slice(0, longestId)),
			selected: scrollTop + row === selected,
		})),
		total: bars.length,
		scrollTop,
		axis: nodesOf(run).axis,
		order: state.view.timeline.order,
		/** Whether the log shows all nodes. The first row of the timeline is then selected. */
		all: selected === -1,
		focused: isTimelineInFront(state),
	};
}

/** Closes the timeline, and gives the focus back. */
export function closeTimeline(state: State): State {
	const {openedFrom} = state.view.timeline;
	return withTimeline(withView(state, {focus: openedFrom}), closedTimeline);
}

/** Closes the timeline if it has the focus. Else opens it, and shows the log of one run instead of the merged log. */
export function toggleTimeline(state: State): State {
	const {focus, timeline, viewOptions} = state.view;

	if (timeline.open && timeline.inFront && focus === 'log') {
		return closeTimeline(state);
	}

	const shown = withView(state, {
		focus: 'log',
		overlay: null,
		viewOptions: withChanges(viewOptions, {mergesRuns: false}),
	});
	return withTimeline(shown, {open: true, inFront: true, openedFrom: focus});
}

export function withTimeline(state: State, change: Partial<TimelineSettings>): State {
	return withView(state, {timeline: withChanges(state.view.timeline, change)});
}

/** Moves the selection. The log then shows only the selected node. The first row selects all nodes. */
export function moveNode(state: State, movement: Movement | number): State {
	const run = selectedRun(state);

	if (run === null) {
		return state;
	}

	const page = Math.max(1, contentHeight(state, 'timeline') - 1);
	const rows = typeof movement === 'number' ? movement : movementRows(movement, page);
	const bars = sortedBars(state, run);
	const place = Math.max(-1, Math.min(filteredNode(state, bars) + rows, bars.length - 1));
	return pointAtNode(state, bars[place]?.id ?? null);
}

/** Selects the node with the exact id `node`, so that the log shows only its entries. Null selects all nodes. */
export function pointAtNode(state: State, node: string | null): State {
	const term = node === null ? null : nodeName(cleanName(node));
	return withView(state, {search: withQueryTerm(state.view.search, 'node', term)});
}

function sortedBars(state: State, run: Run): readonly NodeBar[] {
	const {bars} = nodesOf(run);
	return state.view.timeline.order === 'start'
		? bars
		: bars.toSorted((a, b) => (b.time ?? -1) - (a.time ?? -1));
}

/** Returns the index of the node that the filter of the log names; -1 if it names none. */
function filteredNode({view}: State, bars: readonly NodeBar[]): number {
	const name = queryTerm(view.search, 'node');
	return name === null
		? -1
		: bars.findIndex(({id}) => isOfNode({nodeId: {safe: cleanName(id), exact: id}}, name));
}
