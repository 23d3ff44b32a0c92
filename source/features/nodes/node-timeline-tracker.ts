import type {Instant} from '../../core/time/clock.ts';
import type {LogStore} from '../../core/log/log-store.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {stepCount} from '../../core/step-counter.ts';
import {cachedNodes, nodeEventKind, type NodeEventKind} from './node-timeline-event.ts';
import {NodeRecord} from './node-timeline-record.ts';

/** More nodes than this no workflow has; what comes beyond is counted. */
const maxNodes = 1000;

/**
 * What a log has told of its run's nodes, up to some entry. It grows with the book: no entry is looked at twice. What it
 * knows follows from the entries alone, however they were portioned.
 */
export class TimelineTracker {
	/** By the node's exact id, in the order in which they were first heard of. */
	readonly records = new Map<string, NodeRecord>();
	/** Ids of further nodes are not kept; entries that name them are counted. */
	beyond = 0;
	/** Entries that were looked at. */
	upTo = 0;
	/** When the engine said that it began and that it was over; and the times of the first and the last entry that has one. */
	startedAt: Instant | null = null;
	endedAt: Instant | null = null;
	firstAt: Instant | null = null;
	lastAt: Instant | null = null;
	readonly #store: LogStore;
	/** Those at work. */
	readonly #open = new Set<NodeRecord>();
	#gaps = 0;
	/** Time of the entry before, for one that has none. */
	#at: Instant | null = null;

	constructor(store: LogStore) {
		this.#store = store;
	}

	/** Looks at further entries of the book's first `length`, so many at most; gives how many those were. */
	grow(length: number, most: number): number {
		const before = this.upTo;
		const to = Math.min(length, this.upTo + most);

		for (; this.upTo < to; this.upTo++) {
			const entry = this.#store.entries[this.upTo];
			this.#passGaps();

			if (entry !== undefined) {
				this.#take(entry, this.upTo);
			}
		}

		return this.upTo - before;
	}

	/** What ended may have ended within the hole. */
	#passGaps(): void {
		for (; this.#store.gaps[this.#gaps]?.before === this.upTo; this.#gaps++) {
			for (const record of this.#open) {
				record.isExact = false;
			}
		}
	}

	#take(entry: LogEntry, index: number): void {
		const kind = nodeEventKind(entry);
		const record = entry.nodeId === null ? null : this.#recordOf(entry.nodeId.exact, index);
		const at = entry.at ?? this.#at;
		this.#at = at;

		if (record !== null) {
			describe(record, entry, kind);
		}

		if (at !== null) {
			this.firstAt = Math.min(this.firstAt ?? at, at);
			this.lastAt = Math.max(this.lastAt ?? at, at);
			this.#happen(kind, record, at);
		}

		if (kind === 'cached') {
			this.#cache(entry, record, index);
		}

		if (record !== null && entry.at === null) {
			record.isExact = false;
		}
	}

	#happen(kind: NodeEventKind, record: NodeRecord | null, at: Instant): void {
		switch (kind) {
			case 'start': {
				this.startedAt = Math.min(this.startedAt ?? at, at);
				this.endedAt = this.endedAt !== null && this.endedAt > at ? this.endedAt : null;
				this.#endAll(at, 'interrupted');
				return;
			}

			case 'executing': {
				for (const other of record === null ? [] : this.#open) {
					if (other !== record) {
						other.yield(at);
						this.#keepOpen(other);
					}
				}

				record?.begin(at);
				break;
			}

			case 'executed': {
				record?.end(at);

				if (record !== null) {
					record.ending = 'done';
				}

				break;
			}

			case 'failed': {
				this.#fail(record, at);
				return;
			}

			case 'interrupted':
			case 'succeeded': {
				this.endedAt = Math.max(this.endedAt ?? at, at);
				this.#endAll(at, kind === 'succeeded' ? 'done' : 'interrupted');
				return;
			}

			case 'progress':
			case 'other': {
				if (record?.isCached === false) {
					record.hear(at, kind === 'progress');
				}

				break;
			}

			case 'cached': {
				break;
			}
		}

		if (record !== null) {
			this.#keepOpen(record);
		}
	}

	/** An error ends everything; where it names no node, the only one at work has failed. */
	#fail(record: NodeRecord | null, at: Instant): void {
		const [only] = this.#open;
		const failed = record ?? (this.#open.size === 1 ? (only ?? null) : null);
		this.endedAt = Math.max(this.endedAt ?? at, at);

		if (failed !== null) {
			failed.end(at);
			failed.ending = 'failed';
			this.#open.delete(failed);
		}

		this.#endAll(at, 'interrupted');
	}

	#endAll(at: Instant, ending: 'done' | 'interrupted'): void {
		for (const record of this.#open) {
			// What began later belongs to what is told late, not to what ends here.
			if (ending === 'done' || record.isOlder(at)) {
				record.end(at);
				record.ending = ending;
				this.#open.delete(record);
			}
		}
	}

	#keepOpen(record: NodeRecord): void {
		if (record.isOpen) {
			this.#open.add(record);
		} else {
			this.#open.delete(record);
		}
	}

	#cache(entry: LogEntry, record: NodeRecord | null, index: number): void {
		const named = cachedNodes(entry).flatMap(id => this.#recordOf(id, index) ?? []);

		for (const cached of record === null ? named : [record]) {
			if (cached.spans.length === 0) {
				cached.isCached = true;
			}
		}
	}

	#recordOf(id: string, index: number): NodeRecord | null {
		const known = this.records.get(id);

		if (known !== undefined) {
			return known;
		}

		if (this.records.size >= maxNodes) {
			this.beyond++;
			return null;
		}

		const record = new NodeRecord(id, index);
		this.records.set(id, record);
		return record;
	}
}

function describe(record: NodeRecord, entry: LogEntry, kind: NodeEventKind): void {
	record.entries++;
	record.errors += entry.severity === 'error' ? 1 : 0;

	const count = stepCount(entry.step);

	if (count !== null) {
		record.step = count;
	}

	if (kind === 'executing' && record.caption === null && entry.message.exact !== '') {
		record.caption = entry.message.safe;
	}
}
