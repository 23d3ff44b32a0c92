import type {RunOrderId} from '../../core/run.ts';
import {noTimeline, type TimelinePlace} from '../panes/state.ts';
import type {TimelineTracker} from './node-timeline-tracker.ts';

/** `start`: by start time. `share`: longest first. */
export const timelineOrders = ['start', 'share'] as const;
export type TimelineOrder = (typeof timelineOrders)[number];

/** The timeline of the selected run. The log's node filter is the selection. */
export type TimelineSettings = TimelinePlace & {
	readonly order: TimelineOrder;
	/** The indexed percentage of a long log; null: complete. */
	readonly readPercent: number | null;
};

export const closedTimeline: TimelineSettings = {
	...noTimeline,
	order: 'start',
	readPercent: null,
};

export type TimelineViewState = {
	readonly timeline: TimelineSettings;
	/** By run; only runs whose timeline was opened. */
	readonly nodeTrackers: ReadonlyMap<RunOrderId, TimelineTracker>;
};

export const initialTimelineView: TimelineViewState = {
	timeline: closedTimeline,
	nodeTrackers: new Map(),
};
