import type {RunOrderId} from '../../core/run.ts';
import type {PaneName, TimelinePlace} from '../panes/state.ts';
import type {TimelineTracker} from './node-timeline-tracker.ts';

/** The sort orders of the nodes. `start`: by start time. `share`: by duration, longest first. */
export const timelineOrders = ['start', 'share'] as const;
export type TimelineOrder = (typeof timelineOrders)[number];

/** Settings of the timeline of the selected run. The selected node is stored as the node filter of the log. */
export type TimelineSettings = TimelinePlace & {
	readonly order: TimelineOrder;
	/** The pane that had the focus before the timeline got it. It has the focus again when the timeline closes. */
	readonly openedFrom: PaneName;
	/** How much of a long log was read, in percent; null when the whole log was read. */
	readonly scannedPercent: number | null;
};

export const closedTimeline: TimelineSettings = {
	open: false,
	inFront: false,
	order: 'start',
	openedFrom: 'runs',
	scannedPercent: null,
};

export type TimelineViewState = {
	readonly timeline: TimelineSettings;
	readonly nodeTrackers: ReadonlyMap<RunOrderId, TimelineTracker>;
};

export const initialTimelineView: TimelineViewState = {
	timeline: closedTimeline,
	nodeTrackers: new Map(),
};
