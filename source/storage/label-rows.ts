import type {RunOrderId} from '../core/run.ts';
import type {SavedState} from '../core/saved-state.ts';
import {foreignProse} from '../core/text/sanitize.ts';
import type {Change} from './changes.ts';
import type {StoredAccount} from './database.ts';
import {recordTextOf} from './history-rows.ts';

export function readLabels({database, account}: StoredAccount): SavedState['labels'] {
	const rows = database
		.prepare('SELECT run_order_id AS id, label FROM labels WHERE account_id = ? ORDER BY position')
		.all(account) as unknown as ReadonlyArray<{readonly id: RunOrderId; readonly label: string}>;
	return new Map(rows.map(({id, label}) => [id, foreignProse(label)]));
}

export function writeLabel(
	stored: StoredAccount,
	{id, label}: Extract<Change, {kind: 'label'}>,
): void {
	const {database, account} = stored;
	database.prepare('DELETE FROM labels WHERE account_id = ? AND run_order_id = ?').run(account, id);

	if (label !== null) {
		// An id that is too long is left out, like in the sets.
		database.prepare('INSERT OR IGNORE INTO labels VALUES (NULL, ?, ?, ?)').run(account, id, label);
	}

	recordTextOf(stored, id);
}
