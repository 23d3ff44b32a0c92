import type {LogEntry} from '../../core/log/log-entry.ts';
import {cachedNodes, nodeEventKind, type NodeEventKind} from '../../core/log/node-event.ts';
import {commonLength, emptyLog, entryAt, logLength, type RunLog} from '../../core/log/run-log.ts';
import type {Instant} from '../../core/time/clock.ts';
import {NodeRecord} from './node-timeline-record.ts';

/** Maximum number of nodes. Real workflows have fewer. Log entries of further nodes are only counted (`beyond`). */
const maxNodes = 1000;

/**
 * The nodes of a run, computed from the first `read` entries of its log. To read more entries, `extend` returns a new
 * tracker and leaves this one unchanged. Reading a log in several steps gives the same result as reading it in one
 * step.
 */
export class TimelineTracker {
	/** Only the first `maxNodes` nodes are recorded. This counts how often the log names one of the other nodes. */
	beyond = 0;
	read = 0;
	/** The start and the end of the run as the engine reports them in the log; null if it reports none. */
	startedAt: Instant | null = null;
	endedAt: Instant | null = null;
	firstAt: Instant | null = null;
	lastAt: Instant | null = null;
	/** The nodes by their exact ids, in the order of their first entries. */
	#records = new Map<string, NodeRecord>();
	#open = new Set<NodeRecord>();
	#log: RunLog = emptyLog;
	/** The number of gaps before the next entry to read. A gap is a place in the log at which entries are missing. */
	#gaps = 0;
	/** The time of the last entry read that has a time. An entry without a time gets this time. */
	#at: Instant | null = null;

	get records(): Iterable<NodeRecord> {
		return this.#records.values();
	}

	/** Whether the entries read so far are the first entries of `log`. */
	fits(log: RunLog): boolean {
		return commonLength(this.#log, log) >= this.read;
	}

	/** Returns a tracker that has read up to `max` further entries of `log`. If there are none, returns this tracker. */
	extend(log: RunLog, max: number): TimelineTracker {
		if (this.read >= logLength(log) || max <= 0) {
			return this;
		}

		const tracker = this.#copy();
		tracker.#log = log;
		const end = Math.min(logLength(log), this.read + max);

		for (; tracker.read < end; tracker.read++) {
			const entry = entryAt(log, tracker.read);
			tracker.#markGaps();

			if (entry !== undefined) {
				tracker.#addEntry(entry, tracker.read);
			}
		}

		return tracker;
	}

	#copy(): TimelineTracker {
		const copy = Object.assign(new TimelineTracker(), this);
		copy.#records = new Map([...this.#records].map(([id, record]) => [id, record.copy()]));
		copy.#open = new Set([...copy.#records.values()].filter(({isOpen}) => isOpen));
		copy.#log = this.#log;
		copy.#gaps = this.#gaps;
		copy.#at = this.#at;
		return copy;
	}

	/** If entries are missing before the next one, marks running nodes as not exact, since they may have ended there. */
	#markGaps(): void {
		for (; this.#log.gaps[this.#gaps] === this.read; this.#gaps++) {
			for (const record of this.#open) {
				record.isExact = false;
			}
		}
	}

	#addEntry(entry: LogEntry, index: number): void {
		const kind = nodeEventKind(entry);
		const record = entry.nodeId === null ? null : this.#recordOf(entry.nodeId.exact, index);
		const at = entry.at ?? this.#at;
		this.#at = at;

		if (record !== null) {
			record.describe(entry, kind);
		}

		if (at !== null) {
			this.firstAt = Math.min(this.firstAt ?? at, at);
			this.lastAt = Math.max(this.lastAt ?? at, at);
			this.#applyEvent(kind, record, at);
		}

		if (kind === 'cached') {
			this.#markCached(entry, record, index);
		}

		if (record !== null && entry.at === null) {
			record.isExact = false;
		}
	}

	#applyEvent(kind: NodeEventKind, record: NodeRecord | null, at: Instant): void {
		switch (kind) {
			case 'start':
				this.startedAt = Math.min(this.startedAt ?? at, at);
				this.endedAt = this.endedAt !== null && this.endedAt > at ? this.endedAt : null;
				this.#endAll(at, 'interrupted');
				return;
			case 'executing':
				this.#endOthers(record, at);
				record?.start(at);
				break;
			case 'executed':
				record?.end(at, 'done');
				break;
			case 'failed':
				this.#fail(record, at);
				return;
			case 'interrupted':
			case 'succeeded':
				this.endedAt = Math.max(this.endedAt ?? at, at);
				this.#endAll(at, kind === 'succeeded' ? 'done' : 'interrupted');
				return;
			case 'progress':
			case 'other':
				if (record?.isCached === false) {
					// The log may report no start of a node, only its progress.
					if (kind === 'progress' && record.spans.length === 0) {
						this.#endOthers(record, at);
					}

					record.addEvent(at, kind === 'progress');
				}

				break;
			case 'cached':
				break;
		}

		if (record !== null) {
			this.#updateOpen(record);
		}
	}

	/** Assumes that the other nodes end where `record` starts. */
	#endOthers(record: NodeRecord | null, at: Instant): void {
		for (const other of record === null ? [] : this.#open) {
			if (other !== record) {
				other.endImplicitly(at);
				this.#updateOpen(other);
			}
		}
	}

	/**
	 * Ends the nodes that are running when an error occurs. The one that the error names (`record`) is marked as
	 * failed. If the error names none (null), and only one node is running, that node is. The others are marked as
	 * interrupted.
	 */
	#fail(record: NodeRecord | null, at: Instant): void {
		const [only] = this.#open;
		const failed = record ?? (this.#open.size === 1 ? (only ?? null) : null);
		this.endedAt = Math.max(this.endedAt ?? at, at);

		if (failed !== null) {
			failed.end(at, 'failed');
			this.#open.delete(failed);
		}

		this.#endAll(at, 'interrupted');
	}

	#endAll(at: Instant, ending: 'done' | 'interrupted'): void {
		for (const record of this.#open) {
			// An entry that arrives late does not end a node that started after it.
			if (ending === 'done' || record.startedBefore(at)) {
				record.end(at, ending);
				this.#open.delete(record);
			}
		}
	}

	#updateOpen(record: NodeRecord): void {
		if (record.isOpen) {
			this.#open.add(record);
		} else {
			this.#open.delete(record);
		}
	}

	#markCached(entry: LogEntry, record: NodeRecord | null, index: number): void {
		const named = cachedNodes(entry).flatMap(id => this.#recordOf(id, index) ?? []);

		for (const cached of record === null ? named : [record]) {
			if (cached.spans.length === 0) {
				cached.isCached = true;
			}
		}
	}

	#recordOf(id: string, index: number): NodeRecord | null {
		const known = this.#records.get(id);

		if (known !== undefined) {
			return known;
		}

		if (this.#records.size >= maxNodes) {
			this.beyond++;
			return null;
		}

		const record = new NodeRecord(id, index);
		this.#records.set(id, record);
		return record;
	}
}

export const emptyTracker = new TimelineTracker();
