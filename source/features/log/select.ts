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
import {shownRuns} from './index/select.ts';
import {placeIn, type EntryRef, type LogSequence} from './index/sequence.ts';
import {messageText} from './text.ts';
import {compileSearch} from './index/matcher.ts';
import type {State} from '../../store/state.ts';
import {countFresh} from './unread.ts';

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
	const viewport = selectLogViewport(state);
	const {view, shown, hits, fold, cursor, top, columns} = viewport;
	const runs = shownRuns(state);
	const cursorRef = shown.refAt(cursor);
	const hitPlace = cursorRef === undefined || hits === null ? null : placeIn(hits, cursorRef);
	const isInvalid = compileSearch(search) === 'invalid';
	const following = view.cursor === null;
	const anchor =
		view.anchor === null ? null : Math.min(shown.placeOf(view.anchor), shown.length - 1);
	return {
		reading,
		readPercent,
		search,
		searchState: isInvalid ? 'invalid' : hits?.gaveUp === true ? 'too-slow' : 'fine',
		total: runs.reduce((sum, {log}) => sum + log.length, 0),
		errors: runs.reduce((sum, {log}) => sum + countErrors(log), 0),
		rows: logRows(viewport, state, anchor),
		columns,
		shown: shown.length,
		first: top.place,
		following,
		fresh: following ? 0 : countFresh(state),
		sideways: view.sideways,
		node: view.node,
		folded: fold !== null,
		hits: hits?.length ?? 0,
		hitNumber: hitPlace === null ? null : hitPlace + 1,
		selected: anchor === null ? 0 : Math.abs(anchor - cursor) + 1,
	};
}

/** Returns the visible rows. `anchor`: the place at which the selection starts; null without a selection. */
function logRows(viewport: LogViewport, state: State, anchor: number | null): readonly LogRow[] {
	const {top, rows, shown, cursor, matcher} = viewport;
	const seen: LogRow[] = [];

	if (matcher !== null) {
		findMarks(visibleHits(viewport), matcher);
	}

	for (let {place} = top; place < shown.length && seen.length < top.row + rows.height; place++) {
		const selected =
			anchor !== null && place >= Math.min(cursor, anchor) && place <= Math.max(cursor, anchor);
		seen.push(...rowsOf(viewport, state, place, selected));
	}

	return seen.slice(top.row, top.row + rows.height);
}

function visibleHits({shown, hits, top, rows}: LogViewport): readonly LogEntry[] {
	const count = Math.max(0, Math.min(rows.height, shown.length - top.place));
	return Array.from({length: count}, (_, index) => top.place + index).flatMap(place =>
		isHit(shown.refAt(place), hits) ? (shown.entryAt(place) ?? []) : [],
	);
}

function isHit(ref: EntryRef | undefined, hits: LogSequence | null): boolean {
	return ref !== undefined && hits !== null && placeIn(hits, ref) !== null;
}

function rowsOf(
	viewport: LogViewport,
	state: State,
	place: number,
	selected: boolean,
): readonly LogRow[] {
	const {shown, hits, fold, matcher, cursor, shortIds} = viewport;
	const entry = shown.entryAt(place);
	const ref = shown.refAt(place);

	if (entry === undefined || ref === undefined) {
		return [];
	}

	const {index} = ref;
	const common = {
		kind: 'entry',
		index,
		entry,
		marks: matcher !== null && isHit(ref, hits) ? entryMarks(entry, matcher) : null,
		current: place === cursor,
		selected,
		run: shortIds.get(ref.run) ?? null,
		since: sinceOf(state, ref, entry, shown.entryAt(place - 1)),
		text: messageText(entry),
		fold: fold?.foldAt(entry) ?? null,
	} as const;
	const parts = viewport.partsAt(place) ?? [null];
	const id = `${ref.run} ${index}`;
	return [
		...viewport.separatorsAt(place).map(kind => ({kind, id: `${id} ${kind}`, index})),
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
