import type {LogStore} from '../../../core/log/log-store.ts';
import type {LogEntry, Severity} from '../../../core/log/log-entry.ts';
import {LogFold} from './fold.ts';
import {LogLayer} from './layer.ts';
import {RunSequence, type LogSequence} from './sequence.ts';
import {MergedSequence, type MergedLog} from './merged-sequence.ts';
import {entryMatches, readSearch, type Matcher} from './matcher.ts';
import {allRuns, type State} from '../../../store/state.ts';
import {freshLogView, type HitMode} from '../state.ts';

/**
 * What the log pane reads from: index arrays over the books that grow with them. They are no part of the state, since
 * they follow from it; they are kept from one state to the next, so that nothing is looked at twice.
 */
export type LogIndex = {
	/** What the filters let through. */
	readonly shown: LogSequence;
	/** The same before nodes were folded; and the folds, null where there are none. */
	readonly whole: LogSequence;
	readonly fold: LogFold | null;
	/** What the search finds among the entries that the filters of level and node let through; null without a search. */
	readonly hits: LogLayer | null;
	/** The shown entries that are errors, and those that begin another node than the one before. */
	readonly errors: LogLayer;
	readonly nodes: LogLayer;
};

type Kept = LogIndex & {
	readonly least: Severity;
	readonly node: string | null;
	readonly matcher: Matcher | null;
	readonly mode: HitMode;
	readonly filtered: LogSequence;
	/** Nodes that are unfolded; null where nothing is folded. */
	readonly unfolded: ReadonlySet<string> | null;
};

export const severities: readonly Severity[] = ['debug', 'info', 'warn', 'error'];

/** What it costs to look at an entry at all, in units: in a log of millions the machine waits for its memory. */
const lookCost = 4;

const runSequences = new WeakMap<LogStore, RunSequence>();
const desks = new WeakMap<LogSequence, Kept>();
let merged = new MergedSequence();

/** The desk for what the log pane shows; null while there is no run. */
export function selectLogIndex(state: State): LogIndex | null {
	const {reading, search} = state.view;
	const key = logKey(state);
	const base = logBase(state);

	if (key === null || base === null) {
		return null;
	}

	const {node, unfolded: open} = state.view.logs.get(key) ?? freshLogView;
	const {least} = reading;
	const found = readSearch(search);
	const matcher = typeof found === 'string' ? null : found;
	const mode = matcher === null ? 'among' : reading.hits;
	// What is searched for, or is of one node, is not to be hidden; and only of one run a node is one.
	const unfolded = reading.folded && !reading.all && search === '' && node === null ? open : null;
	const kept = desks.get(base);
	const sameFilter = kept !== undefined && kept.least === least && kept.node === node;

	if (sameFilter && kept.matcher === matcher && kept.mode === mode && kept.unfolded === unfolded) {
		return kept;
	}

	const filtered = sameFilter ? kept.filtered : filterEntries(base, least, node);
	const hits =
		matcher === null
			? null
			: sameFilter && kept.matcher === matcher
				? kept.hits
				: findHits(filtered, matcher);
	const whole = shownOf(filtered, hits, matcher, mode);
	const sameFold = kept?.whole === whole && kept.unfolded === unfolded;
	const fold = sameFold ? kept.fold : unfolded === null ? null : new LogFold(whole, unfolded);
	const shown = fold?.shown ?? whole;
	const sameShown = kept?.shown === shown;
	const logIndex: Kept = {
		least,
		node,
		matcher,
		mode,
		filtered,
		hits,
		unfolded,
		whole,
		fold,
		shown,
		errors: sameShown ? kept.errors : new LogLayer(shown, errorRule),
		nodes: sameShown ? kept.nodes : new LogLayer(shown, nodeRule),
	};
	desks.set(base, logIndex);
	return logIndex;
}

/** Whose log is shown: a run's, or that of all; null while there is no run. */
export function logKey({view}: Pick<State, 'view'>): string | null {
	return view.selected === null ? null : view.reading.all ? allRuns : view.selected;
}

/** Looks at what is new, for so many units. Tells how much is done, 0 to 100; null when nothing is left to do. */
export function extendLogIndex(
	{shown, hits, errors, nodes}: LogIndex,
	units: number,
): number | null {
	const layers = [hits, errors, nodes].filter(layer => layer !== null);
	layers.reduce((left, layer) => layer.grow(left), shown.grow(units));
	return layers.every(({complete}) => complete)
		? null
		: Math.floor(100 * Math.min(...layers.map(({looked}) => looked)));
}

/** Whether the filters of level and node let an entry through. */
export function passesLogFilter(entry: LogEntry, least: Severity, node: string | null): boolean {
	return (
		(least === 'debug' || severities.indexOf(entry.severity) >= severities.indexOf(least)) &&
		(node === null || entry.nodeId?.exact === node)
	);
}

/** The log that the pane reads, before any filter; null while there is no run. */
export function logBase(state: State): LogSequence | null {
	const key = logKey(state);

	if (key === null || key === allRuns) {
		return key === null ? null : mergedLogs(state);
	}

	const run = state.runs.get(key);

	if (run === undefined) {
		return null;
	}

	const {store} = run.log;
	const known = runSequences.get(store);

	if (known !== undefined) {
		return known;
	}

	const sequence = new RunSequence(key, store);
	runSequences.set(store, sequence);
	return sequence;
}

function mergedLogs(state: State): MergedSequence {
	const logs = [...state.runs.values()].map(({id, log}): MergedLog => ({
		run: id,
		store: log.store,
		length: log.length,
	}));

	if (!merged.covers(logs)) {
		merged = new MergedSequence();
	}

	merged.add(logs);
	return merged;
}

function filterEntries(base: LogSequence, least: Severity, node: string | null): LogSequence {
	return least === 'debug' && node === null
		? base
		: new LogLayer(base, {
				keeps: entry => passesLogFilter(entry, least, node),
				cost: () => lookCost,
			});
}

/** What is shown of the entries that the filters let through. */
function shownOf(
	filtered: LogSequence,
	hits: LogLayer | null,
	matcher: Matcher | null,
	mode: HitMode,
): LogSequence {
	return mode === 'hidden' && matcher !== null
		? findHits(filtered, matcher, false)
		: mode === 'only' && hits !== null
			? hits
			: filtered;
}

/** What the search finds, or does not find. */
function findHits(base: LogSequence, matcher: Matcher, found = true): LogLayer {
	return new LogLayer(base, {
		keeps: entry => entryMatches(entry, matcher) === found,
		cost: ({message}) => 12 + (message.safe.length >>> 4),
		watched: matcher.kind === 'expression',
	});
}

const errorRule = {keeps: ({severity}: LogEntry) => severity === 'error', cost: () => lookCost};

const nodeRule = {
	keeps: ({nodeId}: LogEntry, layer: LogLayer) =>
		nodeId !== null && nodeId.exact !== layer.entryAt(layer.length - 1)?.nodeId?.exact,
	cost: () => lookCost,
};
