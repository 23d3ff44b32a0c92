import type {DatabaseSync} from 'node:sqlite';
import type {RunProfile} from '../core/forecast/run-profile.ts';
import type {RunOrderId} from '../core/run.ts';
import {
	emptySavedState,
	maxRuns,
	maxWorkflows,
	type DroppedRun,
	type RunProfiles,
	type SavedState,
} from '../core/saved-state.ts';
import {lastView, type Change, type IdSet} from './changes.ts';
import {hashKey, inTransaction, type StorageAccount, type StoredAccount} from './database.ts';
import {readLabels, writeLabel} from './label-rows.ts';
import {readViews, writeView} from './view-rows.ts';

/** The maximum number of saved run ids in each set, such as `pinned`, and of removed runs. The newest are kept. */
const maxIds = 2000;

type MemberRow = {readonly set_name: IdSet; readonly run_order_id: RunOrderId};

type ProfileRow = {
	readonly workflow_id: string;
	readonly run_order_id: RunOrderId;
	readonly seconds: number;
	readonly curve: string | null;
	readonly longest_idle: number | null;
	readonly ended_at: number | null;
	readonly missed_above: number | null;
	readonly missed_below: number | null;
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

	const views = readViews(stored);
	const {filter, sort} = views.get(lastView) ?? emptySavedState;
	const members = database
		.prepare(
			'SELECT set_name, run_order_id FROM set_members WHERE account_id = ? ORDER BY position',
		)
		.all(stored.account) as unknown as readonly MemberRow[];
	const idsIn = (set: IdSet): ReadonlySet<RunOrderId> =>
		new Set(members.filter(row => row.set_name === set).map(row => row.run_order_id));
	return {
		watched: idsIn('watched'),
		dropped: readDropped(stored),
		pinned: idsIn('pinned'),
		labels: readLabels(stored),
		sort,
		filter,
		views: new Map([...views].filter(([name]) => name !== lastView)),
		runProfiles: readProfiles(stored),
	};
}

/** Writes changes of an account: all of them, or none if it throws. */
export function writeChanges(
	database: DatabaseSync,
	account: StorageAccount,
	changes: readonly Change[],
): void {
	inTransaction(database, () => {
		const stored = addAccount(database, account);

		for (const change of changes) {
			writeChange(stored, change);
		}

		removeOldest(stored, changes);
	});
}

function writeChange(stored: StoredAccount, change: Change): void {
	const {database, account} = stored;

	switch (change.kind) {
		case 'member': {
			database
				.prepare(
					change.present
						? 'INSERT OR IGNORE INTO set_members (account_id, set_name, run_order_id) VALUES (?, ?, ?)'
						: 'DELETE FROM set_members WHERE account_id = ? AND set_name = ? AND run_order_id = ?',
				)
				.run(account, change.set, change.id);
			return;
		}

		case 'dropped': {
			if (change.run === null) {
				database
					.prepare('DELETE FROM dropped_runs WHERE account_id = ? AND run_order_id = ?')
					.run(account, change.id);
			} else {
				const {droppedAt, title, status} = change.run;
				database
					.prepare('INSERT OR REPLACE INTO dropped_runs VALUES (NULL, ?, ?, ?, ?, ?)')
					.run(account, change.id, Math.round(droppedAt), title, status);
			}

			return;
		}

		case 'label': {
			writeLabel(stored, change);
			return;
		}

		case 'view':
			writeView(stored, change);
			return;

		case 'profile': {
			const {seconds, curve, longestIdleSec, endedAt = null, missed} = change.profile;
			database
				.prepare('INSERT OR IGNORE INTO run_profiles VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
				.run(
					account,
					change.workflowId,
					change.id,
					seconds,
					curve === null ? null : JSON.stringify(curve),
					longestIdleSec,
					endedAt,
					missed?.above ?? null,
					missed?.below ?? null,
				);
		}
	}
}

/** Keeps the limits of the sets, removed runs and run profiles that `changes` have extended. */
function removeOldest({database, account}: StoredAccount, changes: readonly Change[]): void {
	const sets = changes.flatMap(change => (change.kind === 'member' ? [change.set] : []));
	const workflows = changes.flatMap(change =>
		change.kind === 'profile' ? [change.workflowId] : [],
	);

	if (changes.some(({kind}) => kind === 'dropped')) {
		database
			.prepare(
				`DELETE FROM dropped_runs WHERE position IN (
					SELECT position FROM dropped_runs WHERE account_id = ?
					ORDER BY position DESC LIMIT -1 OFFSET ${maxIds})`,
			)
			.run(account);
	}

	for (const set of new Set(sets)) {
		database
			.prepare(
				`DELETE FROM set_members WHERE position IN (
					SELECT position FROM set_members WHERE account_id = ? AND set_name = ?
					ORDER BY position DESC LIMIT -1 OFFSET ${maxIds})`,
			)
			.run(account, set);
	}

	for (const workflow of new Set(workflows)) {
		database
			.prepare(
				`DELETE FROM run_profiles WHERE position IN (
					SELECT position FROM run_profiles WHERE account_id = ? AND workflow_id = ?
					ORDER BY ifnull(ended_at, 0) DESC, position DESC LIMIT -1 OFFSET ${maxRuns})`,
			)
			.run(account, workflow);
	}

	if (workflows.length > 0) {
		database
			.prepare(
				`DELETE FROM run_profiles WHERE account_id = ? AND workflow_id IN (
					SELECT workflow_id FROM run_profiles WHERE account_id = ? GROUP BY workflow_id
					ORDER BY max(position) DESC LIMIT -1 OFFSET ${maxWorkflows})`,
			)
			.run(account, account);
	}
}

function readDropped({database, account}: StoredAccount): SavedState['dropped'] {
	const rows = database
		.prepare(
			`SELECT run_order_id AS id, dropped_at AS droppedAt, title, status FROM dropped_runs
			WHERE account_id = ? ORDER BY position`,
		)
		.all(account) as unknown as ReadonlyArray<DroppedRun & {readonly id: RunOrderId}>;
	return new Map(rows.map(({id, droppedAt, title, status}) => [id, {droppedAt, title, status}]));
}

/** Returns the workflows in the order of their last change, and the runs of each by their end. */
function readProfiles({database, account}: StoredAccount): RunProfiles {
	const rows = database
		.prepare(
			`SELECT *, max(position) OVER (PARTITION BY workflow_id) AS changed FROM run_profiles
			WHERE account_id = ? ORDER BY changed, ifnull(ended_at, 0), position`,
		)
		.all(account) as unknown as readonly ProfileRow[];
	const workflows = Map.groupBy(rows, row => row.workflow_id);
	return new Map(
		[...workflows].map(([workflowId, runs]) => [
			workflowId,
			new Map(runs.map(row => [row.run_order_id, profileOf(row)])),
		]),
	);
}

function profileOf(row: ProfileRow): RunProfile {
	const {seconds, curve, ended_at: endedAt, missed_above: above, missed_below: below} = row;
	return {
		seconds,
		curve: curve === null ? null : (JSON.parse(curve) as number[]),
		longestIdleSec: row.longest_idle,
		...(endedAt === null ? {} : {endedAt}),
		...(above === null || below === null ? {} : {missed: {above, below}}),
	};
}
