import {ApiError} from '../api/errors.ts';
import {createHttpClient, type RunClient} from '../api/http-client.ts';
import {usualColumns, type NamedColumn} from '../commands/ls/columns.ts';
import {csvText, jsonLine, tabbedLine} from '../commands/ls/lines.ts';
import {isDescending, sortListed} from '../commands/ls/sort.ts';
import {listTable} from '../commands/ls/table.ts';
import type {ListOptions} from '../config/list-options.ts';
import {isFinalPhase} from '../core/execution.ts';
import type {ListedRun} from '../core/listed-run.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrder} from '../core/run-order.ts';
import type {Instant} from '../core/time/clock.ts';
import {systemClock as clock} from '../core/time/system-clock.ts';
import {readNewestRuns} from '../polling/newest-runs.ts';
import {createPacedSender} from '../polling/paced-sender.ts';
import {print} from '../report/standard-output.ts';
import {paletteName} from '../store/keys/key-of.ts';
import {capabilities} from '../terminal/capabilities.ts';
import {createAppearance} from '../ui/theme/appearance.ts';
import {exitCodes} from './refusal.ts';
import {apiKeyOf, startDemo, warnOfEnvironment, type SessionContext} from './run-source.ts';

type Send = ReturnType<typeof createPacedSender>;

const usualWidth = 80;
/** How many requests for details are in flight at once. */
const maxDetailRequests = 4;
/** From this time on, in milliseconds, a wait is reported. */
const longWaitMs = 2000;

/** Prints the runs of the account (`chenyu-top ls`). Resolves to the exit code. Throws a `Refusal` without a key. */
export async function listRuns(context: SessionContext, list: ListOptions): Promise<number> {
	const {request, messages} = context;
	const {options} = request;
	const {demo, status, workflow: workflowId, concurrency} = options;
	warnOfEnvironment(status, notice => warn(messages.notice(notice, paletteName)));
	const apiKey = demo ? 'demo' : apiKeyOf(context);
	const service = demo ? await startDemo() : null;
	const client = createHttpClient({
		baseUrl: service?.origin ?? options.baseUrl,
		apiKey,
		concurrency,
		clock,
	});
	const stop = new AbortController();
	const send = createPacedSender({clock, random: Math.random, onRetry: retryWarning(messages)});

	try {
		const {orders, unreadOf} = await readNewestRuns(
			async query => send(async () => client.list(query, stop.signal)),
			{workflowId, status, limit: list.limit, since: startOf(list, clock.now())},
		);
		const runs = await withDetails(
			orders,
			list,
			{send, client, signal: stop.signal, concurrency},
			warnOfDetails,
		);

		if (unreadOf !== null) {
			warn(messages.listing.unread(orders.length, unreadOf));
		}

		if (runs.length === 0) {
			warn(messages.listing.none([workflowId, status, list.since].some(each => each !== null)));
		}

		const text = listText(runs, context, list);
		return text === '' ? 0 : await print(text, messages);
	} catch (error) {
		if (!(error instanceof ApiError)) {
			throw error;
		}

		const problem = error.toProblem(clock.now());
		warn(
			problem.kind === 'rate-limit'
				? messages.listing.limited(problem.retryAfter)
				: messages.problem.ofList(problem),
		);
		return exitCodes.gaveUp;
	} finally {
		stop.abort();
		await client.close();
		await service?.close();
	}

	function warnOfDetails(failures: readonly ApiError[]): void {
		const [first] = failures;

		if (first !== undefined) {
			warn(messages.listing.noDetails(failures.length, first.detail));
		}
	}
}

function warn(sentence: string): void {
	process.stderr.write(`chenyu-top: ${sentence}\n`);
}

/** Reports long waits on a terminal, and a wait that several requests share only once. */
function retryWarning({problem: texts, listing}: SessionContext['messages']) {
	let reportedUntil: Instant = 0;
	return (problem: Problem, wait: number) => {
		const until = problem.at + wait;

		if (process.stderr.isTTY && wait >= longWaitMs && until > reportedUntil + longWaitMs) {
			reportedUntil = until;
			warn(listing.retry(texts.brief(problem), wait));
		}
	};
}

function startOf({since}: ListOptions, now: Instant): Instant | null {
	return since === null ? null : 'at' in since ? since.at : now - since.ago;
}

/** Requests what the columns need and the run list lacks. What the service does not have (any more) stays unknown. */
async function withDetails(
	orders: readonly RunOrder[],
	{full, format, columns, sort}: ListOptions,
	{
		send,
		client,
		signal,
		concurrency,
	}: {
		readonly send: Send;
		readonly client: RunClient;
		readonly signal: AbortSignal;
		readonly concurrency: number;
	},
	onFailures: (failures: readonly ApiError[]) => void,
): Promise<readonly ListedRun[]> {
	const needed = [...(columns ?? usualColumns({full})), ...(sort === null ? [] : [sort.column])];
	const isAll = full && format === 'json' && columns === null;
	const needs = (from: NamedColumn['from']) => isAll || needed.some(column => column.from === from);
	const failures = new Map<RunOrder, ApiError>();

	async function detail<T>(order: RunOrder, request: () => Promise<T>): Promise<T | null> {
		try {
			return await send(request);
		} catch (error) {
			if (!(error instanceof ApiError) || isOfWholeService(error)) {
				throw error;
			}

			// The engine does not know a run that it has not accepted yet.
			if (error.kind !== 'not-found' || isFinalPhase(order.phase)) {
				failures.set(order, error);
			}

			return null;
		}
	}

	const runs = await mapInParallel(
		orders,
		Math.min(maxDetailRequests, concurrency),
		async (order): Promise<ListedRun> => {
			const id = order.id.exact;
			const response = needs('execution')
				? await detail(order, async () => client.execution(id, signal))
				: null;
			const info = needs('info') ? await detail(order, async () => client.info(id, signal)) : null;
			return {order, execution: response?.execution ?? null, info};
		},
	);
	onFailures([...failures.values()]);
	return runs;
}

function isOfWholeService({kind, retriable}: ApiError): boolean {
	return kind === 'http'
		? retriable
		: !['not-found', 'engine', 'malformed', 'too-large'].includes(kind);
}

async function mapInParallel<Item, Result>(
	items: readonly Item[],
	workers: number,
	map: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
	const results = new Map<Item, Result>();
	const waiting = items.values();
	await Promise.all(
		Array.from({length: workers}, async () => {
			for (const item of waiting) {
				results.set(item, await map(item));
			}
		}),
	);
	return items.flatMap(item => results.get(item) ?? []);
}

function listText(
	found: readonly ListedRun[],
	{request: {options}, messages}: SessionContext,
	{format, columns: chosen, sort, full}: ListOptions,
): string {
	const {stdout, env, platform} = process;
	const now = clock.now();
	const columns = chosen ?? usualColumns({full});
	const runs = sort === null ? found : sortListed(found, sort, now);

	if (format === 'json') {
		return runs.map(run => jsonLine(run, chosen)).join('\n');
	}

	if (format === 'csv') {
		// A terminal adds the carriage returns itself. `print` adds the line feed of the last row.
		return stdout.isTTY
			? csvText(runs, columns, 'safe').replaceAll('\r', '')
			: `${csvText(runs, columns, 'exact')}\r`;
	}

	if (!stdout.isTTY) {
		return runs.map(run => tabbedLine(run, columns)).join('\n');
	}

	const able = capabilities(env, {isTTY: true, platform});
	return runs.length === 0
		? ''
		: listTable(runs, {
				columns,
				sort: sort === null ? null : {id: sort.column.id, descending: isDescending(sort)},
				now,
				width: stdout.columns || usualWidth,
				appearance: createAppearance({
					messages,
					// Other themes depend on the background, which is not known here.
					theme: options.theme === 'mono' ? 'mono' : 'terminal',
					hasColors: options.color !== 'never' && able.color > 0,
					ascii: options.ascii || !able.unicode,
					hyperlinks: false,
				}),
			}).join('\n');
}
