import {phaseOf} from '../../api/wire/responses.ts';
import {printRows, type TextColumn} from '../../commands/rows.ts';
import type {ListOptions, Since} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isFinalPhase} from '../../core/execution.ts';
import {wholeHistory} from '../../core/history.ts';
import {listedOrder, type ListedRun} from '../../core/listed-run.ts';
import {systemClock as clock, type Instant} from '../../core/time/clock.ts';
import {toEventFields, toJsonValue} from '../../events/event-fields.ts';
import {unwatchedText} from '../../features/runs/cells.ts';
import {findPrintedColumn, printedColumns, type NamedColumn} from '../../features/runs/columns.ts';
import {sortRows} from '../../features/runs/sort.ts';
import {signedState} from '../../features/runs/state-style.ts';
import {findRuns, findRunsById} from '../../storage/history-queries.ts';
import {checkStatus} from '../full-ids.ts';
import {
	readList,
	recordOrders,
	usableStorage,
	warn,
	withAccount,
	type CommandAccount,
} from './command-account.ts';

type PrintedColumn = TextColumn<ListedRun>;

/** The maximum number of pages that are read of the run list. */
const maxListPages = 20;
const defaultNames = ['id', 'title', 'status', 'created', 'cost'];

export const defaultColumns = defaultNames.flatMap(name => findPrintedColumn(name) ?? []);

/** Prints the runs of the account (`chenyu-top ls`). Resolves to the exit code. Throws a `Refusal` without a key. */
export async function listRuns(context: SessionContext, list: ListOptions): Promise<number> {
	return withAccount(context, async account => {
		await checkListedStatus(context, list, account);
		const found = list.onlyFromHistory
			? runsFromHistory(context, list, account)
			: await requestedRuns(context, list, account);

		if (found.length === 0) {
			warnOfNone(context, list);
		}

		const columns = (list.columns ?? defaultColumns).map(withCell);
		const {rows, sort} = sortListed(found, list.sort);
		const toJson = (run: ListedRun) => listedRunFields(run, list.columns);
		return printRows({rows, columns, toJson, sort}, list.format, context);
	});
}

export async function checkListedStatus(
	{options: {status}, messages}: SessionContext,
	{onlyFromHistory}: Pick<ListOptions, 'onlyFromHistory'>,
	{client, send, signal, storage}: CommandAccount,
): Promise<void> {
	await checkStatus(status, storage, messages, async name =>
		onlyFromHistory
			? []
			: (await send(async () => client.list({page: 1, status: name}, signal))).orders,
	);
}

function warnOfNone({options, messages: {listing}}: SessionContext, list: ListOptions): void {
	const narrowing = [
		...(options.workflow === null ? [] : ['--workflow']),
		...(options.status === null ? [] : ['--status']),
		...(list.since === null ? [] : ['--since']),
	];
	const isOfHistory = list.onlyFromHistory && narrowing.length === 0;
	warn(isOfHistory ? listing.noneKept : listing.none(narrowing));
}

function startOf(since: Since | null): Instant | null {
	return since === null ? null : 'at' in since ? since.at : clock.now() - since.ago;
}

/** Returns the runs of the history, the newest first. */
function runsFromHistory(
	{options: {workflow: workflowId, status}}: SessionContext,
	{since, limit}: ListOptions,
	{storage}: CommandAccount,
): readonly ListedRun[] {
	const phase = status === null ? null : phaseOf(status);
	const query = {
		workflowId,
		...(phase !== null && isFinalPhase(phase) ? {phases: [phase]} : {status}),
		createdFrom: startOf(since),
		limit: limit ?? wholeHistory.limit,
	};
	return storage
		.query(findRuns, query, storage.saved.labels)
		.runs.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
		.map(run => listedOrder(run, run));
}

/** Returns runs of the run list, the newest first, with what the history knows about them. */
export async function requestedRuns(
	{options: {workflow: workflowId, status}, messages}: SessionContext,
	list: ListOptions,
	account: CommandAccount,
): Promise<readonly ListedRun[]> {
	const {orders, unreadOf} = await readList(account, {
		workflowId,
		status,
		limit: list.limit,
		maxPages: maxListPages,
		since: startOf(list.since),
	});
	const usable = usableStorage(account, messages);
	const ids = orders.map(({id}) => id.exact);
	const known = usable?.query(findRunsById, ids, usable.saved.labels) ?? [];
	const kept = new Map(known.map(run => [run.id.exact, run]));
	recordOrders(account.storage, orders);

	if (unreadOf !== null) {
		account.warn(messages.listing.unread(orders.length, unreadOf));
	}

	return orders.map(order => listedOrder(order, kept.get(order.id.exact)));
}

/** Adds the symbol to the cell of a state in a table. */
export function withCell({id, ...column}: NamedColumn): PrintedColumn {
	return {
		...column,
		cell: (run, appearance) =>
			id === 'state'
				? signedState(run.phase, run.status, appearance)
				: unwatchedText(id, run, appearance),
	};
}

/**
 * Returns the JSON object of a run. Without columns it has all fields of the `run` event, those of the run list, the error
 * and the inputs.
 */
export function listedRunFields(
	run: ListedRun,
	columns: ReadonlyArray<Pick<PrintedColumn, 'json' | 'type' | 'value'>> | null,
): object {
	if (columns !== null) {
		return Object.fromEntries(
			columns.map(({json, type, value}) => [json, toJsonValue(value(run, 0), type)]),
		);
	}

	const inputs = run.inputs?.map(({key, value}) => [key.exact, value.exact]) ?? null;
	return {
		run_order_id: run.id.exact,
		...toEventFields({}),
		...listedRunFields(run, printedColumns),
		detail: null,
		engine_code: null,
		status_code: null,
		inputs: inputs && (Object.fromEntries(inputs) as object),
	};
}

/**
 * Sorts numbers and times from the largest, and texts from A; unknown values come last in both directions. Compares as
 * numbers if all values of the column, such as those of an input, are numbers. `sort`: for the mark in the header.
 */
export function sortListed(found: readonly ListedRun[], sort: ListOptions['sort']) {
	if (sort === null) {
		return {rows: found, sort: null};
	}

	const {column, reversed} = sort;
	const texts = found.map(run => {
		const value = column.value(run, 0) ?? '';
		return (typeof value === 'object' ? value.exact : String(value)).trim().toLowerCase();
	});
	const isNumeric = texts.every(text => Number.isFinite(Number(text)));
	const values = texts.map(text => (text === '' ? null : isNumeric ? Number(text) : text));
	const descending = isNumeric !== reversed;
	const rows = sortRows(found, (_, index) => values[index] ?? null, descending);
	return {rows, sort: {id: column.json, descending}};
}
