import type {RunOrderId} from '../../core/run.ts';
import type {TimelineTracker} from './node-timeline-tracker.ts';

/** By start, or the longest first. */
export const timelineOrders = ['start', 'share'] as const;
export type TimelineOrder = (typeof timelineOrders)[number];

/** The timeline of the selected run, which shares the room of the log. Its selected node is the log's filter. */
export type TimelineView = {
	readonly open: boolean;
	/** Whether the timeline has the focus when the log pane has it. */
	readonly inFront: boolean;
	readonly order: TimelineOrder;
	/** How much of a long log has been read, 0 to 100; null when all of it has. */
	readonly readPercent: number | null;
};

export const closedTimeline: TimelineView = {
	open: false,
	inFront: false,
	order: 'start',
	readPercent: null,
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
