import {memoizeByObject} from '../memoize.ts';
import {hasEnded, type Run} from '../run.ts';
import type {SafeText} from '../text/sanitize.ts';
import type {Instant} from '../time/clock.ts';
import {stepCount, type LogEntry, type StepCount} from './log-entry.ts';
import {cachedNodes, nodeEventKind, type NodeState} from './node-event.ts';
import type {RunLog} from './run-log.ts';

export type TimeRange = {readonly from: Instant; readonly to: Instant};

export type NodeTimeline = Readonly<ReturnType<typeof nodesOf>>;
export type NodeBar = NodeTimeline['bars'][number];

/** What the log says about a node. */
type LoggedNode = {
	/** Exactly as in the log, which may contain characters that are not safe for a terminal. */
	readonly id: string;
	/** The message of the entry at which the node started; null if unknown. */
	caption: SafeText | null;
	state: NodeState;
	/** The newest step that the log reports; null if it reports none. */
	step: StepCount | null;
	/** Whether the log has all starts of the node, all times, and all entries while it ran. */
	isExact: boolean;
	/** When the node ran, in order. The last range has no end while the node runs. */
	readonly times: Array<{readonly from: Instant; to: Instant | null}>;
};

/** Returns the nodes that the log of a run names, in order of their start, with a common time axis. */
export const nodesOf = memoizeByObject((run: Run) => {
	const log = readNodes(run.log);
	const axis = axisOf(run, log);
	// Nodes without a time, such as cached ones, come first.
	const startOf = ({times}: LoggedNode) => times[0]?.from ?? Number.MIN_SAFE_INTEGER;
	const bars = log.nodes
		.toSorted((a, b) => startOf(a) - startOf(b))
		.map(node => barOf(node, axis, hasEnded(run)));
	return {
		/** The time range that all bars represent; null if no time is known. */
		axis,
		bars,
	};
});

function barOf(node: LoggedNode, axis: TimeRange | null, isFinal: boolean) {
	const {id, caption} = node;
	const state = node.state === 'running' && isFinal ? 'ended' : node.state;
	const times = axis === null ? [] : node.times.map(({from, to}) => ({from, to: to ?? axis.to}));
	const time = times.length === 0 ? null : times.reduce((sum, {from, to}) => sum + to - from, 0);
	return {
		id,
		caption,
		state,
		/** When the node ran. Empty if it was cached or no time is known. */
		times,
		time,
		step: state === 'running' ? node.step : null,
		isExact: node.isExact,
	};
}

/** Returns null if no log entry has a time. The range of an unfinished run ends at the latest response. */
function axisOf(
	run: Run,
	{startedAt, endedAt, firstAt, lastAt}: ReturnType<typeof readNodes>,
): TimeRange | null {
	if (firstAt === null || lastAt === null) {
		return null;
	}

	const {execution, polling} = run;
	const from = startedAt ?? execution?.startedAt ?? firstAt;
	const to = hasEnded(run) ? (endedAt ?? execution?.terminalAt ?? lastAt) : polling.respondedAt;
	return {from: Math.min(from, firstAt), to: Math.max(to ?? 0, lastAt)};
}

/** Reads a whole log. The start and the end of the run are null if the log reports none. */
const readNodes = memoizeByObject((log: RunLog) => {
	const nodes = new Map<string, LoggedNode>();
	let startedAt: Instant | null = null;
	let endedAt: Instant | null = null;
	let firstAt: Instant | null = null;
	let lastAt: Instant | null = null;

	function nodeOf(id: string): LoggedNode {
		const node = nodes.get(id) ?? {
			id,
			caption: null,
			state: 'known',
			step: null,
			isExact: true,
			times: [],
		};
		nodes.set(id, node);
		return node;
	}

	const running = () => [...nodes.values()].filter(({state}) => state === 'running');
	const endAll = (at: Instant, state: NodeState) => running().forEach(node => end(node, at, state));

	for (const {entry, index, at} of inOrderOfTime(log)) {
		const kind = nodeEventKind(entry);
		const node = entry.nodeId === null ? null : nodeOf(entry.nodeId.exact);

		if (log.gaps.includes(index)) {
			for (const other of running()) {
				other.isExact = false;
			}
		}

		if (node !== null) {
			node.isExact &&= entry.at !== null;
			node.step = stepCount(entry.step) ?? node.step;
		}

		if (node !== null && kind === 'executing' && entry.message.exact !== '') {
			node.caption ??= entry.message.safe;
		}

		if (kind === 'cached') {
			const named = node === null ? cachedNodes(entry).map(nodeOf) : [node];

			for (const cached of named.filter(({state}) => state === 'known')) {
				cached.state = 'cached';
			}
		}

		if (at === null) {
			continue;
		}

		firstAt ??= at;
		lastAt = at;

		// An engine that runs one node at a time may report no ends: a node ends where another one begins.
		if (kind === 'executing' || (kind === 'progress' && node?.state === 'known')) {
			for (const other of node === null ? [] : running()) {
				if (other !== node) {
					end(other, at, 'done');
				}
			}
		}

		switch (kind) {
			case 'start':
				startedAt ??= at;
				endedAt = null;
				endAll(at, 'interrupted');
				break;
			case 'executing':
				if (node !== null && node.state !== 'running') {
					begin(node, at, true);
				}

				break;
			case 'executed':
				if (node !== null) {
					end(node, at, 'done');
				}

				break;
			case 'failed': {
				const [only = null, ...others] = running();
				const failed = node ?? (others.length === 0 ? only : null);

				if (failed !== null) {
					end(failed, at, 'failed');
				}

				endAll(at, 'interrupted');
				endedAt = at;
				break;
			}

			case 'interrupted':
			case 'succeeded':
				endAll(at, kind === 'succeeded' ? 'done' : 'interrupted');
				endedAt = at;
				break;
			case 'progress':
			case 'other':
				// Only progress shows that a node runs again after its end.
				if (
					node !== null &&
					(node.state === 'known' || (kind === 'progress' && at > (node.times.at(-1)?.to ?? at)))
				) {
					begin(node, at, false);
				}

				break;
			case 'cached':
				break;
		}
	}

	return {nodes: [...nodes.values()], startedAt, endedAt, firstAt, lastAt};
});

/** `isExact`: whether the log reports the start. */
function begin(node: LoggedNode, at: Instant, isExact: boolean): void {
	node.isExact &&= isExact;
	node.state = 'running';
	node.times.push({from: at, to: null});
}

function end(node: LoggedNode, at: Instant, state: NodeState): void {
	if (node.times.length === 0) {
		begin(node, at, false);
	}

	const last = node.times.at(-1);
	node.state = state;

	if (last !== undefined) {
		last.to ??= at;
	}
}

/** Sorts entries by time. An entry without a time gets that of the entry before it. */
function inOrderOfTime({entries, leftOut}: RunLog) {
	let at: Instant | null = null;
	const timed = entries.map((entry: LogEntry, place) => {
		at = entry.at ?? at;
		return {entry, index: leftOut + place, at};
	});
	return timed.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}
