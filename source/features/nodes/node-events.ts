import type {LogEntry} from '../../core/log/log-entry.ts';
import {cachedNodes, nodeEventKind} from '../../core/log/node-event.ts';
import type {RunLog} from '../../core/log/run-log.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {stepCount, type StepCount} from '../../core/step-counter.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';

type Period = {
	readonly from: Instant;
	/** Null while the node runs. */
	to: Instant | null;
	/**
	 * Whether the log does not report the end. An engine that runs one node at a time may report none, so a node is assumed
	 * to end when another one starts, until it reports progress again.
	 */
	isAssumed: boolean;
};

/** What the log says of a node. */
export class NodeEvents {
	/** Exactly as in the log, which may contain characters that are not safe for a terminal. */
	readonly id: string;
	/** The message of the entry at which the node started; null if unknown. */
	caption: SafeText | null = null;
	step: StepCount | null = null;
	isCached = false;
	ending: 'none' | 'done' | 'failed' | 'interrupted' = 'none';
	/** Whether the log has all starts of the node, all times, and all entries while it ran. */
	isExact = true;
	/** The times during which the node ran. */
	readonly periods: Period[] = [];

	constructor(id: string) {
		this.id = id;
	}

	get isRunning(): boolean {
		return this.periods.at(-1)?.to === null;
	}

	start(at: Instant, isExact = true): void {
		this.isExact &&= isExact;
		this.isCached = false;
		this.ending = 'none';
		this.periods.push({from: at, to: null, isAssumed: false});
	}

	/** Only progress shows that a node runs again after its end. */
	addEvent(at: Instant, isProgress: boolean): void {
		const last = this.periods.at(-1);

		if (last === undefined) {
			this.start(at, false);
		} else if (last.isAssumed) {
			last.to = isProgress ? null : at;
			last.isAssumed = !isProgress;
		} else if (last.to !== null && isProgress && at > last.to) {
			this.start(at, false);
		}
	}

	end(at: Instant, ending: NodeEvents['ending'], isAssumed = false): void {
		if (this.periods.length === 0) {
			this.start(at, false);
		}

		const last = this.periods.at(-1);
		this.ending = ending;

		if (last !== undefined && (last.to === null || last.isAssumed)) {
			last.to ??= at;
			last.isAssumed = isAssumed;
		}
	}
}

/** Reads a whole log. The start and the end of the run are null if the log reports none. */
export const nodeEvents = memoizeByObject((log: RunLog) => {
	const nodes = new Map<string, NodeEvents>();
	const running = new Set<NodeEvents>();
	const gaps = new Set(log.gaps);
	let startedAt: Instant | null = null;
	let endedAt: Instant | null = null;
	let firstAt: Instant | null = null;
	let lastAt: Instant | null = null;

	function nodeOf(id: string): NodeEvents {
		const node = nodes.get(id) ?? new NodeEvents(id);
		nodes.set(id, node);
		return node;
	}

	function endAll(at: Instant, ending: NodeEvents['ending']): void {
		for (const node of running) {
			node.end(at, ending);
		}

		running.clear();
	}

	for (const {entry, index, at} of inOrderOfTime(log)) {
		const kind = nodeEventKind(entry);
		const node = entry.nodeId === null ? null : nodeOf(entry.nodeId.exact);

		if (gaps.has(index)) {
			for (const other of running) {
				other.isExact = false;
			}
		}

		if (node !== null) {
			node.step = stepCount(entry.step) ?? node.step;
			node.isExact &&= entry.at !== null;
			node.caption ??=
				kind === 'executing' && entry.message.exact !== '' ? entry.message.safe : null;
		}

		if (kind === 'cached') {
			const named = node === null ? cachedNodes(entry).map(nodeOf) : [node];

			for (const cached of named.filter(({periods}) => periods.length === 0)) {
				cached.isCached = true;
			}
		}

		if (at === null) {
			continue;
		}

		firstAt ??= at;
		lastAt = at;
		const isFirstSign =
			kind === 'executing' || (kind === 'progress' && node?.periods.length === 0 && !node.isCached);

		for (const other of node !== null && isFirstSign ? running : []) {
			if (other !== node) {
				other.end(at, 'none', true);
				running.delete(other);
			}
		}

		switch (kind) {
			case 'start':
				startedAt ??= at;
				endedAt = null;
				endAll(at, 'interrupted');
				break;
			case 'executing':
				if (node?.isRunning === false) {
					node.start(at);
				}

				break;
			case 'executed':
				node?.end(at, 'done');
				break;
			case 'failed': {
				const [only] = running;
				const failed = node ?? (running.size === 1 ? only : undefined);
				failed?.end(at, 'failed');

				if (failed !== undefined) {
					running.delete(failed);
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
				if (node?.isCached === false) {
					node.addEvent(at, kind === 'progress');
				}

				break;
			case 'cached':
				break;
		}

		if (node?.isRunning === true) {
			running.add(node);
		} else if (node !== null) {
			running.delete(node);
		}
	}

	return {nodes: [...nodes.values()], startedAt, endedAt, firstAt, lastAt};
});

/** An entry without a time gets that of the entry before it. An entry that arrived late counts when it happened. */
function inOrderOfTime({entries, leftOut}: RunLog) {
	let at: Instant | null = null;
	let isOrdered = true;
	const timed = entries.map((entry: LogEntry, place) => {
		isOrdered &&= entry.at === null || at === null || entry.at >= at;
		at = entry.at ?? at;
		return {entry, index: leftOut + place, at};
	});
	return isOrdered ? timed : timed.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}
