import type {HistoryLimits} from '../core/history.ts';
import type {Instant} from '../core/time/clock.ts';
import {dayMs} from '../core/time/duration.ts';
import {inTransaction, type AccountDatabase} from './database.ts';
import {writeValue} from './saved-items.ts';

/** The number of runs that are removed at once, which takes some milliseconds. */
const maxPruned = 100;

/** What the history knows of the last visit: a session with a screen. */
export function readVisit(stored: AccountDatabase) {
	const {database, account} = stored;
	const unfinished = database
		.prepare('SELECT min(created_at) AS at FROM runs WHERE account = ? AND end_known_at IS NULL')
		.get(account) as {readonly at: Instant | null};
	const wholeFrom = readTime(stored, 'whole');
	return {
		/** The time up to which it knew all runs. */
		visitedAt: readTime(stored, 'visit'),
		/** The creation time of the oldest run that had not ended then. */
		oldestUnfinished: unfinished.at,
		/** Since when the history has all ended runs of the account; null if that is not known. */
		wholeFrom: wholeFrom === null ? null : Math.max(wholeFrom, prunedUntil(stored)),
	};
}

function readTime({database, account}: AccountDatabase, kind: string): Instant | null {
	const row = database
		.prepare('SELECT value FROM saved WHERE account = ? AND kind = ?')
		.get(account, kind);
	return row === undefined ? null : Number(row['value']);
}

/** Returns the time before which the history is incomplete, because older runs were removed. */
function prunedUntil({database}: AccountDatabase): Instant {
	return readTime({database, account: ''}, 'pruned') ?? 0;
}

export function writeVisit(stored: AccountDatabase, at: Instant): void {
	writeValue(stored, 'visit ', String(Math.round(at)));
}

export function writeCompleteSince(stored: AccountDatabase, from: Instant | null): void {
	writeValue(stored, 'whole ', from === null ? null : String(Math.round(from)));
}

/**
 * Removes some of the runs of all accounts that are older than the limit, or else the oldest while the file is too large.
 * Returns how many: 0 when nothing is left to remove.
 */
export function pruneSome(
	stored: AccountDatabase,
	{days, bytes}: HistoryLimits,
	now: Instant,
): number {
	const {database} = stored;
	const until = sizeOf(database) > bytes ? Number.MAX_SAFE_INTEGER : now - days * dayMs;
	let removed = 0;
	inTransaction(database, () => {
		const times = database
			.prepare(
				`DELETE FROM runs WHERE run IN (SELECT run FROM runs WHERE at < ? ORDER BY at LIMIT ${maxPruned})
				RETURNING at`,
			)
			.all(Math.max(0, Math.round(until)))
			.map(({at}) => Number(at));
		removed = times.length;

		if (removed > 0) {
			const pruned = Math.max(prunedUntil(stored), ...times.map(at => at + 1));
			writeValue({database, account: ''}, 'pruned ', String(pruned));
		}
	});
	return removed;
}

/** Prunes, and gives the free pages back to the file system, which takes seconds for a large file. */
export function pruneAll(
	stored: AccountDatabase,
	limits: HistoryLimits,
	now: Instant,
): {readonly removed: number; readonly bytes: number} {
	let removed = 0;
	let last: number;

	do {
		last = pruneSome(stored, limits, now);
		removed += last;
	} while (last > 0);

	stored.database.exec('VACUUM');
	return {removed, bytes: sizeOf(stored.database)};
}

/** Returns the size of the pages in use, in bytes. Removed rows leave free pages in the file. */
function sizeOf(database: AccountDatabase['database']): number {
	const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
	return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
}
