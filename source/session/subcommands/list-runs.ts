import {ApiError} from '../../api/errors.ts';
import {phaseOf} from '../../api/wire/phase.ts';
import {defaultColumns, shownColumns, type NamedColumn} from '../../commands/ls/columns.ts';
import {jsonLine} from '../../commands/ls/lines.ts';
import {isDescending, sortListed} from '../../commands/ls/sort.ts';
import {rowTable} from '../../commands/rows/table.ts';
import type {ListOptions, Since} from '../../config/list-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isFinalPhase} from '../../core/execution.ts';
import {wholeHistory} from '../../core/history.ts';
import type {ListedRun} from '../../core/listed-run.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {Instant} from '../../core/time/clock.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {print} from '../../report/standard-output.ts';
import {checkStatus} from '../check-status.ts';
import {withHistory, type AccountSources} from './command-history.ts';
import {isOfWholeService, mapInParallel, warn, type CommandService} from './command-service.ts';
import {usableHistory} from './find-run.ts';
import {rowsText} from './rows-text.ts';

/** Prints the runs of the account (`chenyu-top ls`). Resolves to the exit code. Throws a `Refusal` without a key. */
export async function listRuns(context: SessionContext, list: ListOptions): Promise<number> {
	return withHistory(context, async sources => {
		await checkListedStatus(context, list, sources);
		const {runs, failure = null} = list.onlyKept
			? {runs: await keptRuns(context, list, sources)}
			: await requestedRuns(context, list, sources);

		if (runs.length === 0) {
			warnOfNone(context, list);
		}

		const text = listText(runs, context, list);
		const exitCode = text === '' ? 0 : await print(text, context.messages);

		if (failure !== null) {
			throw failure;
		}

		return exitCode;
	});
}

export async function checkListedStatus(
	{options: {status}, messages}: SessionContext,
	{onlyKept}: Pick<ListOptions, 'onlyKept'>,
	{service: {client, send, signal}, history}: AccountSources,
): Promise<void> {
	await checkStatus(status, history, messages, async name =>
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
async function keptRuns(
	{options}: SessionContext,
	{since, limit}: ListOptions,
	{history: {history}}: AccountSources,
): Promise<readonly ListedRun[]> {
	const {workflow: workflowId, status} = options;
	const from = instantOf(since, clock.now());
	const phase = status === null ? null : phaseOf(status);
	const {runs} = await history('findRuns', {
		...wholeHistory,
		workflowId,
		...(phase !== null && isFinalPhase(phase) ? {phases: [phase]} : {status}),
		from,
		// A run that ended in the period may have been created before it.
		...(from === null && limit !== null && {limit}),
	});
	return runs
		.filter(({order}) => from === null || (order.createdAt !== null && order.createdAt >= from))
		.toSorted((a, b) => (b.order.createdAt ?? 0) - (a.order.createdAt ?? 0))
		.slice(0, limit ?? undefined)
		.map(kept => ({order: kept.order, execution: null, info: null, kept}));
}

/** `failure`: why the service did not respond any more; details of runs are then missing. */
export async function requestedRuns(
	{options, messages}: SessionContext,
	list: ListOptions,
	{service, history}: AccountSources,
): Promise<{readonly runs: readonly ListedRun[]; readonly failure: ApiError | null}> {
	const {workflow: workflowId, status, concurrency} = options;
	const {orders, unreadOf} = await service.readRuns({
		workflowId,
		status,
		limit: list.limit,
		since: instantOf(list.since, clock.now()),
	});
	const usable = needsColumn(list, ({isKept}) => isKept)
		? await usableHistory({service, history}, messages)
		: null;
	const known =
		(await usable?.history(
			'runs',
			orders.map(({id}) => id.exact),
		)) ?? [];
	const kept = new Map(known.map(run => [run.order.id.exact, run]));
	history.recordList(orders);
	const {runs, failures, failure} = await withDetails(orders, list, service, concurrency);
	const [first] = failures;

	if (first !== undefined) {
		service.warn(messages.listing.noDetails(failures.length, first.detail));
	}

	if (unreadOf !== null) {
		service.warn(messages.listing.unread(orders.length, unreadOf));
	}

	return {runs: runs.map(run => ({...run, kept: kept.get(run.order.id.exact) ?? null})), failure};
}

/** Whether a column that is printed or sorted by is of a kind. JSON without `--columns` has all columns. */
function needsColumn(
	{full, format, columns, sort}: ListOptions,
	isOfKind: (column: NamedColumn) => boolean,
): boolean {
	const needed = [...(columns ?? defaultColumns({full})), ...(sort === null ? [] : [sort.column])];
	return (format === 'json' && columns === null) || needed.some(isOfKind);
}

/** Requests what the columns need and the run list lacks. What the service does not have (any more) stays unknown. */
async function withDetails(
	orders: readonly RunOrder[],
	list: ListOptions,
	{send, client, signal}: CommandService,
	concurrency: number,
) {
	const requests = (from: NamedColumn['from']) =>
		list.full && needsColumn(list, column => column.from === from);
	const failures = new Map<RunOrder, ApiError>();
	const reading: {failure: ApiError | null} = {failure: null};

	async function detail<T>(order: RunOrder, request: () => Promise<T>): Promise<T | null> {
		if (reading.failure !== null) {
			return null;
		}

		try {
			return await send(request);
		} catch (error) {
			if (!(error instanceof ApiError)) {
				throw error;
			}

			if (isOfWholeService(error)) {
				reading.failure ??= error;
				// The engine does not know a run that it has not accepted yet.
			} else if (error.kind !== 'not-found' || isFinalPhase(order.phase)) {
				failures.set(order, error);
			}

			return null;
		}
	}

	const runs = await mapInParallel(orders, concurrency, async order => {
		const id = order.id.exact;
		const response = requests('execution')
			? await detail(order, async () => client.execution(id, signal))
			: null;
		const info = requests('info') ? await detail(order, async () => client.info(id, signal)) : null;
		return {order, execution: response?.execution ?? null, info};
	});
	return {runs, failures: [...failures.values()], ...reading};
}

function listText(
	found: readonly ListedRun[],
	context: SessionContext,
	{format, columns: chosen, sort, full}: ListOptions,
): string {
	const columns = chosen ?? defaultColumns({full});
	const runs = sort === null ? found : sortListed(found, sort, clock.now());
	return rowsText(runs, context, {
		format,
		columns,
		jsonLine: run => jsonLine(run, chosen),
		table: surroundings =>
			rowTable(runs, {
				...surroundings,
				columns: shownColumns(columns, surroundings.appearance),
				sort: sort === null ? null : {id: sort.column.id, descending: isDescending(sort)},
			}),
	});
}
