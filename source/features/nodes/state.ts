import type {RunOrderId} from '../../core/run.ts';
import {noTimeline, type TimelinePlace} from '../panes/state.ts';
import type {TimelineTracker} from './node-timeline-tracker.ts';

/** By start, or the longest first. */
export const timelineOrders = ['start', 'share'] as const;
export type TimelineOrder = (typeof timelineOrders)[number];

/** The timeline of the selected run. Its selected node is the log's filter. */
export type TimelineView = TimelinePlace & {
	readonly order: TimelineOrder;
	/** How much of a long log has been read, 0 to 100; null when all of it has. */
	readonly readPercent: number | null;
};

export const closedTimeline: TimelineView = {
	...noTimeline,
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
