import type {SavedView} from '../core/saved-state.ts';
import type {Change} from './changes.ts';
import type {StoredAccount} from './database.ts';

type ViewRow = {
	readonly name: string;
	readonly filter: string;
	readonly sort_key: string;
	readonly sort_descending: number;
	/** A JSON array of ids. */
	readonly columns: string;
};

export function readViews({database, account}: StoredAccount): ReadonlyMap<string, SavedView> {
	const rows = database
		.prepare('SELECT * FROM views WHERE account_id = ? ORDER BY rowid')
		.all(account) as unknown as readonly ViewRow[];
	return new Map(
		rows.map(row => [
			row.name,
			{
				filter: row.filter,
				sort: {key: row.sort_key, descending: row.sort_descending === 1},
				columns: JSON.parse(row.columns) as readonly string[],
			},
		]),
	);
}

export function writeView(
	{database, account}: StoredAccount,
	{name, view}: Extract<Change, {kind: 'view'}>,
): void {
	if (view === null) {
		database.prepare('DELETE FROM views WHERE account_id = ? AND name = ?').run(account, name);
		return;
	}

	const {filter, sort, columns} = view;
	database
		.prepare('INSERT OR REPLACE INTO views VALUES (?, ?, ?, ?, ?, ?)')
		.run(account, name, filter, sort.key, Number(sort.descending), JSON.stringify(columns));
}
