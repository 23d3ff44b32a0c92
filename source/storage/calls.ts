import type {DatabaseSync} from 'node:sqlite';
import type {CostGroup, HistoryLimits, HistoryQuery, HistoryRecord} from '../core/history.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import type {StorageAccount} from './database.ts';
import {
	findInputs,
	findRuns,
	findRunsById,
	markAbsence,
	spentSince,
	sumCosts,
	workflowStatistics,
} from './history-queries.ts';
import {readResponse, recordRuns} from './history-rows.ts';
import {
	idsLike,
	markRunSeen,
	prune,
	pruneSteps,
	readVisit,
	runsWithoutInputs,
	writeVisit,
	writeWholeFrom,
} from './history-upkeep.ts';
import type {Change} from './saved-items.ts';
import {addAccount, findAccount, readSavedState, writeChanges} from './saved-state-rows.ts';

/** What other threads can ask of the file. Arguments and results are copied between the threads. */
export type StorageCalls = ReturnType<typeof storageCalls>;

export function storageCalls(
	database: DatabaseSync,
	account: StorageAccount,
	limits: HistoryLimits,
) {
	let isPruning = false;
	// No row has this id.
	const known = () => findAccount(database, account) ?? {database, account: -1};
	const added = () => addAccount(database, account);

	function continuePruning(steps: Iterator<number>): void {
		setImmediate(() => {
			try {
				if (database.isOpen && steps.next().done !== true) {
					continuePruning(steps);
				}
			} catch {
				// The next start tries again. A file that cannot be written is reported by the calls.
			}
		});
	}

	return {
		read: () => readSavedState(database, account),
		write(changes: readonly Change[]) {
			writeChanges(database, account, changes);
		},
		/** Records runs. After the first call, what exceeds the limits is removed, in steps between which calls are served. */
		record(records: readonly HistoryRecord[], at: Instant) {
			recordRuns(added(), records, at);

			if (!isPruning) {
				isPruning = true;
				continuePruning(pruneSteps(database, limits, at));
			}
		},
		findRuns: (query: HistoryQuery) => findRuns(known(), query),
		runs: (ids: readonly RunOrderId[]) => findRunsById(known(), ids),
		inputs: (ids: readonly RunOrderId[]) => findInputs(known(), ids),
		response: (id: RunOrderId) => readResponse(known(), id),
		sumCosts: (query: {readonly by: CostGroup} & Pick<HistoryQuery, 'from' | 'until'>) =>
			sumCosts(known(), query),
		spentSince: (from: Instant, except: readonly RunOrderId[]) => spentSince(known(), from, except),
		workflowStatistics: (from: Instant) => workflowStatistics(known(), from),
		runsWithoutInputs: (from: Instant) => runsWithoutInputs(known(), from),
		lastVisit: () => readVisit(known()),
		visit(at: Instant) {
			writeVisit(added(), at);
		},
		setWholeFrom(from: Instant | null) {
			writeWholeFrom(added(), from);
		},
		markAbsence: (since: Instant, now: Instant) => markAbsence(known(), {since, now}),
		markSeen(id: RunOrderId) {
			markRunSeen(known(), id);
		},
		idsLike: (digits: string) => idsLike(known(), digits),
		prune: (now: Instant) => prune(database, limits, now),
	};
}
