import type {SafeText} from '../../core/text/text.ts';
import type {FoldedNode} from './index/fold.ts';
import type {EntryMarks} from './marks.ts';
import type {LogReading} from './state.ts';
import type {LogColumns, TextRange} from './text.ts';
import {countErrors, entryAt} from '../../core/log/log-store.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import type {Run} from '../../core/run.ts';
import {entryMarks, findMarks} from './marks.ts';
import {selectLogViewport, type LogViewport} from './viewport.ts';
import {placeIn, type EntryRef} from './index/sequence.ts';
import {logColumns, messageText} from './text.ts';
import {isAfter} from '../../core/scroll.ts';
import {compileSearch, type Matcher} from './index/matcher.ts';
import type {State} from '../../store/state.ts';
import {countFresh, shownRuns} from './unread.ts';

/**
 * A row of the log pane: a row of an entry, or a separator before the entry at `index`. `gap`: entries are missing
 * before this entry. `unread`: the entries from this entry on are unread.
 */
export type LogRow =
	| {
			readonly kind: 'entry';
			/** A key that is unique among the visible rows, and stays the same while the log scrolls. */
			readonly id: string;
			readonly index: number;
			readonly entry: LogEntry;
			/** The whole message. It may take several rows. */
			readonly text: string;
			/** The range of `text` that this row shows; null without wrapping. */
			readonly part: TextRange | null;
			/** The index of the row within the entry. Only row 0 shows time, level and node. */
			readonly row: number;
			readonly hit: boolean;
			/** The ranges of the matches; null if the entry does not match. */
			readonly marks: EntryMarks | null;
			readonly current: boolean;
			/** The folded node that the row represents; null if the row represents a single entry. */
			readonly fold: FoldedNode | null;
			readonly selected: boolean;
			readonly run: SafeText | null;
			/** The time since the run's start or the previous entry; null if unknown or not shown. */
			readonly since: Duration | null;
	  }
	| {readonly kind: 'gap' | 'unread'; readonly id: string; readonly index: number};

export type LogModel = {
	readonly rows: readonly LogRow[];
	readonly columns: LogColumns;
	readonly reading: LogReading;
	/** The number of entries before filtering. */
	readonly total: number;
	/** The number of entries after filtering and folding. */
	readonly shown: number;
	/** The place of the first visible entry. */
	readonly first: number;
	readonly following: boolean;
	readonly fresh: number;
	readonly errors: number;
	readonly sideways: number;
	/** The exact id of the only shown node; null if all nodes are shown. */
	readonly node: string | null;
	readonly folded: boolean;
	readonly search: string;
	readonly searchState: 'fine' | 'invalid' | 'too-slow';
	/** The number of entries that match the search. */
	readonly hits: number;
	/** The number of the hit under the cursor, from 1; null if the cursor is not at a hit. */
	readonly hitNumber: number | null;
	/** How much of a long log is indexed, in percent; null when the index is complete. */
	readonly readPercent: number | null;
	readonly selected: number;
};

/** Selects the visible rows. The size of the model depends on the pane, not on the log. */
export function selectLog(state: State): LogModel {
	const {search, reading, readPercent} = state.view;
	const found = compileSearch(search);
	const matcher = typeof found === 'string' ? null : found;
	const logViewport = selectLogViewport(state);
	const runs = shownRuns(state);
	const general = {
		reading,
		readPercent,
		search,
		searchState: found === 'invalid' ? 'invalid' : 'fine',
		total: runs.reduce((sum, {log}) => sum + log.length, 0),
		errors: runs.reduce((sum, {log}) => sum + countErrors(log), 0),
	} as const;

	if (logViewport === null) {
		return {...emptyLog, ...general};
	}

	const {view, position, logIndex, count, columns} = logViewport;
	const cursor = logIndex.shown.refAt(position.cursor);
	const {hits} = logIndex;
	const hitPlace = cursor === undefined || hits === null ? null : placeIn(hits, cursor);
	const following = view.cursor === null;
	const other = view.anchor === null ? null : logIndex.shown.placeOf(view.anchor);
	return {
		...general,
		searchState: hits?.gaveUp === true ? 'too-slow' : general.searchState,
		rows: logRows(logViewport, state, matcher, other),
		columns,
		shown: count,
		first: position.top.place,
		following,
		fresh: following ? 0 : countFresh(state),
		sideways: view.sideways,
		node: view.node,
		folded: logIndex.fold !== null,
		hits: hits?.length ?? 0,
		hitNumber: hitPlace === null ? null : hitPlace + 1,
		selected: other === null ? 0 : Math.abs(Math.min(other, count - 1) - position.cursor) + 1,
	};
}

const emptyLog: Omit<LogModel, 'reading' | 'readPercent' | 'search' | 'searchState'> = {
	rows: [],
	columns: logColumns(80, 'clock', 0),
	total: 0,
	shown: 0,
	first: 0,
	following: true,
	fresh: 0,
	errors: 0,
	sideways: 0,
	node: null,
	folded: false,
	hits: 0,
	hitNumber: null,
	selected: 0,
};

function logRows(
	logViewport: LogViewport,
	state: State,
	matcher: Matcher | null,
	other: number | null,
): readonly LogRow[] {
	const {position, rows, count} = logViewport;
	const {top} = position;
	const seen: LogRow[] = [];

	if (matcher !== null) {
		findMarks(visibleHits(logViewport), matcher);
	}

	for (let place = top.place; place < count && seen.length < rows.height; place++) {
		const all = rowsOf(
			logViewport,
			state,
			place,
			matcher,
			isBetween(place, position.cursor, other),
		);
		seen.push(...all.slice(isAfter({place, row: 0}, top) ? 0 : top.row));
	}

	return seen.slice(0, rows.height);
}

function visibleHits({
	logIndex: {shown, hits},
	position,
	rows,
	count,
}: LogViewport): readonly LogEntry[] {
	const {place} = position.top;
	const places = Array.from(
		{length: Math.max(0, Math.min(rows.height, count - place))},
		(_, index) => place + index,
	);
	return places.flatMap(at => {
		const ref = shown.refAt(at);
		const entry = shown.entryAt(at);
		const isHit = ref !== undefined && hits !== null && placeIn(hits, ref) !== null;
		return isHit && entry !== undefined ? [entry] : [];
	});
}

function rowsOf(
	logViewport: LogViewport,
	state: State,
	place: number,
	matcher: Matcher | null,
	selected: boolean,
): readonly LogRow[] {
	const {logIndex, position, shortIds} = logViewport;
	const {shown, hits} = logIndex;
	const entry = shown.entryAt(place);
	const ref = shown.refAt(place);

	if (entry === undefined || ref === undefined) {
		return [];
	}

	const hit = matcher !== null && hits !== null && placeIn(hits, ref) !== null;
	const text = messageText(entry);
	const common = {
		kind: 'entry',
		index: ref.index,
		entry,
		hit,
		marks: hit ? entryMarks(entry, matcher) : null,
		current: place === position.cursor,
		selected,
		run: shortIds.get(ref.run) ?? null,
		since: sinceOf(state, ref, entry, shown.entryAt(place - 1)),
		text,
		fold: logIndex.fold?.foldAt(entry) ?? null,
	} as const;
	const parts = logViewport.partsAt(place) ?? [null];
	const id = `${ref.run} ${ref.index}`;
	return [
		...logViewport.separatorsAt(place).map(kind => ({kind, id: `${id} ${kind}`, index: ref.index})),
		...parts.map((part, row) => ({...common, id: `${id} ${row}`, part, row})),
	];
}

/** Returns the time since the run's start or since the previous shown entry; null if unknown or not shown. */
function sinceOf(
	{view, runs}: State,
	ref: EntryRef,
	{at}: LogEntry,
	before: LogEntry | undefined,
): number | null {
	const {time} = view.reading;

	if (at === null || time === 'clock' || time === 'off') {
		return null;
	}

	const from = time === 'previous' ? (before?.at ?? null) : startOf(runs.get(ref.run));
	return from === null ? null : at - from;
}

/** Returns the start of a run, or an estimate: the time of its first entry, or else the time of its creation. */
export function startOf(run: Run | undefined): Instant | null {
	const execution = run?.execution;
	const first = run === undefined ? undefined : entryAt(run.log, 0);
	return execution?.startedAt ?? first?.at ?? execution?.createdAt ?? null;
}

function isBetween(place: number, cursor: number, other: number | null): boolean {
	return other !== null && place >= Math.min(cursor, other) && place <= Math.max(cursor, other);
}
