import type {Duration, Instant} from '../../core/time/clock.ts';
import type {LogSnapshot} from '../../core/log/log-store.ts';
import type {NodeRecord} from './node-timeline-record.ts';
import type {TimelineTracker} from './node-timeline-tracker.ts';
import type {SafeText} from '../../core/text/text.ts';

/**
 * What became of a node. `ended` is one that was under way when the run ended and whose own end was not told; `known`
 * is one of which the log says nothing but that it exists.
 */
export type NodeState =
	'cached' | 'running' | 'done' | 'failed' | 'interrupted' | 'ended' | 'known';

/** A time on the timeline's axis. */
export type TimeRange = {readonly from: Instant; readonly to: Instant};

/** A node on the timeline. */
export type NodeBar = {
	/** The node's id exactly as the log has it: not fit for a terminal. */
	readonly id: string;
	/** What it said when it began; null where that was not told. */
	readonly caption: SafeText | null;
	readonly state: NodeState;
	/** When it was at work; empty for one that had nothing to do, or of which no time is known. */
	readonly times: readonly TimeRange[];
	/** How long it was at work; null where no time is known. */
	readonly time: Duration | null;
	/** Its part of the whole time, 0 to 1; null where one of both is not known. */
	readonly share: number | null;
	/** Whether its times are all told: there was no hole in the log, and its beginning is there. */
	readonly isExact: boolean;
	/** Whether another node was at work at the same time. */
	readonly isParallel: boolean;
	/** Where its own counter is. */
	readonly step: {readonly value: number; readonly max: number} | null;
	readonly entries: number;
	readonly errors: number;
	/** Index of the first entry that names it. */
	readonly first: number;
};

/** The nodes of a run on a common axis, in the order in which they began. */
export type NodeTimeline = {
	/** The axis; null while no time is known. */
	readonly axis: TimeRange | null;
	readonly bars: readonly NodeBar[];
	/** Entries of nodes that are too many to be shown. */
	readonly beyond: number;
	/** How many nodes were at work at once, at most. */
	readonly atOnce: number;
	/** The part of the log that was looked at, 0 to 1. */
	readonly looked: number;
};

/** What of a run the timeline hangs on besides its log. */
export type TimelineFacts = {
	/** When the run started and ended by the service's own word. */
	readonly startedAt: Instant | null;
	readonly terminalAt: Instant | null;
	readonly isFinal: boolean;
	/** As of when a node that is at work is shown. */
	readonly asOf: Instant;
};

type Drawn = TimelineFacts & {readonly length: number; readonly timeline: NodeTimeline};

const timelineCache = new WeakMap<TimelineTracker, Drawn>();

/** The timeline of what a tracker has read of a log. It costs nothing while nothing changes. */
export function nodeTimeline(
	tracker: TimelineTracker,
	{length}: LogSnapshot,
	fields: TimelineFacts,
): NodeTimeline {
	const known = timelineCache.get(tracker);
	const isSame =
		known?.length === length &&
		known.asOf === fields.asOf &&
		known.isFinal === fields.isFinal &&
		known.startedAt === fields.startedAt &&
		known.terminalAt === fields.terminalAt;

	if (isSame) {
		return known.timeline;
	}

	const timeline = drawTimeline(tracker, length, fields);
	timelineCache.set(tracker, {...fields, length, timeline});
	return timeline;
}

function drawTimeline(
	tracker: TimelineTracker,
	length: number,
	fields: TimelineFacts,
): NodeTimeline {
	const axis = axisOf(tracker, fields);
	const until = axis?.to ?? 0;
	const records = [...tracker.records].sort((a, b) => startOf(a) - startOf(b) || a.first - b.first);
	const timed = records.map(record => ({record, times: axis === null ? [] : record.times(until)}));
	const {parallel, atOnce} = overlaps(timed.map(({times}) => times));
	return {
		axis,
		bars: timed.map(({record, times}, index) => ({
			id: record.id,
			caption: record.caption,
			state: stateOf(record, fields),
			times,
			...share(record, axis),
			isExact: record.isExact,
			isParallel: parallel.has(index),
			step: record.step,
			entries: record.entries,
			errors: record.errors,
			first: record.first,
		})),
		beyond: tracker.beyond,
		atOnce,
		looked: length === 0 ? 1 : tracker.read / length,
	};
}

/** Those without a time, as the cached ones, come first: they were there before anything began. */
function startOf(record: NodeRecord): Instant {
	return record.spans[0]?.from ?? Number.MIN_SAFE_INTEGER;
}

function share(record: NodeRecord, axis: TimeRange | null): Pick<NodeBar, 'time' | 'share'> {
	const time = axis === null ? null : record.time(axis.to);
	const whole = axis === null ? 0 : axis.to - axis.from;
	return {time, share: time === null || whole === 0 ? null : Math.min(1, time / whole)};
}

/** From the engine's own start to its own end; what the service says of them where the log does not. */
function axisOf(
	tracker: TimelineTracker,
	{startedAt, terminalAt, isFinal, asOf}: TimelineFacts,
): TimeRange | null {
	const {firstAt, lastAt} = tracker;

	if (firstAt === null || lastAt === null) {
		return null;
	}

	const from = tracker.startedAt === null ? Math.min(startedAt ?? firstAt, firstAt) : firstAt;
	const end = isFinal ? (tracker.endedAt ?? terminalAt ?? lastAt) : asOf;
	return {from, to: Math.max(end, lastAt)};
}

function stateOf(record: NodeRecord, {isFinal}: TimelineFacts): NodeState {
	const last = record.spans.at(-1);

	if (record.ending !== 'none') {
		return record.ending;
	}

	if (record.isCached) {
		return 'cached';
	}

	if (last === undefined) {
		return 'known';
	}

	return record.isOpen ? (isFinal ? 'ended' : 'running') : 'done';
}

/** Which of the nodes were at work together with another, and how many at once at most. One that ends as another begins is not. */
function overlaps(nodes: readonly (readonly TimeRange[])[]): {
	readonly parallel: ReadonlySet<number>;
	readonly atOnce: number;
} {
	const edges = nodes.flatMap((times, node) =>
		times
			.filter(({from, to}) => to > from)
			.flatMap(({from, to}) => [
				{at: from, node, begins: true},
				{at: to, node, begins: false},
			]),
	);
	edges.sort((a, b) => a.at - b.at || Number(a.begins) - Number(b.begins));
	const open = new Set<number>();
	const parallel = new Set<number>();
	let atOnce = 0;

	for (const {node, begins} of edges) {
		if (!begins) {
			open.delete(node);
			continue;
		}

		open.add(node);
		atOnce = Math.max(atOnce, open.size);

		if (open.size > 1) {
			// Those that were open before are known already when there is more than one of them.
			for (const other of open.size === 2 ? open : [node]) {
				parallel.add(other);
			}
		}
	}

	return {parallel, atOnce};
}
