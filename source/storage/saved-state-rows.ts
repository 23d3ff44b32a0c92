import type {DatabaseSync} from 'node:sqlite';
import {emptySavedState, maxRuns, maxWorkflows, type SavedState} from '../core/saved-state.ts';
import {hashKey, inTransaction, type StorageAccount, type StoredAccount} from './database.ts';
import {recordTextOf} from './history-rows.ts';
import {savedStateOf, type Change, type ItemKind} from './saved-items.ts';

/** The maximum number of items of each kind; of profiles, for each workflow. The newest are kept. */
const maxItems: Readonly<Partial<Record<ItemKind, number>>> = {
	watched: 2000,
	dropped: 2000,
	profile: maxRuns,
};

export function findAccount(
	database: DatabaseSync,
	{service, key}: StorageAccount,
): StoredAccount | null {
	const row = database
		.prepare('SELECT id FROM accounts WHERE service = ? AND key_hash = ?')
		.get(service, hashKey(database, key));
	return row === undefined ? null : {database, account: Number(row['id'])};
}

/** Adds the account if the file does not know it. */
export function addAccount(database: DatabaseSync, account: StorageAccount): StoredAccount {
	const known = findAccount(database, account);

	if (known !== null) {
		return known;
	}

	database
		.prepare('INSERT OR IGNORE INTO accounts (service, key_hash) VALUES (?, ?)')
		.run(account.service, hashKey(database, account.key));
	return addAccount(database, account);
}

/** Reads the saved state of an account. It is empty if the file does not know the account. */
export function readSavedState(database: DatabaseSync, account: StorageAccount): SavedState {
	const stored = findAccount(database, account);

	if (stored === null) {
		return emptySavedState;
	}

	const rows = database.prepare(
		'SELECT id, value FROM saved_items WHERE account_id = ? AND kind = ? ORDER BY position',
	);
	return savedStateOf(
		kind =>
			new Map(
				rows
					.all(stored.account, kind)
					.map(({id, value}) => [String(id), JSON.parse(String(value))] as const),
			),
	);
}

/** Writes changes of an account: all of them, or none if it throws. An item whose id is too long is left out. */
export function writeChanges(
	database: DatabaseSync,
	account: StorageAccount,
	changes: readonly Change[],
): void {
	inTransaction(database, () => {
		const stored = addAccount(database, account);
		const put = database.prepare(
			`INSERT OR IGNORE INTO saved_items (account_id, kind, id, value) VALUES (?, ?, ?, ?)
			ON CONFLICT (account_id, kind, id) DO UPDATE SET value = excluded.value`,
		);
		const remove = database.prepare(
			'DELETE FROM saved_items WHERE account_id = ? AND kind = ? AND id = ?',
		);

		for (const {kind, id, value} of changes) {
			if (value === null) {
				remove.run(stored.account, kind, id);
			} else {
				put.run(stored.account, kind, id, JSON.stringify(value));
			}

			if (kind === 'label') {
				recordTextOf(stored, id);
			}
		}

		removeOldest(stored, new Set(changes.map(({kind}) => kind)));
	});
}

/** Keeps the limits of the kinds of items that were changed. */
function removeOldest({database, account}: StoredAccount, kinds: ReadonlySet<ItemKind>): void {
	const removeItems = database.prepare(
		`DELETE FROM saved_items WHERE position IN (
			SELECT position FROM (
				SELECT position, row_number() OVER (
					PARTITION BY value ->> 'workflowId' ORDER BY ifnull(value ->> '$.profile.endedAt', 0) DESC, position DESC) AS place
				FROM saved_items WHERE account_id = ? AND kind = ?)
			WHERE place > ?)`,
	);

	for (const kind of kinds) {
		const max = maxItems[kind];

		if (max !== undefined) {
			removeItems.run(account, kind, max);
		}
	}

	if (kinds.has('profile')) {
		database
			.prepare(
				`DELETE FROM saved_items WHERE account_id = :account AND kind = 'profile' AND value ->> 'workflowId' IN (
					SELECT value ->> 'workflowId' FROM saved_items WHERE account_id = :account AND kind = 'profile'
					GROUP BY 1 ORDER BY max(position) DESC LIMIT -1 OFFSET ${maxWorkflows})`,
			)
			.run({account});
	}
}
