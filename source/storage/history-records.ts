import type {SQLInputValue} from 'node:sqlite';
import {zstdCompressSync} from 'node:zlib';
import {isFinalPhase} from '../core/execution.ts';
import type {HistoryInput, HistoryRecord} from '../core/history.ts';
import {toUnits, type Money} from '../core/money/money.ts';
import type {Assets} from '../core/output/asset.ts';
import {inputAssets, inputFileName, type InputNames} from '../core/run-order.ts';
import type {Instant} from '../core/time/clock.ts';
import {findAssets} from './assets.ts';
import type {AccountDatabase} from './database.ts';
import {writeValue} from './saved-items.ts';

/** Longer texts are searched only up to here, in characters, so that a search of many runs stays fast. */
const maxSearched = 600;
const maxSearchedReason = 200;
/** A run whose id is longer is left out. */
const maxIdLength = 256;

/** Values by the columns of the table. */
type RunValues = Readonly<Record<string, SQLInputValue>>;

/** Merges a record into the row of its run. `at`: the time of the responses. */
export function recordRun(stored: AccountDatabase, record: HistoryRecord, at: Instant): void {
	const {database, account} = stored;
	const {id, inputs, response = null} = record;

	if (id === '' || id.length > maxIdLength) {
		return;
	}

	const old =
		database
			.prepare(
				`SELECT ${columns.join(', ')}, inputs FROM runs LEFT JOIN details USING (run)
		WHERE account = ? AND id = ?`,
			)
			.get(account, id) ?? null;
	const next = valuesOf(record, at);
	const merged = old === null ? next : merge(old, next);
	const keptInputs = inputs ? JSON.stringify(inputs) : ((old?.['inputs'] ?? null) as string | null);
	const newResponse = isEarlier(old, next) && old?.['was_watched'] === 1 ? null : response;

	if (
		newResponse === null &&
		keptInputs === old?.['inputs'] &&
		columns.every(name => merged[name] === old[name])
	) {
		return;
	}

	const names = ['account', 'id', 'searched', ...columns];
	const row = database
		.prepare(
			`INSERT INTO runs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
			ON CONFLICT DO UPDATE SET searched = excluded.searched,
			${columns.map(name => `${name} = excluded.${name}`).join(', ')} RETURNING run`,
		)
		.get(
			account,
			id,
			searchedText(id, merged, keptInputs, stored),
			...columns.map(name => merged[name] ?? null),
		);
	database
		.prepare(
			`INSERT INTO details VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET inputs = excluded.inputs, response = ifnull(excluded.response, response)`,
		)
		.run(
			Number(row?.['run']),
			keptInputs,
			newResponse === null ? null : zstdCompressSync(newResponse),
		);
}

/** Keeps what a workflow calls its inputs, for its runs of all days. */
export function recordInputNames(
	stored: AccountDatabase,
	workflowId: string,
	names: InputNames,
): void {
	const texts = [...names].map(([key, {exact}]) => [key, exact] as const);
	writeValue(stored, `inputs ${workflowId}`, JSON.stringify(Object.fromEntries(texts)));
}

/** The value of each column in a record. `at`: the time of the response. */
const values = {
	phase: ({phase}) => phase,
	status: ({status}) => status,
	first_known_at: (_, at) => rounded(at),
	end_known_at: ({phase}, at) => (isFinalPhase(phase) ? rounded(at) : null),
	title: ({title}) => title,
	workflow_id: ({workflowId}) => workflowId,
	revision_id: ({revisionId}) => revisionId,
	created_at: ({createdAt}) => rounded(createdAt),
	started_at: ({startedAt}) => rounded(startedAt),
	ended_at: ({endedAt}) => rounded(endedAt),
	seconds: ({seconds}) => seconds,
	total_cost: ({totalCost}) => units(totalCost),
	final_amount: ({finalAmount}) => units(finalAmount),
	quote_amount: ({quoteAmount}) => units(quoteAmount),
	reason: ({reason}) => reason,
	was_watched: ({response}) => ((response ?? null) === null ? 0 : 1),
	is_unseen: ({isUnseen}) => (isUnseen === true ? 1 : null),
} satisfies Record<string, (record: HistoryRecord, at: Instant) => SQLInputValue | undefined>;

const columns = Object.keys(values) as ReadonlyArray<keyof typeof values>;

function valuesOf(record: HistoryRecord, at: Instant): RunValues {
	return Object.fromEntries(columns.map(name => [name, values[name](record, at) ?? null]));
}

/** Values that `next` lacks are kept. If `next` is an earlier state of the run than `old`, it only adds missing values. */
function merge(old: RunValues, next: RunValues): RunValues {
	const earlier = isEarlier(old, next);
	const isPolled = next['was_watched'] === 1;
	const knowsPhase =
		old['end_known_at'] !== null || (next['status'] === null && next['end_known_at'] === null);
	const keepsOld: Readonly<Record<string, boolean>> = {
		phase: knowsPhase,
		status: knowsPhase,
		was_watched: !isPolled,
		first_known_at: true,
		end_known_at: true,
		// Only a poll says exactly when a run ended, and more about costs and reasons than an order.
		ended_at: !isPolled,
		total_cost: !isPolled && old['was_watched'] === 1,
		reason: !isPolled && old['was_watched'] === 1,
	};
	return Object.fromEntries(
		columns.map(name => {
			const [first, second] = earlier || keepsOld[name] ? [old, next] : [next, old];
			const isReplaced = name === 'phase' || name === 'status';
			return [name, first[name] ?? (isReplaced ? null : (second[name] ?? null))];
		}),
	);
}

/** Whether a response is from before the end of a run that is known to have ended. */
function isEarlier(old: RunValues | null, next: RunValues): boolean {
	return (old?.['end_known_at'] ?? null) !== null && next['end_known_at'] === null;
}

/** Returns the text that words search, in lower case, because SQLite itself would only convert ASCII letters. */
function searchedText(
	id: string,
	{title, status, reason}: RunValues,
	inputs: string | null,
	stored: AccountDatabase,
): string {
	const known = JSON.parse(inputs ?? '[]') as readonly HistoryInput[];
	// So that a long prompt does not displace the seed.
	const byLength = known.toSorted((a, b) => a.value.length - b.value.length);
	const assets = findAssets(stored, inputAssets(known.map(({value}) => ({value: {exact: value}}))));
	const shortReason = typeof reason === 'string' ? reason.slice(0, maxSearchedReason) : null;
	return [id, title, status, shortReason, ...byLength.map(input => searchedInput(input, assets))]
		.filter(text => typeof text === 'string')
		.join('\n')
		.slice(0, maxSearched)
		.toLowerCase();
}

/** The names of files, with the ids of the assets whose names are not known yet: `recordAsset` replaces them. */
function searchedInput({key, value}: HistoryInput, assets: Assets): string {
	const input = {key: {exact: key}, value: {exact: value}};
	const unknown = inputAssets([input]).filter(id => !assets.has(id));
	return [inputFileName(input, assets) ?? value, ...unknown].join(' ');
}

/** `toUnits` has a limit below which numbers are exact. */
function units(amount: Money | null = null): number | null {
	const whole = amount === null ? null : toUnits(amount);
	return whole === null ? null : Number(whole);
}

/** Times have fractions of milliseconds where a clock was adjusted. */
function rounded(at: Instant | null = null): number | null {
	return at === null ? null : Math.round(at);
}
