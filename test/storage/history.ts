import {join} from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {isFinalPhase} from '../../source/core/execution.ts';
import {wholeHistory, type HistoryQuery, type HistoryRecord} from '../../source/core/history.ts';
import {storageCalls, type StorageCalls} from '../../source/storage/calls.ts';
import {createDatabaseFile, openDatabase} from '../../source/storage/database.ts';
import {temporaryFolder, type Scope} from '../helpers/program.ts';
import {start} from '../helpers/values.ts';
import {account} from './stored.ts';

/** The time of the responses in the tests. */
export const now = start;
export const day = 86_400_000;
const noLimits = {days: 1e6, bytes: Infinity};

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

/** Opens a new database. `accountOf` gives the calls of another account in it. */
export function openHistory(t: Scope, limits = noLimits) {
	const path = join(temporaryFolder(t), 'state.db');
	createDatabaseFile(path);
	const database = openDatabase(path, 0);
	database.exec('PRAGMA synchronous = OFF');
	t.after(() => {
		database.close();
	});
	const accountOf = (service: string, used: DatabaseSync = database): StorageCalls =>
		storageCalls(used, {...account, service}, limits);
	return {database, accountOf, calls: accountOf(account.service)};
}

/** Returns the ids of the runs that a query finds, in order. */
export function idsOf(calls: StorageCalls, query: Partial<HistoryQuery> = {}): readonly string[] {
	return calls.findRuns({...wholeHistory, ...query}).runs.map(({order}) => order.id.exact);
}
