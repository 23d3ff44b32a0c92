import type {LogEntry} from '../../core/log/log-entry.ts';
import {entryAt, errorsOf, logLength} from '../../core/log/run-log.ts';
import type {Run} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {TextRange} from '../../terminal/wrap-text.ts';
import {markedInSight} from '../runs/index.ts';
import {compileSearch} from './index/matcher.ts';
import {shownRuns} from './index/select.ts';
import {placeIn, type EntryRef, type LogSequence} from './index/sequence.ts';
import {entryMarks, findMarks} from './marks.ts';
import {messageText} from './text.ts';
import {countNewBelow} from './unread.ts';
import {selectLogViewport, type LogViewport} from './viewport.ts';

export type LogModel = Readonly<ReturnType<typeof selectLog>>;

export function selectLog(state: State) {
	const {search, viewOptions, scannedPercent} = state.view;
	const viewport = selectLogViewport(state);
	const {view, shown, hits, fold, cursor, top, columns, selection} = viewport;
	const runs = shownRuns(state);
	const cursorRef = shown.refAt(cursor);
	const hitPlace = cursorRef === undefined || hits === null ? null : placeIn(hits, cursorRef);
	const following = view.cursor === null;
	return {
		viewOptions,
		scannedPercent,
		search,
		searchState: searchState(search, hits?.gaveUp === true),
		/** The number of entries before filtering. */
		total: runs.reduce((sum, {log}) => sum + logLength(log), 0),
		errors: runs.reduce((sum, {log}) => sum + errorsOf(log).length, 0),
		rows: logRows(viewport, state),
		columns,
		/** The number of entries after filtering and folding. */
		shown: shown.length,
		/** The index of the first visible entry among the shown entries. */
		scrollTop: top.place,
		following,
		newBelow: following ? 0 : countNewBelow(state),
		sideways: view.sideways,
		node: view.node,
		folded: fold !== null,
		markedRuns: markedInSight(state).length,
		hits: hits?.length ?? 0,
		/** The number of the hit under the cursor, from 1; null if the cursor is not at a hit. */
		hitNumber: hitPlace === null ? null : hitPlace + 1,
		selected: selection === null ? 0 : selection.to - selection.from + 1,
	};
}

export function searchState(search: string, gaveUp: boolean): 'fine' | 'invalid' | 'too-slow' {
	return gaveUp ? 'too-slow' : compileSearch(search) === 'invalid' ? 'invalid' : 'fine';
}

function logRows(viewport: LogViewport, state: State): readonly LogRow[] {
	const {top, rows, shown, matcher} = viewport;
	const seen: LogRow[] = [];

	if (matcher !== null) {
		findMarks(visibleHits(viewport), matcher);
	}

	for (let {place} = top; place < shown.length && seen.length < top.row + rows.height; place++) {
		seen.push(...rowsOf(viewport, state, place));
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

/**
 * A row of the log pane shows an entry or is a separator. A separator of kind `gap` shows that entries are missing.
 * `index`: the index of the entry in the log of its run. A separator has the index of the entry below it.
 */
export type LogRow = Readonly<ReturnType<typeof rowsOf>[number]>;

function rowsOf(viewport: LogViewport, state: State, place: number) {
	const {shown, hits, fold, matcher, cursor, selection, shortIds} = viewport;
	const entry = shown.entryAt(place);
	const ref = shown.refAt(place);

	if (entry === undefined || ref === undefined) {
		return [];
	}

	const {index} = ref;
	const common = {
		kind: 'entry' as const,
		index,
		entry,
		/** The ranges of the search hits in the entry; null if the entry does not match. */
		marks: matcher !== null && isHit(ref, hits) ? entryMarks(entry, matcher) : null,
		current: place === cursor,
		selected: selection !== null && place >= selection.from && place <= selection.to,
		run: shortIds.get(ref.run) ?? null,
		/** The time since the run's start or the previous entry, in milliseconds; null if unknown or not shown. */
		since: sinceOf(state, ref, entry, shown.entryAt(place - 1)),
		/** The whole message. It may take several rows. */
		text: messageText(entry),
		/** The folded node that the row represents; null if the row represents only this entry. */
		fold: fold?.filter.foldAt(entry) ?? null,
	};
	const parts: ReadonlyArray<TextRange | null> = viewport.partsAt(place) ?? [null];
	// A key that is unique among the visible rows, and stays the same while the log scrolls.
	const id = `${ref.run} ${index}`;
	return [
		...viewport.separatorsAt(place).map(kind => ({kind, id: `${id} ${kind}`, index})),
		// `part` is the range of the message in this row, null without wrapping. Only row 0 shows time, level and node.
		...parts.map((part, row) => ({...common, id: `${id} ${row}`, part, row})),
	];
}

function sinceOf(
	{view, runs}: State,
	ref: EntryRef,
	{at}: LogEntry,
	before: LogEntry | undefined,
): number | null {
	const {time} = view.viewOptions;

	if (at === null || time === 'clock' || time === 'off') {
		return null;
	}

	const from = time === 'previous' ? (before?.at ?? null) : startOf(runs.get(ref.run));
	return from === null ? null : at - from;
}

export function startOf(run: Run | undefined): Instant | null {
	const execution = run?.execution;
	const first = run === undefined ? undefined : entryAt(run.log, 0);
	return execution?.startedAt ?? first?.at ?? execution?.createdAt ?? null;
}
