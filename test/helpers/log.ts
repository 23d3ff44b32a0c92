import type {LogEntry} from '../../source/core/log/log-entry.ts';
import type {LogRow} from '../../source/features/log/select.ts';
import type {Action} from '../../source/store/action.ts';
import {selectScreen} from '../../source/store/selectors.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {added, invoked, stateAfter, typed} from './play.ts';
import {polled, start} from './values.ts';

/** A state with the log in front. The first run has the entries; further runs have no log yet. */
export function readingLog(
	logs: readonly LogEntry[],
	{ids = ['a'], size = {columns: 100, rows: 40}, fields = {}} = {},
): State {
	return stateAfter(
		initialState(size, start),
		added(ids),
		polled(ids[0] ?? '', fields, logs),
		invoked({type: 'focus', pane: 'log'}),
	);
}

/** The visible rows of entries, without separators. */
export function shownEntries(state: State): ReadonlyArray<Extract<LogRow, {kind: 'entry'}>> {
	return selectScreen(state).log.rows.filter(row => row.kind === 'entry');
}

export function shownMessages(state: State): readonly string[] {
	return shownEntries(state).map(({entry}) => entry.message.exact);
}

export function rowAtCursor(state: State): Extract<LogRow, {kind: 'entry'}> | undefined {
	return shownEntries(state).find(({current}) => current);
}

/** The actions of a user who opens the search, types `text` and submits it. */
export function searching(text: string): readonly Action[] {
	return [
		invoked({type: 'search'}),
		invoked({type: 'erase', to: 'start'}),
		typed(text),
		invoked({type: 'submit'}),
	];
}
