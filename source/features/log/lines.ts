import type {LogEntry} from '../../core/log/log-entry.ts';
import {parseLogQuery, type LogQuery} from '../../core/log/log-query.ts';
import {logLength, type RunLog} from '../../core/log/run-log.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {callWithTimeLimit} from '../../core/time/call-with-time-limit.ts';
import type {Instant} from '../../core/time/clock.ts';
import {allRuns, type State} from '../../store/state.ts';
import {markedInSight, selectedRun} from '../runs/index.ts';
import {freshLogView, type EntryRef, type LogPosition} from './state.ts';
import {stepKey} from './steps.ts';

/** An entry of the shown log, or consecutive steps of a node, folded to the newest one. */
export type LogLine = EntryRef & {
	readonly entry: LogEntry;
	/** The time of the entry, or else of one before it. It never decreases in the log of a run. */
	readonly time: Instant;
	readonly isHit: boolean;
	/** Whether entries are missing in the log before this one, not only hidden. */
	readonly isAfterGap: boolean;
	/** The oldest of the folded steps, and their number. Without folding: the entry itself, and 1. */
	readonly first: LogEntry;
	readonly firstIndex: number;
	readonly count: number;
};

type FoundLines = {readonly lines: readonly LogLine[]; readonly isTooSlow: boolean};

/** Keys wait for a search, and a regular expression may take forever. */
const searchLimitMs = 100;
/** The merged log has this many of the newest lines, shared by its runs, but at least `minMerged` of each. */
const maxMerged = 40_000;
const minMerged = 200;

/** Identifies the shown log: by the id of the selected run, or by `allRuns` if none is or if all runs are merged. */
export function logKey({view}: Pick<State, 'view'>): RunOrderId {
	return view.viewOptions.mergesRuns || view.selected === null ? allRuns : view.selected;
}

export function logViewOf({view}: Pick<State, 'view'>): LogPosition {
	return view.logs.get(logKey({view})) ?? freshLogView;
}

/** Returns the runs of the shown log. A merged log has the logs of all runs, or if runs are marked, only of those. */
export function shownRuns(state: State): readonly Run[] {
	const run = selectedRun(state);

	if (run === null || !state.view.viewOptions.mergesRuns) {
		return run === null ? [] : [run];
	}

	const marked = markedInSight(state);
	return marked.length === 0 ? [...state.runs.values()] : marked;
}

/** Returns the shown log. */
export function selectLines(state: State) {
	const runs = shownRuns(state);
	const {search, viewOptions} = state.view;
	const {opened} = logViewOf(state);
	const found = runs.map(({id, log}) => findLines(log, id, search, viewOptions.hitsOnly));
	const folded = found.map(({lines}) => foldSteps(lines, opened));
	const [first = [], ...others] = folded;
	const most = maxLines(folded.length);
	return {
		lines: mergeLines(first, ...others),
		/** The number of entries that pass the filter. */
		shown: found.reduce((sum, {lines}) => sum + lines.length, 0),
		total: runs.reduce((sum, {log}) => sum + logLength(log), 0),
		leftOut:
			runs.reduce((sum, {log}) => sum + log.leftOut, 0) +
			folded.reduce((sum, {length}) => sum + Math.max(0, length - most), 0),
		isTooSlow: found.some(({isTooSlow}) => isTooSlow),
	};
}

/** Returns the entries that pass a filter, by default that of the log, in order of time, each as a line of its own. */
export function unfoldedLines(state: State, search = state.view.search): readonly LogLine[] {
	const {hitsOnly} = state.view.viewOptions;
	const found = shownRuns(state).map(({id, log}) => findLines(log, id, search, hitsOnly).lines);
	return found.length === 1 ? (found[0] ?? []) : found.flat().sort((a, b) => a.time - b.time);
}

const findLines = memoizeByObject(
	(log: RunLog, run: RunOrderId, search: string, hitsOnly: boolean): FoundLines => {
		const query = parseLogQuery(search);
		const find = (): readonly LogLine[] => linesOf(log, run, query, hitsOnly);
		const lines = query.hasExpression ? callWithTimeLimit(searchLimitMs, find) : find();
		return {
			lines: lines ?? linesOf(log, run, parseLogQuery(''), false),
			isTooSlow: lines === null,
		};
	},
);

function linesOf(
	{entries, leftOut, gaps}: RunLog,
	run: RunOrderId,
	{shows, finds}: LogQuery,
	hitsOnly: boolean,
): readonly LogLine[] {
	const lines: LogLine[] = [];
	const missing = new Set(gaps);
	let time = Number.NEGATIVE_INFINITY;
	let isAfterGap = false;

	let index = leftOut - 1;

	for (const entry of entries) {
		index++;
		time = Math.max(time, entry.at ?? time);
		isAfterGap ||= missing.has(index);
		const isHit = finds?.(entry) === true;

		if (shows(entry) && (isHit || finds === null || !hitsOnly)) {
			const first = {first: entry, firstIndex: index, count: 1};
			lines.push({run, index, entry, time, isHit, isAfterGap, ...first});
			isAfterGap = false;
		}
	}

	return lines;
}

/** Folds consecutive steps of a node, except opened ones and hits of a search. */
const foldSteps = memoizeByObject(
	(lines: readonly LogLine[], opened: ReadonlySet<string>): readonly LogLine[] => {
		const folded: LogLine[] = [];
		let lastKey: string | null = null;
		let isOpened = false;

		for (const line of lines) {
			const head = folded.at(-1);
			const key = line.isHit ? null : stepKey(line.entry);
			const continues = key !== null && key === lastKey && !line.isAfterGap;
			isOpened = continues ? isOpened : opened.size > 0 && opened.has(foldKey(line));
			lastKey = key;

			if (head !== undefined && continues && !isOpened) {
				const {index, entry, time} = line;
				folded[folded.length - 1] = {...head, index, entry, time, count: head.count + 1};
			} else {
				folded.push(line);
			}
		}

		return folded;
	},
);

export function foldKey({run, firstIndex}: Pick<LogLine, 'run' | 'firstIndex'>): string {
	return `${run} ${firstIndex}`;
}

/** Merges the logs of runs by time. Lines with the same time are in the order of their runs. */
const mergeLines = memoizeByObject(
	(first: readonly LogLine[], ...others: ReadonlyArray<readonly LogLine[]>): readonly LogLine[] =>
		others.length === 0
			? first
			: [first, ...others]
					.flatMap(lines => lines.slice(-maxLines(1 + others.length)))
					.sort((a, b) => a.time - b.time),
);

/** Returns how many lines a log has at most, if `logs` of them are merged. */
function maxLines(logs: number): number {
	return logs <= 1 ? Infinity : Math.max(minMerged, Math.floor(maxMerged / logs));
}

/** Returns the place of an entry among the lines; if it is not shown, that of the last line before it in its run, or 0. */
export function placeOfEntry(lines: readonly LogLine[], ref: EntryRef): number {
	const place = lines.findLastIndex(
		({run, firstIndex}) => run === ref.run && firstIndex <= ref.index,
	);
	return Math.max(0, place);
}
