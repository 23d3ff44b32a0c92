import {ApiError} from '../../api/errors.ts';
import {keptOf} from '../../api/wire/kept-response.ts';
import {quoteInput} from '../../config/quote-input.ts';
import type {Execution} from '../../core/execution.ts';
import type {FoundRun} from '../../core/found-run.ts';
import {emptyLog, logOf} from '../../core/log/run-log.ts';
import type {Problem} from '../../core/problem.ts';
import {chargedAmount} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {executionOf} from '../../features/history/reopen.ts';
import {newRun} from '../../features/runs/index.ts';
import type {Messages} from '../../i18n/index.ts';
import {HistoryError} from '../../storage/storage.ts';
import type {AccountSources, CommandHistory} from './command-history.ts';
import {failureOfRun, mapInParallel, type CommandService} from './command-service.ts';

type UsableHistory = Pick<CommandHistory, 'history' | 'saved'> | null;

type UnreadRun = {readonly run: null; readonly problem: Problem | null};

/** Returns the history. If it cannot be used, reports that what only it knows is missing. */
export async function usableHistory(
	{service, history}: AccountSources,
	{historyCommand}: Messages,
): Promise<UsableHistory> {
	try {
		await history.history('runs', []);
		return history;
	} catch (error) {
		if (!(error instanceof HistoryError)) {
			throw error;
		}

		service.warn(historyCommand.missing(historyCommand.cause(error.problem)));
		return null;
	}
}

/** Reads runs in the order of their ids. After a failure of the whole service, only the history is asked. */
export async function readRuns(
	ids: readonly RunOrderId[],
	{service, history}: {readonly service: CommandService; readonly history: UsableHistory},
	concurrency: number,
) {
	const reading: {failure: ApiError | null} = {failure: null};
	const found = await mapInParallel(ids, concurrency, async id => {
		try {
			if (reading.failure === null) {
				return {id, ...(await findRun(id, service, history))};
			}
		} catch (error) {
			if (!(error instanceof ApiError)) {
				throw error;
			}

			reading.failure ??= error;
		}

		const problem = reading.failure.toProblem(clock.now());
		return {id, run: await findKeptRun(id, history, problem), problem};
	});
	return {found, failure: reading.failure};
}

/**
 * Requests a run, and asks the history for what the service does not have (any more). `run` is null if neither has it;
 * `problem` is then why the service did not respond, or null if it does not know the run. Rejects with an `ApiError` if
 * other requests would fail too.
 */
async function findRun(
	id: RunOrderId,
	{send, client, signal}: CommandService,
	history: UsableHistory,
): Promise<{readonly run: FoundRun; readonly problem: null} | UnreadRun> {
	let problem: Problem | null = null;
	const known = async <Response>(request: () => Promise<Response>): Promise<Response | null> =>
		send(request).catch((error: unknown) => {
			problem ??= failureOfRun(error).toProblem(clock.now());
			return null;
		});
	const response = await known(async () => client.execution(id, signal));
	const order = await known(async () => client.info(id, signal));
	const found = await findKeptRun(id, history, problem, response?.execution);

	if (found === null) {
		return {run: null, problem: isUnknown(problem) ? null : problem};
	}

	const workflowId = found.execution.workflowId?.exact ?? '';
	const workflow =
		workflowId === '' || found.title !== null
			? null
			: await known(async () => client.workflow(workflowId, signal));
	const fresh = response && {
		log: logOf(response.logs, []),
		polling: {...found.polling, respondedAt: clock.now(), problem: null},
	};
	const run = {
		...found,
		...fresh,
		order,
		title: found.title ?? workflow?.title ?? null,
		inputs: order?.inputs ?? found.inputs,
		quote: order?.quoteAmount ?? found.quote,
		charged: order === null ? found.charged : chargedAmount(order),
	};
	return {run, problem: null};
}

function isUnknown(problem: Problem | null): boolean {
	return problem?.kind === 'not-found';
}

export function unreadText(
	id: RunOrderId,
	problem: Problem | null,
	{compare, problem: problems}: Messages,
): string {
	return problem === null
		? compare.unknownRun(quoteInput(id))
		: compare.unreadRun(quoteInput(id), problems.sentence(problem));
}

/**
 * Returns what the history knows of a run. `problem`: why the service did not respond. `execution`: from the service.
 * Null if there is no execution.
 */
async function findKeptRun(
	id: RunOrderId,
	usable: UsableHistory,
	problem: Problem | null,
	execution?: Execution,
): Promise<FoundRun | null> {
	const [kept] = (await usable?.history('runs', [id])) ?? [];
	const response =
		execution === undefined && usable !== null
			? keptOf(await usable.history('response', id))
			: null;
	const known = execution ?? response?.execution ?? (kept && executionOf(kept));
	const run = newRun(foreignName(id), clock.now());
	return known === undefined
		? null
		: {
				...run,
				execution: known,
				log: response?.log ?? emptyLog,
				title: kept?.order.title ?? null,
				inputs: kept?.inputs ?? null,
				polling: {...run.polling, problem},
				order: null,
				quote: kept?.order.quoteAmount ?? null,
				charged: kept?.order.finalAmount ?? null,
				name: usable?.saved.labels.get(id) ?? kept?.label ?? null,
			};
}
