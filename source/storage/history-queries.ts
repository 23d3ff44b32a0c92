import type {SQLInputValue} from 'node:sqlite';
import {zstdDecompressSync} from 'node:zlib';
import type {Phase} from '../core/execution.ts';
import {
	wholeHistory,
	type HistoryConditions,
	type HistoryInput,
	type HistoryPage,
	type HistoryQuery,
	type HistoryRun,
	type HistoryTerm,
	type RunInputs,
} from '../core/history.ts';
import {fromUnits, toUnits, type Money} from '../core/money/money.ts';
import {
	findInput,
	inputAssets,
	inputFileName,
	withInputNames,
	type InputNames,
	type OrderInput,
} from '../core/run-order.ts';
import type {RunOrderId} from '../core/run.ts';
import type {SavedState} from '../core/saved-state.ts';
import {foreignName, foreignProse, foreignTitle} from '../core/text/sanitize.ts';
import {findAssets} from './assets.ts';
import type {AccountDatabase} from './database.ts';

/** The cost of a run: the engine's total, or the billed amount if nobody watched the run. */
export const costSql = 'ifnull(total_cost, final_amount)';

/** The names that the user gave to runs, which are a part of the saved state. */
type Labels = SavedState['labels'];

/** Finds runs that are known to have ended, and with `withUnfinished` others too. */
export function findRuns(
	stored: AccountDatabase,
	query: HistoryQuery,
	labels: Labels,
): HistoryPage {
	const {database, account} = stored;
	const names = readInputNames(stored);
	// Called for up to 20,000 runs, so it does not clean the texts.
	database.function('input_text', (inputs, workflow, typed) => {
		const own = names.get(String(workflow));
		const known = JSON.parse(String(inputs ?? '[]')) as readonly HistoryInput[];
		const named = known.map(({key, value}) => ({
			key: {exact: key},
			value: {exact: value},
			name: own?.get(key),
		}));
		const found = findInput(named, String(typed));
		const ids = found === null ? [] : inputAssets([found]);
		const text = found && (inputFileName(found, findAssets(stored, ids)) ?? found.value.exact);
		return text?.toLowerCase() ?? '';
	});
	database.function('lower_case', text => String(text ?? '').toLowerCase());
	const [where, ...values] = joinConditions([
		['account = ?', account],
		...(query.withUnfinished === true ? [] : [['end_known_at IS NOT NULL'] as const]),
		...conditionsOf(query, labels),
	]);
	const order = orderOf(query);
	const rows = database
		.prepare(
			`WITH found AS (SELECT run, ${query.offset === undefined ? 'count(*) OVER ()' : '0'} AS count FROM runs WHERE ${where}
				ORDER BY ${order} LIMIT ? OFFSET ?)
			SELECT ${runColumns}, count FROM found JOIN runs USING (run) LEFT JOIN details USING (run)
			ORDER BY ${order}`,
		)
		.all(...values, query.limit, query.offset ?? 0) as unknown as ReadonlyArray<
		RunRow & {readonly count: number}
	>;
	const runs = rows.map(row => readRun(row, labels, names));
	return {runs: withAssetNames(stored, runs), count: rows[0]?.count ?? 0};
}

/** Finds those of the runs that the history knows, also unfinished ones, the newest first. */
export function findRunsById(
	stored: AccountDatabase,
	ids: readonly RunOrderId[],
	labels: Labels,
): readonly HistoryRun[] {
	return findRuns(stored, {...wholeHistory, ids, withUnfinished: true}, labels).runs;
}

/** Returns the inputs of those of the runs whose inputs are known, also of unfinished runs. */
export function findInputs(
	stored: AccountDatabase,
	ids: readonly RunOrderId[],
): readonly RunInputs[] {
	const names = readInputNames(stored);
	const found = stored.database
		.prepare(
			`SELECT id, inputs, workflow_id AS workflow FROM runs JOIN details USING (run)
			WHERE account = ? AND inputs IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
		)
		.all(stored.account, JSON.stringify(ids))
		.map(({id, inputs, workflow}) => ({
			id: String(id),
			inputs: readInputs(String(inputs), names.get(String(workflow))),
		}));
	return withAssetNames(stored, found);
}

/** Adds the names of the assets that are known to the inputs of runs. */
function withAssetNames<Found extends Pick<HistoryRun, 'inputs'>>(
	stored: AccountDatabase,
	runs: readonly Found[],
): readonly Found[] {
	const assets = findAssets(
		stored,
		runs.flatMap(({inputs}) => inputAssets(inputs ?? [])),
	);
	return assets.size === 0
		? runs
		: runs.map(run => ({
				...run,
				inputs: run.inputs && withInputNames(run.inputs, undefined, assets),
			}));
}

type NamesByWorkflow = ReadonlyMap<string, InputNames>;

/** Returns what the workflows call their inputs. */
export function readInputNames({database, account}: AccountDatabase): NamesByWorkflow {
	return new Map(
		database
			.prepare("SELECT id, value FROM saved WHERE account = ? AND kind = 'inputs'")
			.all(account)
			.map(({id, value}) => {
				const names = JSON.parse(String(value)) as Readonly<Record<string, string>>;
				const texts = Object.entries(names).map(
					([key, name]) => [key, foreignTitle(name)] as const,
				);
				return [String(id), new Map(texts)];
			}),
	);
}

/** Returns the kept response of a run; null if there is none. */
export function findResponse({database, account}: AccountDatabase, id: RunOrderId): string | null {
	const row = database
		.prepare('SELECT response FROM runs JOIN details USING (run) WHERE account = ? AND id = ?')
		.get(account, id);
	const response = row?.['response'];
	return response instanceof Uint8Array ? zstdDecompressSync(response).toString() : null;
}

/** Returns the ids of runs of the history that begin or end with the hexadecimal digits. */
export function idsLike(
	{database, account}: AccountDatabase,
	digits: string,
): readonly RunOrderId[] {
	return database
		.prepare(
			`SELECT id FROM runs WHERE account = :account
			AND (id GLOB '*_' || :digits || '*' OR id GLOB '*' || :digits)`,
		)
		.all({account, digits})
		.map(({id}) => String(id));
}

/** The columns by which runs can be sorted. The order of states has failures first. */
const sorts: ReadonlyMap<string, string> = new Map([
	['ended', 'at'],
	['cost', costSql],
	['elapsed', 'seconds'],
	['title', 'title'],
	['state', "phase <> 'failed'"],
]);
export const historySortKeys = [...sorts.keys()];

/** Unknown values are last. */
function orderOf({sort}: HistoryQuery): string {
	const by = sorts.get(sort?.key ?? 'ended');
	const direction = sort?.descending === false ? 'ASC' : 'DESC';
	// Every run has this time, and an index of it.
	return by === 'at'
		? `at ${direction}, run ${direction}`
		: `${by} IS NULL, ${by} ${direction}, at DESC, run DESC`;
}

type Condition = readonly [sql: string, ...values: SQLInputValue[]];

function conditionsOf(query: HistoryConditions, labels: Labels): readonly Condition[] {
	const {
		ids,
		phases,
		isUnseen = false,
		workflow,
		input,
		bounds = [],
		words = [],
		terms = [],
	} = query;
	const compare = (sql: string, value: SQLInputValue = null): readonly Condition[] =>
		value === null ? [] : [[sql, value]];
	return [
		...compare('id IN (SELECT value FROM json_each(?))', ids && JSON.stringify(ids)),
		...compare('status = ?', query.status),
		...compare('workflow_id = ?', query.workflowId),
		...compare('at >= ?', query.from),
		...compare('created_at >= ?', query.createdFrom),
		...bounds.map(({of, sign, value}): Condition => [
			`${of === 'cost' ? costSql : of} ${sign} ?`,
			typeof value === 'string' ? costUnits(value) : value,
		]),
		...compare('phase IN (SELECT value FROM json_each(?))', phases && JSON.stringify(phases)),
		...(isUnseen ? [['is_unseen'] as const] : []),
		...(workflow === undefined ? [] : [workflowCondition(workflow)]),
		...(input === undefined ? [] : [inputCondition(input)]),
		...words.map(word => wordCondition(word, labels)),
		...terms.map(term => termCondition(term, labels)),
	];
}

function wordCondition(word: string, labels: Labels): Condition {
	const labelled = [...labels].filter(([, {exact}]) => exact.toLowerCase().includes(word));
	return labelled.length === 0
		? ['instr(searched, ?)', word]
		: [
				'(instr(searched, ?) OR id IN (SELECT value FROM json_each(?)))',
				word,
				JSON.stringify(labelled.map(([id]) => id)),
			];
}

function workflowCondition(text: string): Condition {
	return [
		`(workflow_id = ? COLLATE NOCASE OR (instr(searched, ?) AND instr(lower_case(title), ?)))`,
		text,
		text,
		text,
	];
}

/** Few runs have the text at all, so the inputs of only these are read. */
function inputCondition({name, text}: NonNullable<HistoryConditions['input']>): Condition {
	const inputs = '(SELECT inputs FROM details WHERE details.run = runs.run)';
	return [
		`(instr(searched, ?) AND instr(input_text(${inputs}, workflow_id, ?), ?))`,
		text,
		name,
		text,
	];
}

/** Returns the SQL of a term. A condition on an unknown value does not hold, so its negation does. */
function termCondition({isNegated, conditions}: HistoryTerm, labels: Labels): Condition {
	const [sql, ...values] = joinConditions(conditionsOf(conditions, labels));
	return [isNegated ? `NOT ifnull(${sql}, 0)` : sql, ...values];
}

function joinConditions(conditions: readonly Condition[]): Condition {
	return [
		`(${conditions.map(([sql]) => sql).join(' AND ')})`,
		...conditions.flatMap(([, ...values]) => values),
	];
}

/** Converts an amount to units. One that is too large for sums is more than any run costs. */
function costUnits(amount: Money): SQLInputValue {
	return toUnits(amount) ?? Number.MAX_SAFE_INTEGER;
}

const runColumns = `
	id, phase, status, title, workflow_id, revision_id, created_at, started_at, ended_at, seconds, reason, is_unseen, inputs,
	was_watched, total_cost, final_amount, quote_amount`;

type RunRow = Readonly<
	Record<'status' | 'title' | 'workflow_id' | 'revision_id' | 'reason' | 'inputs', string | null> &
		Record<'created_at' | 'started_at' | 'ended_at' | 'seconds' | 'is_unseen', number | null> &
		Record<'total_cost' | 'final_amount' | 'quote_amount', number | null>
> & {readonly id: string; readonly phase: Phase; readonly was_watched: number};

function readRun(row: RunRow, labels: Labels, names: NamesByWorkflow): HistoryRun {
	const {id, phase, status, title, workflow_id: workflow, revision_id: revision, reason} = row;
	return {
		id: foreignName(id),
		phase,
		status: status === null ? null : foreignName(status),
		title: title === null ? null : foreignTitle(title),
		workflowId: workflow === null ? null : foreignName(workflow),
		revisionId: revision === null ? null : foreignName(revision),
		createdAt: row.created_at,
		quoteAmount: moneyOf(row.quote_amount),
		finalAmount: moneyOf(row.final_amount),
		startedAt: row.started_at,
		endedAt: row.ended_at,
		seconds: row.seconds,
		totalCost: moneyOf(row.total_cost),
		reason: reason === null ? null : foreignProse(reason),
		inputs: row.inputs === null ? null : readInputs(row.inputs, names.get(workflow ?? '')),
		label: labels.get(id) ?? null,
		wasWatched: row.was_watched === 1,
		isUnseen: row.is_unseen === 1,
	};
}

function readInputs(json: string, names?: InputNames): readonly OrderInput[] {
	const inputs = JSON.parse(json) as readonly HistoryInput[];
	return withInputNames(
		inputs.map(({key, value}) => ({key: foreignName(key), value: foreignProse(value)})),
		names,
	);
}

/** Sums are texts, because they can exceed exact numbers. */
export function moneyOf(units: number | string | null): Money | null {
	return units === null ? null : fromUnits(BigInt(units));
}
