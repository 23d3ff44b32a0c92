import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {EntryFilter} from './layer.ts';

type Tally = {
	readonly first: LogEntry;
	/** The index of `first` in the unfolded log. */
	readonly place: number;
	hidden: number;
	from: Instant | null;
	to: Instant | null;
};

/** Maximum number of nodes to fold. Real workflows have fewer nodes. Entries of further nodes are not folded. */
const maxNodes = 1000;

/**
 * Keeps entries without a node, the first entry of each node, all errors, and all entries of `unfolded` nodes. Counts
 * the other entries of each node.
 */
export class NodeFold implements EntryFilter {
	readonly unfolded: ReadonlySet<string>;
	readonly #tallies: Map<string, Tally>;

	constructor(unfolded: ReadonlySet<string>, tallies: ReadonlyMap<string, Tally> = new Map()) {
		this.unfolded = unfolded;
		this.#tallies = new Map([...tallies].map(([id, tally]) => [id, {...tally}]));
	}

	next(restarts: boolean): NodeFold {
		return new NodeFold(this.unfolded, restarts ? undefined : this.#tallies);
	}

	keeps(entry: LogEntry, place: number): boolean {
		const {nodeId, at, severity} = entry;

		if (nodeId === null) {
			return true;
		}

		const tally = this.#tallies.get(nodeId.exact);

		if (tally === undefined) {
			if (this.#tallies.size < maxNodes) {
				this.#tallies.set(nodeId.exact, {first: entry, place, hidden: 0, from: at, to: at});
			}

			return true;
		}

		if (at !== null) {
			tally.from = Math.min(tally.from ?? at, at);
			tally.to = Math.max(tally.to ?? at, at);
		}

		if (severity === 'error' || this.unfolded.has(nodeId.exact)) {
			return true;
		}

		tally.hidden++;
		return false;
	}

	/**
	 * If `entry` is the first entry of a folded node that has hidden entries, returns this node, otherwise undefined.
	 */
	foldAt(entry: LogEntry) {
		const id = entry.nodeId?.exact;
		const tally = id === undefined || this.unfolded.has(id) ? undefined : this.#tallies.get(id);

		if (tally === undefined || tally.hidden === 0 || tally.first !== entry) {
			return undefined;
		}

		const {hidden, from, to} = tally;
		return {
			/** The number of hidden entries of the node. Its first entry and its errors stay visible. */
			hidden,
			/** The time between the earliest and the latest entry of the node, hidden or visible; null if none has a time. */
			time: from === null || to === null ? null : to - from,
		};
	}

	/** Returns the index of the first entry of a node in the unfolded log. */
	placeOfNode(id: string): number | undefined {
		return this.#tallies.get(id)?.place;
	}
}
