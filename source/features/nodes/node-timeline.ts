import type {Duration, Instant} from '../../core/time/clock.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {NodeRecord} from './node-timeline-record.ts';
import type {TimelineTracker} from './node-timeline-tracker.ts';
import type {SafeText} from '../../core/text/text.ts';

/**
 * `ended`: the node was running when the run ended, and its end was not reported. `known`: the log names the node,
 * but no time at which it ran is known.
 */
export type NodeState =
	'cached' | 'running' | 'done' | 'failed' | 'interrupted' | 'ended' | 'known';

export type TimeRange = {readonly from: Instant; readonly to: Instant};

export type NodeBar = {
	/** The exact id, which may contain characters that are not safe for a terminal. */
	readonly id: string;
	/** The message of the log entry at which the node started; null if unknown. */
	readonly caption: SafeText | null;
	readonly state: NodeState;
	/** The times during which the node ran. Empty if the node was cached or no time is known. */
	readonly times: readonly TimeRange[];
	/** The total time during which the node ran; null if unknown. */
	readonly time: Duration | null;
	/** The running time as a share of the axis, 0 to 1; null if unknown. */
	readonly share: number | null;
	/** Whether all times of the node were reported. */
	readonly isExact: boolean;
	/** Whether another node ran at the same time. */
	readonly isParallel: boolean;
	readonly step: {readonly value: number; readonly max: number} | null;
	readonly entries: number;
	readonly errors: number;
	/** The index of the first entry that names the node. */
	readonly first: number;
};

/** The nodes of a run on a common axis, in order of their start. */
export type NodeTimeline = {
	/** The time range of the axis; null if no time is known. */
	readonly axis: TimeRange | null;
	readonly bars: readonly NodeBar[];
	/** The number of log entries of the nodes above the limit of 1,000 nodes. These nodes have no bar. */
	readonly beyond: number;
	/** The maximum number of nodes running at once. */
	readonly atOnce: number;
};

export type RunTimes = {
	/** `started_at` of the API. */
	readonly startedAt: Instant | null;
	/** `terminal_at` of the API. */
	readonly terminalAt: Instant | null;
	readonly isFinal: boolean;
	/** The time of the latest response, at which the bars of running nodes end. */
	readonly asOf: Instant;
};

export function nodeTimeline(tracker: TimelineTracker, times: RunTimes): NodeTimeline {
	const {startedAt, terminalAt, isFinal, asOf} = times;
	return cachedTimeline(tracker, startedAt, terminalAt, isFinal, asOf);
}

const cachedTimeline = memoizeByObject(
	(
		tracker: TimelineTracker,
		startedAt: Instant | null,
		terminalAt: Instant | null,
		isFinal: boolean,
		asOf: Instant,
	) => computeTimeline(tracker, {startedAt, terminalAt, isFinal, asOf}),
);

function computeTimeline(tracker: TimelineTracker, fields: RunTimes): NodeTimeline {
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
	};
}

/** Returns the start of a node. Nodes without a time, such as cached nodes, come first. */
function startOf(record: NodeRecord): Instant {
	return record.spans[0]?.from ?? Number.MIN_SAFE_INTEGER;
}

function share(record: NodeRecord, axis: TimeRange | null): Pick<NodeBar, 'time' | 'share'> {
	const time = axis === null ? null : record.time(axis.to);
	const whole = axis === null ? 0 : axis.to - axis.from;
	return {time, share: time === null || whole === 0 ? null : Math.min(1, time / whole)};
}

/** Returns the time from the start of the engine to its end, as reported in the log, or else by the API. */
function axisOf(
	tracker: TimelineTracker,
	{startedAt, terminalAt, isFinal, asOf}: RunTimes,
): TimeRange | null {
	const {firstAt, lastAt} = tracker;

	if (firstAt === null || lastAt === null) {
		return null;
	}

	const from = tracker.startedAt === null ? Math.min(startedAt ?? firstAt, firstAt) : firstAt;
	const end = isFinal ? (tracker.endedAt ?? terminalAt ?? lastAt) : asOf;
	return {from, to: Math.max(end, lastAt)};
}

function stateOf(record: NodeRecord, {isFinal}: RunTimes): NodeState {
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

/** Finds the nodes that ran in parallel, and the maximum at once. Ranges that only touch do not overlap. */
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
			// If more than two nodes are open, all except this node were added before.
			for (const other of open.size === 2 ? open : [node]) {
				parallel.add(other);
			}
		}
	}

	return {parallel, atOnce};
}
