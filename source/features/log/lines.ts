import type {LogEntry} from '../../core/log/log-entry.ts';
import {parseLogQuery, type LogQuery} from '../../core/log/log-query.ts';
import {emptyLog, logLength, type RunLog} from '../../core/log/run-log.ts';
import {isNextStep} from '../../core/log/steps.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {markedInSight, selectedRun} from '../runs/index.ts';
import {allRuns, freshLogView, type EntryRef, type LogPosition} from './state.ts';

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

/**
 * What the lines of a log depend on. `opened`: the opened folds; null without folding. `maxLines`: how many of the newest
 * entries that pass the filter become lines.
 */
type LineOptions = readonly [
	run: RunOrderId,
	search: string,
	hitsOnly: boolean,
	opened: ReadonlySet<string> | null,
	maxLines: number,
];

/** The lines of an empty log, and what is needed to add the lines of new entries. */
const noLines = {
	log: emptyLog,
	lines: [] as readonly LogLine[],
	/** The number of entries that pass the filter. */
	shown: 0,
	/** The time of the last entry, whether entries are missing after the last line, and whether that is in an opened fold. */
	time: Number.NEGATIVE_INFINITY,
	isAfterGap: false,
	isOpened: false,
};

type FoundLines = Readonly<typeof noLines>;

/** The merged log has this many of the newest entries, shared by its runs, but at least `minMerged` of each. */
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
export function runsInLog(state: State): readonly Run[] {
	const run = selectedRun(state);

	if (run === null || !state.view.viewOptions.mergesRuns) {
		return run === null ? [] : [run];
	}

	const marked = markedInSight(state);
	return marked.length === 0 ? [...state.runs.values()] : marked;
}

/** Returns the start of a run, from which its times are counted; null if it is unknown. */
export function runStart(run: Run | undefined): Instant | null {
	const execution = run?.execution;
	return execution?.startedAt ?? run?.log.entries[0]?.at ?? execution?.createdAt ?? null;
}

/** Returns the shown log. */
export function selectLines(state: State) {
	const runs = runsInLog(state);
	const {search, viewOptions} = state.view;
	const {opened} = logViewOf(state);
	const maxLines =
		runs.length <= 1 ? Infinity : Math.max(minMerged, Math.floor(maxMerged / runs.length));
	const found = runs.map(({id, log}) => {
		const [first] = log.entries;
		const options: LineOptions = [id, search, viewOptions.hitsOnly, opened, maxLines];
		return first === undefined ? noLines : finderOf(first)(log, options);
	});
	return {
		lines: mergedLines(found),
		/** The number of entries that pass the filter. */
		shown: found.reduce((sum, {shown}) => sum + shown, 0),
		total: runs.reduce((sum, {log}) => sum + logLength(log), 0),
		leftOut:
			runs.reduce((sum, {log}) => sum + log.leftOut, 0) +
			found.reduce((sum, {shown}) => sum + Math.max(0, shown - maxLines), 0),
	};
}

/** Returns the entries that pass a filter, by default that of the log, in order of time, each as a line of its own. */
export function unfoldedLines(state: State, search = state.view.search): readonly LogLine[] {
	const {hitsOnly} = state.view.viewOptions;
	return mergedLines(
		runsInLog(state).map(({id, log}) => findLines(log, [id, search, hitsOnly, null, Infinity])),
	);
}

/**
 * Returns a function that finds the lines of the log that begins with an entry. While the log grows, it adds the lines of
 * the new entries to its last result: with a log of 100,000 entries, the slowest key of `npm run bench -- keys` takes 64 to
 * 86 ms, and 127 to 218 if all lines are found anew. It keeps the lines without a search too, because each search begins
 * and ends with them.
 */
const finderOf = memoizeByObject((_first: LogEntry) => {
	const kept = new Map<boolean, readonly [FoundLines, LineOptions]>();

	return (log: RunLog, options: LineOptions): FoundLines => {
		const [, search] = options;
		const [before, earlier] = kept.get(search === '') ?? [noLines, []];
		const isSame = options.every((option, place) => option === earlier[place]);

		if (isSame && before.log === log) {
			return before;
		}

		const canContinue = isSame && isContinued(before, log, options);
		const found = findLines(log, options, canContinue ? before : noLines);
		kept.set(search === '', [found, options]);
		return found;
	};
});

/** Whether the log has the same entries as before, and perhaps new ones at its end. */
function isContinued(
	{log: before}: FoundLines,
	log: RunLog,
	[, , , , maxLines]: LineOptions,
): boolean {
	return (
		maxLines === Infinity &&
		before.leftOut === log.leftOut &&
		before.entries.every((entry, place) => entry === log.entries[place])
	);
}

/** `before`: the lines of the start of the log. */
function findLines(log: RunLog, options: LineOptions, before = noLines): FoundLines {
	const [run, search, hitsOnly, opened, maxLines] = options;
	const {shows, finds} = parseLogQuery(search);
	const {entries, leftOut, gaps} = log;
	const from = before.log.entries.length;
	const passes = (entry: LogEntry) => shows(entry) && (!hitsOnly || finds === null || finds(entry));
	const oldest = maxLines === Infinity ? 0 : startOfNewest(entries, passes, maxLines);
	const lines = [...before.lines];
	const missing = new Set(gaps);
	let {shown, time, isAfterGap, isOpened} = before;
	let place = from - 1;

	for (const entry of entries.slice(from)) {
		place++;
		const index = leftOut + place;
		time = Math.max(time, entry.at ?? time);
		isAfterGap ||= missing.has(index);

		if (!passes(entry)) {
			continue;
		}

		shown++;

		if (place >= oldest) {
			const isHit = finds?.(entry) === true;
			const head = lines.at(-1);
			const isStep =
				opened !== null && !isAfterGap && head?.isHit === isHit && isNextStep(head.entry, entry);
			isOpened = isStep
				? isOpened
				: opened !== null && opened.size > 0 && opened.has(foldKey({run, firstIndex: index}));

			if (isStep && !isOpened) {
				lines[lines.length - 1] = {...head, index, entry, time, count: head.count + 1};
			} else {
				lines.push({
					run,
					index,
					entry,
					time,
					isHit,
					isAfterGap,
					first: entry,
					firstIndex: index,
					count: 1,
				});
			}
		}

		isAfterGap = false;
	}

	return {log, lines, shown, time, isAfterGap, isOpened};
}

/** Returns the place of the first of the newest `maxLines` entries that pass. */
function startOfNewest(
	entries: readonly LogEntry[],
	passes: LogQuery['shows'],
	maxLines: number,
): number {
	let left = maxLines;
	return entries.findLastIndex(entry => passes(entry) && --left === 0);
}

export function foldKey({run, firstIndex}: Pick<LogLine, 'run' | 'firstIndex'>): string {
	return `${run} ${firstIndex}`;
}

function mergedLines(found: readonly FoundLines[]): readonly LogLine[] {
	const [first = noLines, ...others] = found;
	return mergeLines(first.lines, ...others.map(({lines}) => lines));
}

/** Merges the logs of runs by time. Lines with the same time are in the order of their runs. */
const mergeLines = memoizeByObject(
	(first: readonly LogLine[], ...others: ReadonlyArray<readonly LogLine[]>): readonly LogLine[] =>
		others.length === 0 ? first : [first, ...others].flat().sort((a, b) => a.time - b.time),
);

/** Returns the place of an entry among the lines; if it is not shown, that of the last line before it in its run, or 0. */
export function placeOfEntry(lines: readonly LogLine[], ref: EntryRef): number {
	const place = lines.findLastIndex(
		({run, firstIndex}) => run === ref.run && firstIndex <= ref.index,
	);
	return Math.max(0, place);
}

export const placesOfHits = memoizeByObject((lines: readonly LogLine[]): readonly number[] =>
	lines.flatMap(({isHit}, place) => (isHit ? [place] : [])),
);
