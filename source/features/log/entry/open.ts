import type {LogEntry} from '../../../core/log/log-entry.ts';
import {entryAt} from '../../../core/log/log-store.ts';
import type {Run} from '../../../core/run.ts';
import {entryRows} from './rows.ts';
import {selectLogViewport} from '../viewport.ts';
import type {EntryRef} from '../index/sequence.ts';
import type {State} from '../../../store/state.ts';
import {withView} from '../../../store/with-view.ts';
import type {Size} from '../../panes/index.ts';

export function openEntry(state: State): State {
	const viewport = selectLogViewport(state);
	const ref = viewport?.logIndex.shown.refAt(viewport.position.cursor);
	return ref === undefined
		? state
		: withView(state, {overlay: {kind: 'entry', entry: ref, top: 0}});
}

export function entryViewLength(state: State, ref: EntryRef): number {
	const found = findEntry(state, ref);
	const width = entryWidth(state.view.size);
	return found === null ? 0 : entryRows(found.entry, found.run.label, width).length;
}

export type OpenEntry = {readonly run: Run; readonly entry: LogEntry};

/** Returns null if the run is no longer watched. */
export function findEntry(state: State, {run: id, index}: EntryRef): OpenEntry | null {
	const run = state.runs.get(id);
	const entry = run === undefined ? undefined : entryAt(run.log, index);
	return run === undefined || entry === undefined ? null : {run, entry};
}

/** The width of the overlay without its frame and padding. */
export function entryWidth({columns}: Size): number {
	return Math.max(1, columns - 4);
}
