import type {DatabaseSync, SQLInputValue} from 'node:sqlite';
import {constants, zstdCompressSync, zstdDecompressSync} from 'node:zlib';
import {isFinalPhase, type Phase} from '../core/execution.ts';
import type {HistoryInput, HistoryRecord, HistoryRun} from '../core/history.ts';
import {fromUnits, toUnits, type Money} from '../core/money/money.ts';
import type {OrderInput} from '../core/run-order.ts';
import type {RunOrderId} from '../core/run.ts';
import {foreignName, foreignProse, foreignTitle} from '../core/text/sanitize.ts';
import type {Instant} from '../core/time/clock.ts';
import {inTransaction, type StoredAccount} from './database.ts';

/** Longer texts are searched only up to here, in characters, so that a search of many runs stays fast. */
const maxSearched = 600;
const maxSearchedReason = 200;
/** Takes half a millisecond for a log of 500 entries. */
const compression = {params: {[constants.ZSTD_c_compressionLevel]: 9}};

/** The columns of `history` with their values in a record. A known value is kept if a record lacks it. */
const columns: Readonly<Record<string, (record: HistoryRecord) => SQLInputValue>> = {
	title: ({title = null}) => title,
	workflow_id: ({workflowId = null}) => workflowId,
	revision_id: ({revisionId = null}) => revisionId,
	created_at: ({createdAt}) => whole(createdAt),
	started_at: ({startedAt}) => whole(startedAt),
	ended_at: ({endedAt}) => whole(endedAt),
	seconds: ({seconds = null}) => seconds,
	total_cost: ({totalCost}) => units(totalCost),
	final_amount: ({finalAmount}) => units(finalAmount),
	quote_amount: ({quoteAmount}) => units(quoteAmount),
	reason: ({reason = null}) => reason,
};
const names = Object.keys(columns);

const isEarlier = 'end_known_at IS NOT NULL AND excluded.end_known_at IS NULL';
const saysPhase = `end_known_at IS NULL AND (excluded.status IS NOT NULL OR excluded.end_known_at IS NOT NULL)`;

// A run whose id is too long is left out.
const upsert = `
INSERT OR IGNORE INTO history (account_id, run_order_id, phase, status, was_watched, is_unseen, first_known_at, end_known_at, ${names.join(', ')})
VALUES (${Array.from({length: 8 + names.length}, () => '?').join(', ')})
ON CONFLICT (account_id, run_order_id) DO UPDATE SET
	phase = iif(${saysPhase}, excluded.phase, phase),
	status = iif(${saysPhase}, excluded.status, status),
	was_watched = max(was_watched, excluded.was_watched),
	is_unseen = max(is_unseen, excluded.is_unseen),
	end_known_at = ifnull(end_known_at, excluded.end_known_at),
	${names.map(name => `${name} = iif(${keepsKnown(name)}, ifnull(${name}, excluded.${name}), ifnull(excluded.${name}, ${name}))`).join(',\n\t')}
RETURNING id, end_known_at`;

/** An earlier response does not replace the end, nor an order what a poll or an earlier state of the order has said. */
function keepsKnown(name: string): string {
	const isExactIfWatched = name === 'total_cost' || name === 'reason';
	const isKept = isExactIfWatched ? 'was_watched > excluded.was_watched' : 'FALSE';
	return `${name === 'ended_at' ? 'excluded.was_watched = 0' : isKept} OR ${isEarlier}`;
}

/** The name that the user gave to a run. */
const labelSql = `(SELECT value ->> '$' FROM saved_items AS label
	WHERE (label.account_id, kind, label.id) = (history.account_id, 'label', run_order_id))`;

/** The part of a `SELECT` that `readRun` needs. Amounts come as text, because they can exceed exact numbers. */
export const historyColumns = `
	run_order_id, phase, status, title, workflow_id, revision_id, created_at, started_at, ended_at, seconds, reason,
	was_watched, is_unseen, CAST(total_cost AS TEXT) AS total_cost, CAST(final_amount AS TEXT) AS final_amount,
	CAST(quote_amount AS TEXT) AS quote_amount,
	(SELECT inputs FROM history_details WHERE history_details.id = history.id) AS inputs,
	${labelSql} AS label`;

export type HistoryRow = {
	readonly run_order_id: string;
	readonly phase: Phase;
	readonly status: string | null;
	readonly title: string | null;
	readonly workflow_id: string | null;
	readonly revision_id: string | null;
	readonly created_at: number | null;
	readonly started_at: number | null;
	readonly ended_at: number | null;
	readonly seconds: number | null;
	readonly reason: string | null;
	readonly was_watched: number;
	readonly is_unseen: number;
	readonly total_cost: string | null;
	readonly final_amount: string | null;
	readonly quote_amount: string | null;
	readonly inputs: string | null;
	readonly label: string | null;
};

/** Adds what the records say about runs, or all of it or nothing if it throws. `at`: the time of the responses. */
export function recordRuns(
	{database, account}: StoredAccount,
	records: readonly HistoryRecord[],
	at: Instant,
): void {
	inTransaction(database, () => {
		const run = database.prepare(upsert);

		for (const record of records) {
			const hasEnded = isFinalPhase(record.phase);
			const row = run.get(
				account,
				record.id,
				record.phase,
				record.status ?? null,
				Number((record.response ?? null) !== null),
				Number(record.isUnseen ?? false),
				whole(at),
				hasEnded ? whole(at) : null,
				...names.map(name => columns[name]?.(record) ?? null),
			);

			if (row !== undefined) {
				const id = Number(row['id']);
				recordDetails(database, id, record, !hasEnded && row['end_known_at'] !== null);
				recordText(database, id);
			}
		}
	});
}

function recordDetails(
	database: DatabaseSync,
	id: number,
	{inputs = null, response = null}: HistoryRecord,
	isEarlierRecord: boolean,
): void {
	if (inputs === null && response === null) {
		return;
	}

	database
		.prepare(
			`INSERT INTO history_details VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET
			inputs = ifnull(excluded.inputs, inputs),
			response = ifnull(${isEarlierRecord ? 'response, excluded.response' : 'excluded.response, response'})`,
		)
		.run(
			id,
			inputs === null ? null : JSON.stringify(inputs.map(({key, value}) => [key, value])),
			response === null ? null : zstdCompressSync(response, compression),
		);
}

/** Makes the label of a run searchable, if it is in the history. */
export function recordTextOf({database, account}: StoredAccount, id: RunOrderId): void {
	const row = database
		.prepare('SELECT id FROM history WHERE account_id = ? AND run_order_id = ?')
		.get(account, id);

	if (row !== undefined) {
		recordText(database, Number(row['id']));
	}
}

/** Writes the text that is searched, in lower case. SQLite itself would only convert ASCII letters. */
function recordText(database: DatabaseSync, id: number): void {
	const row = database
		.prepare(
			`SELECT run_order_id, title, status, reason, inputs, ${labelSql} AS label FROM history
			LEFT JOIN history_details USING (id) WHERE history.id = ?`,
		)
		.get(id) as Pick<
		HistoryRow,
		'run_order_id' | 'title' | 'status' | 'reason' | 'inputs' | 'label'
	>;
	const inputs = parseInputs(row.inputs)?.map(({value}) => value) ?? [];
	const searched = [
		row.run_order_id,
		row.title,
		row.label,
		row.status,
		row.reason?.slice(0, maxSearchedReason) ?? null,
		...inputs,
	]
		.filter(text => text !== null)
		.join('\n')
		.slice(0, maxSearched)
		.toLowerCase();
	database
		.prepare(
			`INSERT INTO history_texts VALUES (?, ?) ON CONFLICT DO UPDATE SET searched = excluded.searched`,
		)
		.run(id, searched);
}

export function readRun(row: HistoryRow): HistoryRun {
	const {phase, status, title, workflow_id: workflow, revision_id: revision, reason} = row;
	return {
		order: {
			id: foreignName(row.run_order_id),
			phase,
			status: status === null ? null : foreignName(status),
			title: title === null ? null : foreignTitle(title),
			workflowId: workflow === null ? null : foreignName(workflow),
			revisionId: revision === null ? null : foreignName(revision),
			createdAt: row.created_at,
			quoteAmount: moneyOf(row.quote_amount),
			finalAmount: moneyOf(row.final_amount),
		},
		startedAt: row.started_at,
		endedAt: row.ended_at,
		seconds: row.seconds,
		totalCost: moneyOf(row.total_cost),
		reason: reason === null ? null : foreignProse(reason),
		inputs: readKeptInputs(row.inputs),
		label: row.label === null ? null : foreignProse(row.label),
		wasWatched: row.was_watched === 1,
		isUnseen: row.is_unseen === 1,
	};
}

/** Returns the kept response of a run; null if there is none. */
export function readResponse({database, account}: StoredAccount, id: RunOrderId): string | null {
	const row = database
		.prepare(
			`SELECT response FROM history_details JOIN history USING (id)
			WHERE account_id = ? AND run_order_id = ?`,
		)
		.get(account, id);
	const response = row?.['response'];
	return response instanceof Uint8Array ? zstdDecompressSync(response).toString() : null;
}

export function moneyOf(text: string | null): Money | null {
	return text === null ? null : fromUnits(BigInt(text));
}

function units(amount: Money | null = null): bigint | null {
	return amount === null ? null : toUnits(amount);
}

/** Times have fractions of milliseconds where a clock was adjusted. */
function whole(at: Instant | null = null): number | null {
	return at === null ? null : Math.round(at);
}

function parseInputs(json: string | null): readonly HistoryInput[] | null {
	return json === null
		? null
		: (JSON.parse(json) as ReadonlyArray<[string, string]>).map(([key, value]) => ({key, value}));
}

export function readKeptInputs(json: string | null): readonly OrderInput[] | null {
	const inputs = parseInputs(json);
	return (
		inputs?.map(({key, value}) => ({key: foreignName(key), value: foreignProse(value)})) ?? null
	);
}
