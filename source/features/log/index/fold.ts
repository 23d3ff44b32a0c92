import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {Instant} from '../../../core/time/clock.ts';
import {LogLayer, type EntryFilter} from './layer.ts';
import type {Budget, EntryRef, Extended, LogSequence} from './sequence.ts';

type Tally = {
	/** The index of the node's first entry in the unfolded log. */
	readonly head: number;
	hidden: number;
	from: Instant | null;
	to: Instant | null;
};

/** Maximum number of nodes to fold. Real workflows have fewer nodes. Entries of further nodes are not folded. */
const maxNodes = 1000;

/**
 * Keeps entries without a node, the first entry of each node, all errors, and all entries of `unfolded` nodes. Counts
 * the other entries of each node in `tallies`.
 */
function foldFilter(tallies: Map<string, Tally>, unfolded: ReadonlySet<string>): EntryFilter {
	return {
		keeps({nodeId, at, severity}, place) {
			if (nodeId === null) {
				return true;
			}

			const tally = tallies.get(nodeId.exact);

			if (tally === undefined) {
				if (tallies.size < maxNodes) {
					tallies.set(nodeId.exact, {head: place, hidden: 0, from: at, to: at});
				}

				return true;
			}

			if (at !== null) {
				tally.from = Math.min(tally.from ?? at, at);
				tally.to = Math.max(tally.to ?? at, at);
			}

			if (severity === 'error' || unfolded.has(nodeId.exact)) {
				return true;
			}

			tally.hidden++;
			return false;
		},
	};
}

/** Hides the entries of each node that is not in `unfolded`, except its first entry and its errors. */
export class LogFold {
	readonly shown: LogLayer;
	readonly unfolded: ReadonlySet<string>;
	readonly #base: LogSequence;
	readonly #tallies: ReadonlyMap<string, Tally>;

	constructor(
		base: LogSequence,
		unfolded: ReadonlySet<string>,
		tallies = new Map<string, Tally>(),
		shown = new LogLayer(base, foldFilter(tallies, unfolded)),
	) {
		this.#base = base;
		this.unfolded = unfolded;
		this.#tallies = tallies;
		this.shown = shown;
	}

	/**
	 * Folds `below`, a later version of the unfolded log. If it only has additional entries, processes only these. If an
	 * earlier entry has changed, processes all entries again. Stops when `budget` is used up.
	 */
	over(
		below: Extended,
		budget: Budget,
	): {readonly fold: LogFold; readonly shown: Extended<LogLayer>} {
		if (this.shown.isUpToDate(below, budget)) {
			return {fold: this, shown: {sequence: this.shown, kept: this.shown.length}};
		}

		if (below.kept < this.shown.read) {
			return new LogFold(below.sequence, this.unfolded).over(below, budget);
		}

		const tallies = new Map([...this.#tallies].map(([id, tally]) => [id, {...tally}]));
		const shown = this.shown.over(below, budget, foldFilter(tallies, this.unfolded));
		return {fold: new LogFold(below.sequence, this.unfolded, tallies, shown.sequence), shown};
	}

	/**
	 * If `entry` is the first entry of a folded node that has hidden entries, returns this node, otherwise undefined.
	 */
	foldAt(entry: LogEntry) {
		const id = entry.nodeId?.exact;
		const tally = id === undefined || this.unfolded.has(id) ? undefined : this.#tallies.get(id);

		if (tally === undefined || tally.hidden === 0 || this.#base.entryAt(tally.head) !== entry) {
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

	headOf(id: string): EntryRef | undefined {
		const tally = this.#tallies.get(id);
		return tally === undefined ? undefined : this.#base.refAt(tally.head);
	}
}
