import type {RunOrderId} from '../../core/run.ts';
import type {TimelineTracker} from './node-timeline-tracker.ts';

/** How the nodes on the timeline are sorted: by when they began, or the longest first. */
export const timelineOrders = ['start', 'share'] as const;
export type TimelineOrder = (typeof timelineOrders)[number];

/** The timeline of the selected run's nodes, which shares the room of its log. The node it is at is that of the log's filter. */
export type TimelineView = {
	readonly open: boolean;
	/** Whether the keys of the log's pane go to the timeline. */
	readonly inFront: boolean;
	readonly order: TimelineOrder;
	/** How much of a long log has been looked at for it, 0 to 100; null when all of it has. */
	readonly looked: number | null;
};

export const closedTimeline: TimelineView = {
	open: false,
	inFront: false,
	order: 'start',
	looked: null,
};

export type TimelineState = {
	readonly timeline: TimelineView;
	/** By run. A run whose timeline was never open is missing. */
	readonly nodeTrackers: ReadonlyMap<RunOrderId, TimelineTracker>;
};

export const initialTimelineState: TimelineState = {
	timeline: closedTimeline,
	nodeTrackers: new Map(),
};
