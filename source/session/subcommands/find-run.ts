import {ApiError} from '../../api/errors.ts';
import {keptOf} from '../../api/wire/kept-response.ts';
import {quoteInput} from '../../config/quote-input.ts';
import type {Execution} from '../../core/execution.ts';
import type {FoundRun} from '../../core/found-run.ts';
import {emptyLog, logOf} from '../../core/log/run-log.ts';
import type {Problem} from '../../core/problem.ts';
import {chargedAmount} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import {emptySavedState} from '../../core/saved-state.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {executionOf} from '../../features/history/records.ts';
import {newRun} from '../../features/runs/index.ts';
import type {Messages} from '../../i18n/index.ts';
import {findResponse, findRunsById} from '../../storage/history-queries.ts';
import {readVisit} from '../../storage/history-upkeep.ts';
import {HistoryError, type Storage} from '../../storage/storage.ts';
import {failureOfRun, mapInParallel, type CommandService} from './command-service.ts';
import type {AccountSources} from './command-storage.ts';

type UsableStorage = Pick<Storage, 'ask' | 'saved'> | null;

type UnreadRun = {readonly run: null; readonly problem: Problem | null};

/** Returns the storage. If it cannot be used, reports that what only it knows is missing. */
export function usableStorage(
	{service, storage}: AccountSources,
	{historyCommand}: Messages,
): UsableStorage {
	try {
		storage.ask(readVisit);
		return storage;
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
	{service, storage}: {readonly service: CommandService; readonly storage: UsableStorage},
	concurrency: number,
) {
	const reading: {failure: ApiError | null} = {failure: null};
	const found = await mapInParallel(ids, concurrency, async id => {
		try {
			if (reading.failure === null) {
				return {id, ...(await findRun(id, service, storage))};
			}
		} catch (error) {
			if (!(error instanceof ApiError)) {
				throw error;
			}

			reading.failure ??= error;
		}

		const problem = reading.failure.toProblem(clock.now());
		return {id, run: findKeptRun(id, storage, problem), problem};
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
	storage: UsableStorage,
): Promise<{readonly run: FoundRun; readonly problem: null} | UnreadRun> {
	let problem: Problem | null = null;
	const known = async <Response>(request: () => Promise<Response>): Promise<Response | null> =>
		send(request).catch((error: unknown) => {
			problem ??= failureOfRun(error).toProblem(clock.now());
			return null;
		});
	const response = await known(async () => client.execution(id, signal));
	const order = await known(async () => client.info(id, signal));
	const found = findKeptRun(id, storage, problem, response?.execution);

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
function findKeptRun(
	id: RunOrderId,
	storage: UsableStorage,
	problem: Problem | null,
	execution?: Execution,
): FoundRun | null {
	const {labels} = storage?.saved ?? emptySavedState;
	const [kept] = storage?.ask(findRunsById, [id], labels) ?? [];
	const response =
		execution === undefined && storage !== null ? keptOf(storage.ask(findResponse, id)) : null;
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
				name: labels.get(id) ?? null,
			};
}
