import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import {LogLayer} from './layer.ts';
import type {EntryRef, LogSequence} from './sequence.ts';

/** The entries of a node, of which one line is left. */
export type FoldedNode = {
	/** Entries that the line stands for besides its own. */
	readonly hidden: number;
	/** From the first to the last of them; null where they have no times. */
	readonly time: Duration | null;
};

/** What became known of a node's entries so far. */
type Tally = {
	/** The place of the line that stays. */
	readonly head: number;
	hidden: number;
	from: Instant | null;
	to: Instant | null;
};

/**
 * A log in which of each node one line is left, its first, unless the node is unfolded. Errors are never folded away,
 * nor is what belongs to no node.
 */
export class LogFold {
	readonly shown: LogLayer;
	readonly unfolded: ReadonlySet<string>;
	readonly #base: LogSequence;
	readonly #tallies = new Map<string, Tally>();
	/** Places that were looked at: each entry is asked for once, in order. */
	#place = 0;

	constructor(base: LogSequence, unfolded: ReadonlySet<string>) {
		this.unfolded = unfolded;
		this.#base = base;
		this.shown = new LogLayer(base, {keeps: entry => this.#keeps(entry), cost: () => 6});
	}

	/** What an entry stands for; null for one that stands for itself. */
	foldAt(entry: LogEntry): FoldedNode | null {
		const id = entry.nodeId?.exact;
		const counts = id === undefined || this.unfolded.has(id) ? undefined : this.#tallies.get(id);

		if (counts === undefined || counts.hidden === 0 || this.#base.entryAt(counts.head) !== entry) {
			return null;
		}

		const {hidden, from, to} = counts;
		return {hidden, time: from === null || to === null ? null : to - from};
	}

	/** The first entry of a node. */
	headOf(id: string): EntryRef | undefined {
		const counts = this.#tallies.get(id);
		return counts === undefined ? undefined : this.#base.refAt(counts.head);
	}

	#keeps({nodeId, at, severity}: LogEntry): boolean {
		const place = this.#place++;

		if (nodeId === null) {
			return true;
		}

		const counts = this.#tallies.get(nodeId.exact);

		if (counts === undefined) {
			this.#tallies.set(nodeId.exact, {head: place, hidden: 0, from: at, to: at});
			return true;
		}

		if (at !== null) {
			counts.from = Math.min(counts.from ?? at, at);
			counts.to = Math.max(counts.to ?? at, at);
		}

		if (severity === 'error' || this.unfolded.has(nodeId.exact)) {
			return true;
		}

		counts.hidden++;
		return false;
	}
}
