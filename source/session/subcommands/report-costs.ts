import {costColumns, costFields, costTable, totalOf} from '../../commands/cost/columns.ts';
import {rowsText} from '../../commands/rows.ts';
import type {CostOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {CostSum} from '../../core/history.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {Instant} from '../../core/time/clock.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {print} from '../../report/standard-output.ts';
import {sumCosts} from '../../storage/history-sums.ts';
import {HistoryError, type Storage} from '../../storage/storage.ts';
import {warn} from './command-service.ts';
import {
	openCommandStorage,
	recordOrders,
	withStorage,
	writeAll,
	type AccountSources,
} from './command-storage.ts';
import {dateText, periodStart} from './cost-period.ts';

/** Removes nothing, so that older runs than the history keeps can be added up. The next watch removes them. */
export const noLimits = {days: Infinity, bytes: Infinity};

type CostQuery = {
	readonly by: CostOptions['by'];
	readonly from: Instant;
	readonly until: null;
};

/** Prints what the runs of the account cost (`chenyu-top cost`). Resolves to the exit code, like `listRuns`. */
export async function reportCosts(context: SessionContext, options: CostOptions): Promise<number> {
	const {messages} = context;
	const {by, format, since, onlyKept} = options;
	const from = periodStart(since, clock.now());
	const query: CostQuery = {by, from, until: null};
	return withStorage(
		context,
		async sources => {
			const {sums, isWhole} = onlyKept
				? {sums: sources.storage.ask(sumCosts, query), isWhole: false}
				: await readCosts(context, query, sources);
			const text = rowsText(
				{
					rows: sums,
					columns: costColumns(by),
					toJson: sum => costFields(sum, by),
					toTable: appearance => costTable(sums, by, appearance),
				},
				format,
				context,
			);
			const exitCode = text === '' ? 0 : await print(text, messages);

			if (exitCode === 0) {
				warn(coverageText({sums, isWhole}, from, messages));
			}

			return exitCode;
		},
		noLimits,
	);
}

/** Says which runs were added up, and of how many the cost is unknown. */
export function coverageText(
	{sums, isWhole}: Awaited<ReturnType<typeof readCosts>>,
	from: Instant,
	{costReport: {all, known}}: SessionContext['messages'],
): string {
	const {runs, priced} = totalOf(sums);
	return (isWhole ? all : known)(runs, dateText(from), runs - priced);
}

/** Reads the run list back to the start of the period. Without a usable history, adds up the list alone. */
export async function readCosts(
	context: SessionContext,
	query: CostQuery,
	{service, storage}: AccountSources,
): Promise<{readonly sums: readonly CostSum[]; readonly isWhole: boolean}> {
	const {costReport, historyCommand} = context.messages;
	const {orders, unreadOf} = await service.readRuns({
		workflowId: null,
		status: null,
		since: query.from,
		limit: null,
	});
	const isWhole = unreadOf === null;

	if (!isWhole) {
		service.warn(costReport.unread(orders.length, unreadOf));
	}

	try {
		return {sums: addUp(orders, query, storage), isWhole};
	} catch (error) {
		if (!(error instanceof HistoryError)) {
			throw error;
		}

		service.warn(costReport.listOnly(historyCommand.cause(error.problem)));
		const inMemory = await openCommandStorage(context, {
			...service,
			demo: null,
			limits: noLimits,
			inMemory: true,
		});
		return {sums: addUp(orders, query, inMemory), isWhole};
	}
}

function addUp(
	orders: readonly RunOrder[],
	query: CostQuery,
	storage: Storage,
): readonly CostSum[] {
	recordOrders(storage, orders);
	writeAll(storage);
	return storage.ask(sumCosts, query);
}
