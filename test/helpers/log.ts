import type {LogEntry} from '../../source/core/log/log-entry.ts';
import {initialState} from '../../source/features/index.ts';
import type {LogModel, LogRow} from '../../source/features/log/select.ts';
import {selectScreen} from '../../source/features/screen-model.ts';
import type {State} from '../../source/store/state.ts';
import {added, stateAfter} from './play.ts';
import {polled, start} from './values.ts';

type EntryRow = Extract<LogRow, {kind: 'entry'}>;

/** A state with the log in front. The first run has the entries; further runs have no log yet. */
export function readingLog(
	logs: readonly LogEntry[],
	{ids = ['a'], size = {columns: 100, rows: 40}, fields = {}} = {},
): State {
	return stateAfter(
		initialState({size}, start),
		added(ids),
		polled(ids[0] ?? '', fields, logs),
		'3',
	);
}

export function logOf(state: State): LogModel {
	return selectScreen(state).log;
}

/** The visible rows of entries, without separators. */
export function shownEntries(state: State): readonly EntryRow[] {
	return logOf(state).rows.filter(row => row.kind === 'entry');
}

export function shownMessages(state: State): readonly string[] {
	return shownEntries(state).map(({entry}) => entry.message.exact);
}

export function rowAtCursor(state: State): EntryRow | undefined {
	return shownEntries(state).find(({current}) => current);
}

export function messageAtCursor(state: State): string | undefined {
	return rowAtCursor(state)?.entry.message.exact;
}
