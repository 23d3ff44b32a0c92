import type {DatabaseSync} from 'node:sqlite';
import type {HistoryLimits} from '../core/history.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import {dayMs} from '../core/time/duration.ts';
import {inTransaction, type StoredAccount} from './database.ts';

/** How many runs, and pages of the file, one step of pruning removes at most. */
const maxRuns = 200;
const maxPages = 100;

type LastVisit = {
	/** The time up to which a session with a screen knew all runs. */
	readonly visitedAt: Instant | null;
	/** When the oldest run was created that had not ended then. */
	readonly oldestUnfinished: Instant | null;
	/** Since when the history has all ended runs of the account; null if that is not known. */
	readonly wholeFrom: Instant | null;
};

export function readVisit({database, account}: StoredAccount): LastVisit {
	const row = database
		.prepare(
			`SELECT visited_at AS visitedAt, whole_from AS wholeFrom, (SELECT min(created_at) FROM history
				WHERE account_id = accounts.id AND end_known_at IS NULL) AS oldestUnfinished
			FROM accounts WHERE id = ?`,
		)
		.get(account) as LastVisit | undefined;
	return {visitedAt: null, oldestUnfinished: null, wholeFrom: null, ...row};
}

export function writeVisit({database, account}: StoredAccount, at: Instant): void {
	database.prepare('UPDATE accounts SET visited_at = ? WHERE id = ?').run(Math.round(at), account);
}

export function writeWholeFrom({database, account}: StoredAccount, from: Instant | null): void {
	database
		.prepare('UPDATE accounts SET whole_from = ? WHERE id = ?')
		.run(from === null ? null : Math.round(from), account);
}

export function markRunSeen({database, account}: StoredAccount, id: RunOrderId): void {
	database
		.prepare('UPDATE history SET is_unseen = 0 WHERE account_id = ? AND run_order_id = ?')
		.run(account, id);
}

/** Returns the ended runs since a time whose inputs were never requested, the newest first. */
export function runsWithoutInputs(
	{database, account}: StoredAccount,
	from: Instant,
): readonly RunOrderId[] {
	const rows = database
		.prepare(
			`SELECT run_order_id AS id FROM history LEFT JOIN history_details USING (id)
			WHERE account_id = ? AND at >= ? AND end_known_at IS NOT NULL AND inputs IS NULL ORDER BY at DESC`,
		)
		.all(account, from) as unknown as ReadonlyArray<{readonly id: RunOrderId}>;
	return rows.map(({id}) => id);
}

/** Removes the runs of all accounts that are older than the limit, then the oldest until the file is small enough. */
export function prune(
	database: DatabaseSync,
	limits: HistoryLimits,
	now: Instant,
): {readonly removed: number; readonly bytes: number} {
	let removed = 0;

	for (const changes of pruneSteps(database, limits, now)) {
		removed += changes;
	}

	return {removed, bytes: sizeOf(database)};
}

/** Prunes in steps of some milliseconds, and yields after each how many runs it removed. */
export function* pruneSteps(
	database: DatabaseSync,
	{days, bytes}: HistoryLimits,
	now: Instant,
): Generator<number> {
	const remove = database.prepare(
		`DELETE FROM history WHERE id IN (SELECT id FROM history WHERE at < ? ORDER BY at LIMIT ${maxRuns})
		RETURNING at`,
	);
	// The history of an account no longer has all runs since then.
	const shorten = database.prepare('UPDATE accounts SET whole_from = max(whole_from, ?)');

	for (;;) {
		const isTooLarge = sizeOf(database) > bytes;
		const until = isTooLarge ? Number.MAX_SAFE_INTEGER : Math.round(now - days * dayMs);
		let changes = 0;
		inTransaction(database, () => {
			const removed = remove.all(until).map(row => Number(row['at']));
			changes = removed.length;

			if (changes > 0) {
				shorten.run(Math.max(...removed) + 1);
			}
		});
		const free = pragma(database, 'freelist_count');
		database.exec(`PRAGMA incremental_vacuum(${maxPages})`);

		if (changes === 0 && pragma(database, 'freelist_count') === free) {
			return;
		}

		yield changes;
	}
}

/** Returns the ids of runs of the history that begin or end with the hexadecimal digits. */
export function idsLike({database, account}: StoredAccount, digits: string): readonly RunOrderId[] {
	return database
		.prepare(
			`SELECT run_order_id FROM history WHERE account_id = :account
			AND (run_order_id GLOB '*_' || :digits || '*' OR run_order_id GLOB '*' || :digits)`,
		)
		.all({account, digits})
		.map(row => String(row['run_order_id']));
}

/** The size of the pages in use. Removed rows leave free pages in the file. */
function sizeOf(database: DatabaseSync): number {
	const pages = pragma(database, 'page_count') - pragma(database, 'freelist_count');
	return pages * pragma(database, 'page_size');
}

function pragma(database: DatabaseSync, name: string): number {
	return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
