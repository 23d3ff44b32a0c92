import type {LogBook} from '../domain/log-book.ts';
import type {LogEntry, Severity} from '../domain/log-entry.ts';
import {LogLayer} from './log-layer.ts';
import {RunSequence, type LogSequence} from './log-sequence.ts';
import {MergedSequence, type MergedLog} from './merged-sequence.ts';
import {entryMatches, readSearch, type Matcher} from './matcher.ts';
import {allRuns, freshLogView, type State} from './state.ts';

/**
 * What the log pane reads from: index arrays over the books that grow with them. They are no part of the state, since
 * they follow from it; they are kept from one state to the next, so that nothing is looked at twice.
 */
export type LogDesk = {
	/** What the filters let through. */
	readonly shown: LogSequence;
	/** What the search finds among the entries that the filters of level and node let through; null without a search. */
	readonly hits: LogLayer | null;
	/** The shown entries that are errors, and those that begin another node than the one before. */
	readonly errors: LogLayer;
	readonly nodes: LogLayer;
};

type Kept = LogDesk & {
	readonly least: Severity;
	readonly node: string | null;
	readonly matcher: Matcher | null;
	readonly hitsOnly: boolean;
	readonly filtered: LogSequence;
};

export const severities: readonly Severity[] = ['debug', 'info', 'warn', 'error'];

const runSequences = new WeakMap<LogBook, RunSequence>();
const desks = new WeakMap<LogSequence, Kept>();
let merged = new MergedSequence();

/** The desk for what the log pane shows; null while there is no run. */
export function logDesk(state: State): LogDesk | null {
	const {reading, search} = state.view;
	const key = logKey(state);
	const base = key === null ? null : baseOf(state, key);

	if (key === null || base === null) {
		return null;
	}

	const {node} = state.view.logs.get(key) ?? freshLogView;
	const {least} = reading;
	const found = readSearch(search);
	const matcher = typeof found === 'string' ? null : found;
	const hitsOnly = reading.hitsOnly && matcher !== null;
	const kept = desks.get(base);
	const sameFilter = kept !== undefined && kept.least === least && kept.node === node;

	if (sameFilter && kept.matcher === matcher && kept.hitsOnly === hitsOnly) {
		return kept;
	}

	const filtered = sameFilter ? kept.filtered : filterEntries(base, least, node);
	const hits =
		matcher === null
			? null
			: sameFilter && kept.matcher === matcher
				? kept.hits
				: findHits(filtered, matcher);
	const shown = hitsOnly && hits !== null ? hits : filtered;
	const sameShown = kept?.shown === shown;
	const desk: Kept = {
		least,
		node,
		matcher,
		hitsOnly,
		filtered,
		hits,
		shown,
		errors: sameShown ? kept.errors : new LogLayer(shown, errorRule),
		nodes: sameShown ? kept.nodes : new LogLayer(shown, nodeRule),
	};
	desks.set(base, desk);
	return desk;
}

/** Whose log is shown: a run's, or that of all; null while there is no run. */
export function logKey({view}: Pick<State, 'view'>): string | null {
	return view.selected === null ? null : view.reading.all ? allRuns : view.selected;
}

/** Looks at what is new, for so many units. Tells how much is done, 0 to 100; null when nothing is left to do. */
export function growDesk({shown, hits, errors, nodes}: LogDesk, units: number): number | null {
	const layers = [hits, errors, nodes].filter(layer => layer !== null);
	layers.reduce((left, layer) => layer.grow(left), shown.grow(units));
	return layers.every(({complete}) => complete)
		? null
		: Math.floor(100 * Math.min(...layers.map(({looked}) => looked)));
}

/** Whether the filters of level and node let an entry through. */
export function passesFilter(entry: LogEntry, least: Severity, node: string | null): boolean {
	return (
		(least === 'debug' || severities.indexOf(entry.severity) >= severities.indexOf(least)) &&
		(node === null || entry.nodeId?.exact === node)
	);
}

function baseOf(state: State, key: string): LogSequence | null {
	if (key === allRuns) {
		return mergedLogs(state);
	}

	const run = state.runs.get(key);

	if (run === undefined) {
		return null;
	}

	const {book} = run.log;
	const known = runSequences.get(book);

	if (known !== undefined) {
		return known;
	}

	const sequence = new RunSequence(key, book);
	runSequences.set(book, sequence);
	return sequence;
}

function mergedLogs(state: State): MergedSequence {
	const logs = [...state.runs.values()].map(({id, log}): MergedLog => ({
		run: id,
		book: log.book,
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
		: new LogLayer(base, {keeps: entry => passesFilter(entry, least, node), cost: () => 1});
}

function findHits(base: LogSequence, matcher: Matcher): LogLayer {
	return new LogLayer(base, {
		keeps: entry => entryMatches(entry, matcher),
		cost: ({message}) => 12 + (message.safe.length >>> 4),
		watched: matcher.kind === 'expression',
	});
}

const errorRule = {keeps: ({severity}: LogEntry) => severity === 'error', cost: () => 1};

const nodeRule = {
	keeps: ({nodeId}: LogEntry, layer: LogLayer) =>
		nodeId !== null && nodeId.exact !== layer.entryAt(layer.length - 1)?.nodeId?.exact,
	cost: () => 1,
};
