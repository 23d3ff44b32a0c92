import {gapsOf} from '../domain/log-book.ts';
import type {LogEntry} from '../domain/log-entry.ts';
import type {Run, RunOrderId} from '../domain/run.ts';
import {selectedEntries, shownEntries} from './log-lines.ts';
import {selectedRun} from './selected-run.ts';
import type {State} from './state.ts';

/**
 * A part of a run's log that leaves the program. It is the log as it was when the key was pressed, and costs nothing
 * before somebody goes through the entries, which can be done once.
 */
export type LogExcerpt = {
	readonly runId: RunOrderId;
	readonly entries: Iterable<LogEntry>;
	/** Entries before which others are missing. */
	readonly gaps: ReadonlySet<LogEntry>;
};

/** What the log pane shows of the selected run, from the first line to the last; null where it shows nothing. */
export function shownExcerpt(state: State): LogExcerpt | null {
	const run = selectedRun(state);
	return run === null || run.log.length === 0 ? null : excerptOf(run, shownEntries(state, run));
}

/** The whole log of the selected run, whatever the pane shows of it; null where there is none. */
export function wholeExcerpt(state: State): LogExcerpt | null {
	const run = selectedRun(state);
	return run === null || run.log.length === 0 ? null : excerptOf(run, wholeLog(run));
}

/** The entry under the cursor, or those of the selection; null where there is none. */
export function selectedExcerpt(state: State): LogExcerpt | null {
	const run = selectedRun(state);
	const entries = selectedEntries(state);
	return run === null || entries.length === 0 ? null : excerptOf(run, entries);
}

function excerptOf(run: Run, entries: Iterable<LogEntry>): LogExcerpt {
	const {book} = run.log;
	const gaps = gapsOf(run.log)
		.map(({before}) => book.entries[before])
		.filter(entry => entry !== undefined);
	return {runId: run.id, entries, gaps: new Set(gaps)};
}

function* wholeLog({log}: Run): Iterable<LogEntry> {
	for (let index = 0; index < log.length; index++) {
		const entry = log.book.entries[index];

		if (entry !== undefined) {
			yield entry;
		}
	}
}
