import {isFinalPhase} from '../../source/core/execution.ts';
import {wholeHistory, type HistoryQuery, type HistoryRecord} from '../../source/core/history.ts';
import type {SavedState} from '../../source/core/saved-state.ts';
import {memoryPath, openDatabase, type AccountDatabase} from '../../source/storage/database.ts';
import {findRuns} from '../../source/storage/history-queries.ts';
import {recordRun} from '../../source/storage/history-records.ts';
import type {Scope} from '../helpers/program.ts';
import {start} from '../helpers/values.ts';
import {account} from './stored.ts';

/** The time of the responses in the tests. */
export const now = start;
export const day = 86_400_000;

/** A record of a run, which has succeeded if nothing else is given. A run that has ended did so an hour before `now`. */
export function recordOf(id: string, change: Partial<HistoryRecord> = {}): HistoryRecord {
	const phase = change.phase ?? 'succeeded';
	return {
		id,
		phase,
		status: phase,
		endedAt: isFinalPhase(phase) ? now - 3_600_000 : null,
		...change,
	};
}

/** Opens a new database in the memory. */
export function openHistory(t: Scope): AccountDatabase {
	const stored = openDatabase(memoryPath, account, () => undefined);
	t.after(() => stored.database.close());
	return stored;
}

export function record(stored: AccountDatabase, records: readonly HistoryRecord[], at = now): void {
	records.forEach(each => recordRun(stored, each, at));
}

/** Returns the ids of the runs that a query finds, in order. */
export function idsOf(
	stored: AccountDatabase,
	query: Partial<HistoryQuery> = {},
	labels: SavedState['labels'] = new Map(),
): readonly string[] {
	return findRuns(stored, {...wholeHistory, ...query}, labels).runs.map(({id}) => id.exact);
}
