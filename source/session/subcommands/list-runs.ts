import {phaseOf} from '../../api/wire/responses.ts';
import {
	defaultColumns,
	isDescending,
	listedRunFields,
	shownColumns,
	sortListed,
} from '../../commands/ls/columns.ts';
import {rowsText} from '../../commands/rows.ts';
import type {ListOptions, Since} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isFinalPhase} from '../../core/execution.ts';
import {wholeHistory} from '../../core/history.ts';
import type {ListedRun} from '../../core/listed-run.ts';
import type {Instant} from '../../core/time/clock.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {print} from '../../report/standard-output.ts';
import {findRuns, findRunsById} from '../../storage/history-queries.ts';
import {checkStatus} from '../full-ids.ts';
import {warn} from './command-service.ts';
import {recordOrders, withStorage, type AccountSources} from './command-storage.ts';
import {usableStorage} from './find-run.ts';

/** How many pages of the run list are read at most. */
const maxListPages = 20;

/** Prints the runs of the account (`chenyu-top ls`). Resolves to the exit code. Throws a `Refusal` without a key. */
export async function listRuns(context: SessionContext, list: ListOptions): Promise<number> {
	return withStorage(context, async sources => {
		await checkListedStatus(context, list, sources);
		const runs = list.onlyKept
			? keptRuns(context, list, sources)
			: await requestedRuns(context, list, sources);

		if (runs.length === 0) {
			warnOfNone(context, list);
		}

		const text = listText(runs, context, list);
		return text === '' ? 0 : print(text, context.messages);
	});
}

export async function checkListedStatus(
	{options: {status}, messages}: SessionContext,
	{onlyKept}: Pick<ListOptions, 'onlyKept'>,
	{service: {client, send, signal}, storage}: AccountSources,
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

function instantOf(since: Since | null, now: Instant): Instant | null {
	return since === null ? null : 'at' in since ? since.at : now - since.ago;
}

/** Returns the runs of the history, the newest first. */
function keptRuns(
	{options}: SessionContext,
	{since, limit}: ListOptions,
	{storage}: AccountSources,
): readonly ListedRun[] {
	const {workflow: workflowId, status} = options;
	const from = instantOf(since, clock.now());
	const phase = status === null ? null : phaseOf(status);
	const query = {
		...wholeHistory,
		workflowId,
		...(phase !== null && isFinalPhase(phase) ? {phases: [phase]} : {status}),
		from,
		// A run that ended in the period may have been created before it.
		...(from === null && limit !== null && {limit}),
	};
	return storage
		.ask(findRuns, query, storage.saved.labels)
		.runs.filter(
			({order}) => from === null || (order.createdAt !== null && order.createdAt >= from),
		)
		.toSorted((a, b) => (b.order.createdAt ?? 0) - (a.order.createdAt ?? 0))
		.slice(0, limit ?? undefined)
		.map(kept => ({order: kept.order, kept}));
}

/** Returns runs of the run list, the newest first, with what the history knows about them if a column needs it. */
export async function requestedRuns(
	{options, messages}: SessionContext,
	list: ListOptions,
	{service, storage}: AccountSources,
): Promise<readonly ListedRun[]> {
	const {workflow: workflowId, status} = options;
	const {orders, unreadOf} = await service.readRuns({
		workflowId,
		status,
		limit: list.limit,
		maxPages: maxListPages,
		since: instantOf(list.since, clock.now()),
	});
	const usable = needsHistory(list) ? usableStorage({service, storage}, messages) : null;
	const known =
		usable?.ask(
			findRunsById,
			orders.map(({id}) => id.exact),
			usable.saved.labels,
		) ?? [];
	const kept = new Map(known.map(run => [run.order.id.exact, run]));
	recordOrders(storage, orders);

	if (unreadOf !== null) {
		service.warn(messages.listing.unread(orders.length, unreadOf));
	}

	return orders.map(order => ({order, kept: kept.get(order.id.exact) ?? null}));
}

/** JSON without `--columns` has all columns. */
function needsHistory({format, columns, sort}: ListOptions): boolean {
	const needed = [...(columns ?? defaultColumns), ...(sort === null ? [] : [sort.column])];
	return (format === 'json' && columns === null) || needed.some(({isKept}) => isKept);
}

function listText(
	found: readonly ListedRun[],
	context: SessionContext,
	{format, columns: chosen, sort}: ListOptions,
): string {
	const columns = chosen ?? defaultColumns;
	const rows = sort === null ? found : sortListed(found, sort);
	const mark = sort === null ? null : {id: sort.column.id, descending: isDescending(sort)};
	return rowsText(
		{
			rows,
			columns,
			toJson: run => listedRunFields(run, chosen),
			toTable: appearance => ({rows, columns: shownColumns(columns, appearance), sort: mark}),
		},
		format,
		context,
	);
}
