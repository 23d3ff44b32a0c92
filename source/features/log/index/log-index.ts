import type {Severity} from '../../../core/log/log-entry.ts';
import {NodeFold} from './fold.ts';
import {LogLayer, type EntryFilter} from './layer.ts';
import {entryMatches, matchEntries, type Matcher} from './matcher.ts';
import type {Budget, Extended, LogSequence} from './sequence.ts';

/** How the entries that match the search (hits) are shown: among all entries, alone, or not at all. */
export const hitModes = ['among', 'only', 'hidden'] as const;
export type HitMode = (typeof hitModes)[number];

export type Criteria = {
	readonly minSeverity: Severity;
	readonly node: string | null;
	readonly search: string;
	/** The compiled search; null if the search is empty or invalid. */
	readonly matcher: Matcher | null;
	/** Always `among` without a valid search. */
	readonly mode: HitMode;
	/** Folding hides no entries of these nodes. Contains their ids exactly as in the log. Null if folding is off. */
	readonly unfolded: ReadonlySet<string> | null;
};

type Layers = Criteria & {
	/** The entries that pass the filters by level and node; null without such filters. */
	readonly filter: LogLayer | null;
	readonly hits: LogLayer | null;
	/** The filtered entries that do not match the search; null unless `mode` is `hidden`. */
	readonly rest: LogLayer | null;
	readonly fold: LogLayer<NodeFold> | null;
	/** The shown entries that are errors. */
	readonly errors: LogLayer;
	/** The shown entries at which the node changes, compared to the previous entry that has a node. */
	readonly nodes: LogLayer;
};

/**
 * A log after filters, search and folding. Immutable. The state keeps the latest index of each log, so that only new
 * entries are tested.
 */
export type LogIndex = Layers & {
	/** All entries of the log, before any filter. */
	readonly base: LogSequence;
	/** The filtered log before nodes are folded. */
	readonly whole: LogSequence;
	readonly shown: LogSequence;
};

export const severities: readonly Severity[] = ['debug', 'info', 'warn', 'error'];

/**
 * Filters and searches further entries of the log. `units`: the maximum work, where one unit takes about 20 ns. Returns
 * `index` itself if all entries have been filtered and searched already.
 */
export function extendLogIndex(index: LogIndex, units: number): LogIndex {
	const budget = {left: units};
	return arrange(index, index.base.extend(budget), budget, index);
}

/** Returns how much of the log was filtered and searched, in percent; null if this is complete. */
export function logProgress({hits, errors, nodes}: LogIndex): number | null {
	const layers = [hits, errors, nodes].filter(layer => layer !== null);
	return layers.every(({complete}) => complete)
		? null
		: Math.floor(100 * Math.min(...layers.map(({progress}) => progress)));
}

/**
 * A layer is the list of the entries that pass one test, such as the search. The layers of `known`, the previous index,
 * are reused if their criteria are unchanged.
 */
export function layersFor(
	criteria: Criteria,
	base: LogSequence,
	known: LogIndex | undefined,
): Layers {
	const {minSeverity, node, search, matcher, mode, unfolded} = criteria;
	const isFiltered = known?.minSeverity === minSeverity && known.node === node;
	const isSearched = isFiltered && known.search === search;
	const isWhole = isFiltered && known.mode === mode && (isSearched || mode === 'among');
	const isShown = isWhole && known.unfolded === unfolded;
	const hides = minSeverity !== 'debug' || node !== null;
	return {
		...criteria,
		filter: isFiltered ? known.filter : hides ? filterLayer(base, minSeverity, node) : null,
		hits: isSearched ? known.hits : matcher === null ? null : hitLayer(base, matcher),
		rest: isWhole
			? known.rest
			: matcher === null || mode !== 'hidden'
				? null
				: hitLayer(base, matcher, false),
		fold: isShown
			? known.fold
			: unfolded === null
				? null
				: new LogLayer(base, new NodeFold(unfolded)),
		errors: isShown ? known.errors : new LogLayer(base, errorFilter),
		nodes: isShown ? known.nodes : new LogLayer(base, nodeFilter),
	};
}

/**
 * Returns the index of the log `base`: applies `layers` to the entries not tested yet, while `budget` lasts. Returns
 * `known`, the previous index, if nothing changed.
 */
export function arrange(
	layers: Layers,
	base: Extended,
	budget: Budget,
	known: LogIndex | undefined,
): LogIndex {
	const filter = layers.filter?.over(base, budget);
	const filtered = filter ?? base;
	const rest = layers.rest?.over(filtered, budget);
	const hits = layers.hits?.over(filtered, budget);
	const whole = rest ?? (layers.mode === 'only' ? hits : undefined) ?? filtered;
	const fold = layers.fold?.over(whole, budget);
	const shown = fold ?? whole;
	const index: LogIndex = {
		...layers,
		base: base.sequence,
		filter: filter?.sequence ?? null,
		rest: rest?.sequence ?? null,
		hits: hits?.sequence ?? null,
		whole: whole.sequence,
		fold: fold?.sequence ?? null,
		shown: shown.sequence,
		errors: layers.errors.over(shown, budget).sequence,
		nodes: layers.nodes.over(shown, budget).sequence,
	};
	const keys = Object.keys(index) as (keyof LogIndex)[];
	return known !== undefined && keys.every(key => index[key] === known[key]) ? known : index;
}

function filterLayer(base: LogSequence, minSeverity: Severity, node: string | null): LogLayer {
	return new LogLayer(base, {
		keeps: ({severity, nodeId}) =>
			severities.indexOf(severity) >= severities.indexOf(minSeverity) &&
			(node === null || nodeId?.exact === node),
	});
}

/** Keeps the entries that match the search, or those that do not match it if `found` is false. */
function hitLayer(base: LogSequence, matcher: Matcher, found = true): LogLayer {
	return new LogLayer(base, {
		keeps: entry => entryMatches(entry, matcher) === found,
		cost: ({message}) => 12 + (message.safe.length >>> 4),
		...(matcher.kind === 'plain'
			? {}
			: {
					keepsAll: (entries, attempt) =>
						matchEntries(entries, matcher, attempt)?.map(matches => matches === found) ?? null,
				}),
	});
}

const errorFilter: EntryFilter = {
	keeps: ({severity}) => severity === 'error',
};

const nodeFilter: EntryFilter = {
	keeps: ({nodeId}, _place, layer) =>
		nodeId !== null && nodeId.exact !== layer.entryAt(layer.length - 1)?.nodeId?.exact,
};
