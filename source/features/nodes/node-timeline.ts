import {memoizeByObject} from '../../core/memoize.ts';
import {hasEnded, type Run} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {NodeRecord} from './node-timeline-record.ts';
import type {TimelineTracker} from './node-timeline-tracker.ts';

/** `ended`: running when the run ended; the log reports no end of the node. `known`: in the log, but without times. */
export type NodeState =
	'cached' | 'running' | 'done' | 'failed' | 'interrupted' | 'ended' | 'known';

export type TimeRange = {readonly from: Instant; readonly to: Instant};

export type NodeTimeline = Readonly<ReturnType<typeof timelineOfRun>>;
export type NodeBar = NodeTimeline['bars'][number];

/**
 * `tracker` has read the log of the run, or a part of it. The bars are in order of their start, and have a common time
 * axis.
 */
export const timelineOfRun = memoizeByObject((tracker: TimelineTracker, run: Run) => {
	const axis = axisOf(tracker, run);
	const isFinal = hasEnded(run);
	const bars = [...tracker.records]
		.sort((a, b) => startOfNode(a) - startOfNode(b) || a.first - b.first)
		.map(record => barOf(record, axis, isFinal));
	return {
		/** The time range that all bars represent; null if no time is known. */
		axis,
		bars,
		beyond: tracker.beyond,
		atOnce: maxAtOnce(bars.flatMap(({times}) => times)),
	};
});

function barOf(record: NodeRecord, axis: TimeRange | null, isFinal: boolean) {
	const {id, caption, isExact, step} = record;
	const time = axis === null ? null : record.time(axis.to);
	const whole = axis === null ? 0 : axis.to - axis.from;
	return {
		/** The exact id, which may contain characters that are not safe for a terminal. */
		id,
		caption,
		state: stateOfNode(record, isFinal),
		/** The periods during which the node ran. Empty if the node was cached or no time is known. */
		times: axis === null ? [] : record.times(axis.to),
		time,
		/** The running time of the node as a share of the whole axis, 0 to 1; null if unknown. */
		share: time === null || whole === 0 ? null : Math.min(1, time / whole),
		isExact,
		step,
	};
}

/** Returns the start of a node as a sort key. Nodes without a time, such as cached nodes, come first. */
function startOfNode(record: NodeRecord): Instant {
	return record.spans[0]?.from ?? Number.MIN_SAFE_INTEGER;
}

/** Returns null if no log entry has a time. The range of an unfinished run ends at the latest response. */
function axisOf(tracker: TimelineTracker, run: Run): TimeRange | null {
	const {firstAt, lastAt} = tracker;

	if (firstAt === null || lastAt === null) {
		return null;
	}

	const {startedAt = null, terminalAt = null} = run.execution ?? {};
	const from = tracker.startedAt === null ? Math.min(startedAt ?? firstAt, firstAt) : firstAt;
	const end = hasEnded(run)
		? (tracker.endedAt ?? terminalAt ?? lastAt)
		: (run.polling.respondedAt ?? 0);
	return {from, to: Math.max(end, lastAt)};
}

function stateOfNode(record: NodeRecord, isFinal: boolean): NodeState {
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

/** Ranges that only touch do not overlap. */
function maxAtOnce(ranges: readonly TimeRange[]): number {
	const edges = ranges
		.filter(({from, to}) => to > from)
		.flatMap(({from, to}) => [
			{at: from, step: 1},
			{at: to, step: -1},
		])
		.sort((a, b) => a.at - b.at || a.step - b.step);
	let open = 0;
	let most = 0;

	for (const {step} of edges) {
		open += step;
		most = Math.max(most, open);
	}

	return most;
}
