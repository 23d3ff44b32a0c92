import {phaseOf} from '../../api/wire/responses.ts';
import {printRows} from '../../commands/rows.ts';
import type {ListOptions, Since} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isFinalPhase} from '../../core/execution.ts';
import {wholeHistory} from '../../core/history.ts';
import {
	listColumns,
	type findListColumn,
	type ListColumn,
	type ListColumnId,
	type ListedRun,
} from '../../core/listed-run.ts';
import {systemClock as clock, type Instant} from '../../core/time/clock.ts';
import {toEventFields, toJsonValue} from '../../events/event-fields.ts';
import {stateGlyph, stateStyles} from '../../features/runs/state-style.ts';
import {findRuns, findRunsById} from '../../storage/history-queries.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {checkStatus} from '../full-ids.ts';
import {
	readList,
	recordOrders,
	usableStorage,
	warn,
	withAccount,
	type CommandAccount,
} from './command-account.ts';

type NamedColumn = NonNullable<ReturnType<typeof findListColumn>>;

/** How many pages of the run list are read at most. */
const maxListPages = 20;
const defaultIds: readonly ListColumnId[] = ['id', 'title', 'status', 'created', 'cost'];

export const defaultColumns: readonly NamedColumn[] = defaultIds.map(id => ({
	id,
	...listColumns[id],
}));

/** Prints the runs of the account (`chenyu-top ls`). Resolves to the exit code. Throws a `Refusal` without a key. */
export async function listRuns(context: SessionContext, list: ListOptions): Promise<number> {
	return withAccount(context, async account => {
		await checkListedStatus(context, list, account);
		const found = list.onlyKept
			? keptRuns(context, list, account)
			: await requestedRuns(context, list, account);

		if (found.length === 0) {
			warnOfNone(context, list);
		}

		const columns = list.columns ?? defaultColumns;
		const {rows, sort} = sortListed(found, list.sort);
		const toJson = (run: ListedRun) => listedRunFields(run, list.columns);
		return printRows({rows, columns, toJson, cell: listedCell, sort}, list.format, context);
	});
}

export async function checkListedStatus(
	{options: {status}, messages}: SessionContext,
	{onlyKept}: Pick<ListOptions, 'onlyKept'>,
	{client, send, signal, storage}: CommandAccount,
): Promise<void> {
	await checkStatus(status, storage, messages, async name =>
		onlyKept ? [] : (await send(async () => client.list({page: 1, status: name}, signal))).orders,
	);
}

function warnOfNone({options, messages: {listing}}: SessionContext, list: ListOptions): void {
	const narrowing = [
		...(options.workflow === null ? [] : ['--workflow']),
		...(options.status === null ? [] : ['--status']),
		...(list.since === null ? [] : ['--since']),
	];
	const isOfHistory = list.onlyKept && narrowing.length === 0;
	warn(isOfHistory ? listing.noneKept : listing.none(narrowing));
}

function startOf(since: Since | null): Instant | null {
	return since === null ? null : 'at' in since ? since.at : clock.now() - since.ago;
}

/** Returns the runs of the history, the newest first. */
function keptRuns(
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
		.ask(findRuns, query, storage.saved.labels)
		.runs.toSorted((a, b) => (b.order.createdAt ?? 0) - (a.order.createdAt ?? 0))
		.map(kept => ({order: kept.order, kept}));
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
	const known = usable?.ask(findRunsById, ids, usable.saved.labels) ?? [];
	const kept = new Map(known.map(run => [run.order.id.exact, run]));
	recordOrders(account.storage, orders);

	if (unreadOf !== null) {
		account.warn(messages.listing.unread(orders.length, unreadOf));
	}

	return orders.map(order => ({order, kept: kept.get(order.id.exact) ?? null}));
}

/** Returns the cell of a table, if it is not the value in the usual form of its type. */
export function listedCell(
	{order: {phase, status}, kept}: ListedRun,
	column: string,
	appearance: Appearance,
): Line | null {
	const {states, numbers} = appearance.messages;

	if (column === listColumns.status.json) {
		const word = (phase === 'other' ? status?.safe : undefined) ?? states[phase];
		return [stateGlyph(phase, appearance), blank(1), span(word, stateStyles[phase])];
	}

	if (column === listColumns.elapsed.json) {
		const seconds = kept?.seconds ?? null;
		return seconds === null ? null : [span(numbers.shortTime(seconds * 1000))];
	}

	return column === listColumns.error.json && kept?.reason ? [span(kept.reason.safe, 'bad')] : null;
}

/**
 * Returns the JSON object of a run. Without columns it has all fields of the `run` event, those of the run list, the error
 * and the inputs.
 */
export function listedRunFields(run: ListedRun, columns: readonly ListColumn[] | null): object {
	if (columns !== null) {
		return Object.fromEntries(
			columns.map(({json, type, value}) => [json, toJsonValue(value(run), type)]),
		);
	}

	const {label, revision, quote} = listColumns;
	const inputs = run.kept?.inputs?.map(({key, value}) => [key.exact, value.exact]) ?? null;
	return {
		run_order_id: run.order.id.exact,
		...toEventFields({}),
		...listedRunFields(run, [label, revision, quote, ...Object.values(listColumns)]),
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
	const ranked = found.map(run => {
		const value = column.value(run) ?? '';
		const text = (typeof value === 'object' ? value.exact : String(value)).trim().toLowerCase();
		return {run, text, number: text === '' ? 0 : Number(text)};
	});
	const isNumeric = ranked.every(({number}) => Number.isFinite(number));
	const sign = isNumeric === reversed ? 1 : -1;
	const rows = ranked
		.toSorted((a, b) =>
			a.text === '' || b.text === ''
				? Number(a.text === '') - Number(b.text === '')
				: sign * (isNumeric ? a.number - b.number : a.text < b.text ? -1 : Number(a.text > b.text)),
		)
		.map(({run}) => run);
	return {rows, sort: {id: column.json, descending: sign === -1}};
}
