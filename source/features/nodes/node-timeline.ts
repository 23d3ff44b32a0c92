import {memoizeByObject} from '../../core/memoize.ts';
import {hasEnded, type Run} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import {nodeEvents, type NodeEvents} from './node-events.ts';

/** `ended`: running when the run ended; the log reports no end of the node. `known`: in the log, but without times. */
export type NodeState =
	'cached' | 'running' | 'done' | 'failed' | 'interrupted' | 'ended' | 'known';

export type TimeRange = {readonly from: Instant; readonly to: Instant};

export type NodeTimeline = Readonly<ReturnType<typeof nodesOf>>;
export type NodeBar = NodeTimeline['bars'][number];

/** Returns the nodes that the log of a run names, in order of their start, with a common time axis. */
export const nodesOf = memoizeByObject((run: Run) => {
	const axis = axisOf(run);
	const isFinal = hasEnded(run);
	const bars = nodeEvents(run.log)
		.nodes.toSorted((a, b) => startOfNode(a) - startOfNode(b))
		.map(node => barOf(node, axis, isFinal));
	return {
		/** The time range that all bars represent; null if no time is known. */
		axis,
		bars,
		atOnce: maxAtOnce(bars.flatMap(({times}) => times)),
	};
});

function barOf(node: NodeEvents, axis: TimeRange | null, isFinal: boolean) {
	const {id, caption, isExact, step, periods} = node;
	const times = axis === null ? [] : periods.map(({from, to}) => ({from, to: to ?? axis.to}));
	const time = times.length === 0 ? null : times.reduce((sum, {from, to}) => sum + to - from, 0);
	const whole = axis === null ? 0 : axis.to - axis.from;
	return {
		/** The exact id, which may contain characters that are not safe for a terminal. */
		id,
		caption,
		state: stateOfNode(node, isFinal),
		/** The periods during which the node ran. Empty if the node was cached or no time is known. */
		times,
		time,
		/** The running time of the node as a share of the whole axis, 0 to 1; null if unknown. */
		share: time === null || whole === 0 ? null : Math.min(1, time / whole),
		isExact,
		step,
	};
}

/** Returns the start of a node as a sort key. Nodes without a time, such as cached nodes, come first. */
function startOfNode({periods}: NodeEvents): Instant {
	return periods[0]?.from ?? Number.MIN_SAFE_INTEGER;
}

/** Returns null if no log entry has a time. The range of an unfinished run ends at the latest response. */
function axisOf(run: Run): TimeRange | null {
	const log = nodeEvents(run.log);
	const {firstAt, lastAt} = log;

	if (firstAt === null || lastAt === null) {
		return null;
	}

	const {startedAt = null, terminalAt = null} = run.execution ?? {};
	const from = log.startedAt === null ? Math.min(startedAt ?? firstAt, firstAt) : firstAt;
	const end = hasEnded(run)
		? (log.endedAt ?? terminalAt ?? lastAt)
		: (run.polling.respondedAt ?? 0);
	return {from, to: Math.max(end, lastAt)};
}

function stateOfNode(
	{ending, isCached, periods, isRunning}: NodeEvents,
	isFinal: boolean,
): NodeState {
	if (ending !== 'none') {
		return ending;
	}

	return isCached
		? 'cached'
		: periods.length === 0
			? 'known'
			: isRunning
				? isFinal
					? 'ended'
					: 'running'
				: 'done';
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
