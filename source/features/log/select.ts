import type {LogEntry} from '../../core/log/log-entry.ts';
import {parseLogQuery} from '../../core/log/log-query.ts';
import {errorIndices} from '../../core/log/run-log.ts';
import {stepCountOf} from '../../core/log/steps.ts';
import {findRanges, type Matcher} from '../../core/text/text-search.ts';
import type {State} from '../../store/state.ts';
import type {TextRange} from '../../terminal/wrap-text.ts';
import {markedInSight} from '../runs/index.ts';
import {placesOfHits, runsInLog, runStart, type LogLine} from './lines.ts';
import {messageText} from './text.ts';
import {selectLogViewport, type LogViewport} from './viewport.ts';

export type LogModel = Readonly<ReturnType<typeof selectLog>>;

export function selectLog(state: State) {
	const {search, viewOptions} = state.view;
	const viewport = selectLogViewport(state);
	const {view, lines, cursor, top, height, columns, selection, shown, total} = viewport;
	const query = parseLogQuery(search);
	const hits = placesOfHits(lines);
	const following = view.cursor === null;
	return {
		viewOptions,
		search,
		hasUnknownLevel: query.hasUnknownLevel,
		hasWords: query.finds !== null,
		/** The number of entries before filtering, including those that were left out. */
		total,
		shown,
		errors: runsInLog(state).reduce((sum, {log}) => sum + errorIndices(log).length, 0),
		rows: lines
			.slice(top, top + height)
			.flatMap((line, row) => rowsOf(line, top + row, viewport, query.matchers, state))
			.slice(0, height),
		columns,
		/** The place of the first visible line. */
		scrollTop: top,
		following,
		/** How many lines are new since the log stopped following its end. */
		newBelow: following ? 0 : newLines(viewport, viewOptions.mergesRuns),
		sideways: view.sideways,
		markedRuns: markedInSight(state).length,
		hits: hits.length,
		/** The number of the hit under the cursor, from 1; null if the cursor is not at a hit. */
		hitNumber: hits.indexOf(cursor) + 1 || null,
		selected: selection === null ? 0 : selection.to - selection.from + 1,
	};
}

/** A row of the log pane shows a line or a part of it, or says that entries are missing above. */
export type LogRow = Readonly<ReturnType<typeof rowsOf>[number]>;
export type EntryRow = Extract<LogRow, {kind: 'entry'}>;

function rowsOf(
	line: LogLine,
	place: number,
	viewport: LogViewport,
	matchers: readonly Matcher[],
	{view, runs}: State,
) {
	const {cursor, selection, shortIds, leftOut} = viewport;
	const {run, index, entry, isHit} = line;
	const start = view.viewOptions.time === 'clock' ? null : runStart(runs.get(run));
	const id = `${run} ${line.firstIndex}`;
	const common = {
		kind: 'entry' as const,
		index,
		entry,
		/** What the search found; null if the entry is not a hit. */
		marks: isHit ? marksOf(entry, matchers) : null,
		current: place === cursor,
		selected: selection !== null && place >= selection.from && place <= selection.to,
		/** The short id of the run in a merged log. */
		run: shortIds.get(run) ?? null,
		/** The time since the run's start; null if it is unknown, or if the time of day is shown. */
		since: start === null || entry.at === null ? null : entry.at - start,
		/** The whole message. It may take several rows. */
		text: messageText(entry),
		steps: stepsOf(line),
	};
	// The ranges of the message in its rows, null without wrapping. Only row 0 shows time, level and node.
	const parts: ReadonlyArray<TextRange | null> = viewport.partsAt(place) ?? [null];
	const separator = viewport.separatorAt(place);
	// The id of a row is unique among the visible rows, and the same while the log scrolls.
	return [
		...(separator === 'left-out' ? [{kind: separator, id: separator, entries: leftOut}] : []),
		...(separator === 'gap' ? [{kind: separator, id: `${id} gap`}] : []),
		...parts.map((part, row) => ({...common, id: `${id} ${row}`, part, row})),
	];
}

function newLines({lines, total, view}: LogViewport, mergesRuns: boolean): number {
	return mergesRuns
		? Math.max(0, total - view.seen)
		: lines.length - 1 - lines.findLastIndex(({index}) => index < view.seen);
}

/** Returns how far folded steps are, in percent, and the time since the first one; null for a line that is not folded. */
function stepsOf({entry, first, count}: LogLine) {
	if (count === 1) {
		return null;
	}

	const step = stepCountOf(entry);
	return {
		percent: step === null ? null : (100 * step.value) / Math.max(1, step.max),
		time: entry.at === null || first.at === null ? null : Math.max(0, entry.at - first.at),
	};
}

function marksOf(entry: LogEntry, matchers: readonly Matcher[]) {
	const find = (text: string): readonly TextRange[] =>
		matchers.flatMap(({pattern}) => findRanges(text, pattern)).toSorted((a, b) => a.from - b.from);
	return {
		level: find(entry.level?.safe ?? '').length > 0,
		node: find(entry.nodeId?.safe ?? '').length > 0,
		message: find(messageText(entry)),
	};
}
