import type {PaneName, TimelinePlace} from '../panes/state.ts';

/** The sort orders of the nodes. `start`: by start time. `time`: the longest first. */
type TimelineOrder = 'start' | 'time';

/** Settings of the timeline of the selected run. The filter of the log names the selected node. */
export type TimelineSettings = TimelinePlace & {
	readonly order: TimelineOrder;
	/** The pane that had the focus before the timeline got it. It has the focus again when the timeline closes. */
	readonly openedFrom: PaneName;
};

export const closedTimeline: TimelineSettings = {
	open: false,
	inFront: false,
	order: 'start',
	openedFrom: 'runs',
};

export type TimelineViewState = {readonly timeline: TimelineSettings};
