import {ApiError} from '../../api/errors.ts';
import {tryReadKeptResponse} from '../../api/wire/kept-response.ts';
import type {FoundRun} from '../../commands/report/article.ts';
import {quoteInput} from '../../config/usage-error.ts';
import {emptyLog, logOf} from '../../core/log/run-log.ts';
import type {Problem} from '../../core/problem.ts';
import {chargedAmount, withInputNames, type Workflow} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import {systemClock as clock} from '../../core/time/clock.ts';
import {executionOf, newRun} from '../../features/runs/index.ts';
import type {Messages} from '../../i18n/messages.ts';
import {findResponse, findRunsById, readInputNames} from '../../storage/history-queries.ts';
import {recordInputNames} from '../../storage/history-records.ts';
import type {Storage} from '../../storage/storage.ts';
import {isOfWholeService, usableStorage, type CommandAccount} from './command-account.ts';

type ReadRuns = {
	readonly runs: readonly FoundRun[];
	/** The runs that neither the service nor the history has, each with a sentence that says why. */
	readonly unread: ReadonlyArray<{readonly id: RunOrderId; readonly why: string}>;
	/** Why the whole service did not respond; then only the history was asked. Null if it responded. */
	readonly failure: ApiError | null;
};

/** Reads runs, one after another. See `runReader`. */
export async function readRuns(
	ids: readonly RunOrderId[],
	account: CommandAccount,
	messages: Messages,
): Promise<ReadRuns> {
	const reader = runReader(account, messages);
	const runs: FoundRun[] = [];
	const unread: Array<{readonly id: RunOrderId; readonly why: string}> = [];

	for (const id of ids) {
		const run = await reader.read(id);

		if (typeof run === 'string') {
			unread.push({id, why: run});
		} else {
			runs.push(run);
		}
	}

	return {runs, unread, failure: reader.failure()};
}

/**
 * Returns how to read runs from the service, and from the history what the service does not have (any more). After a failure
 * of the whole service, only the history is asked.
 */
export function runReader(account: CommandAccount, messages: Messages) {
	const {client, send, signal} = account;
	const storage = usableStorage(account, messages);
	const service: {failure: ApiError | null} = {failure: null};
	const workflows = new Map<string, Promise<Workflow | null>>();

	/** Resolves to a sentence if neither service nor history have the run. */
	async function read(id: RunOrderId): Promise<FoundRun | string> {
		let problem: Problem | null = service.failure?.toProblem(clock.now()) ?? null;

		async function tryRequest<Response>(
			request: () => Promise<Response>,
		): Promise<Response | null> {
			if (service.failure !== null) {
				return null;
			}

			try {
				return await send(request);
			} catch (error) {
				if (!(error instanceof ApiError)) {
					throw error;
				}

				service.failure = isOfWholeService(error) ? error : null;
				problem ??= error.toProblem(clock.now());
				return null;
			}
		}

		async function readWorkflow(workflowId: string): Promise<Workflow | null> {
			const known =
				workflows.get(workflowId) ?? tryRequest(async () => client.workflow(workflowId, signal));
			workflows.set(workflowId, known);
			return known;
		}

		const response = await tryRequest(async () => client.execution(id, signal));
		const order = await tryRequest(async () => client.info(id, signal));
		const kept = storage === null ? null : runFromHistory(id, storage);
		const execution = response?.execution ?? kept?.execution;

		if (execution === undefined) {
			return service.failure === null || problem === null
				? unreadText(id, problem, messages)
				: messages.problem.sentence(problem);
		}

		const workflowId = execution.workflowId?.exact ?? '';
		const keptNames = storage?.query(readInputNames).get(workflowId);
		const title = kept?.title ?? null;
		const workflow =
			workflowId === '' || (title !== null && keptNames !== undefined)
				? null
				: await readWorkflow(workflowId);
		account.storage.write(recordInputNames, workflowId, workflow?.inputNames ?? new Map());
		const inputs = order?.inputs ?? kept?.inputs ?? null;
		const run = newRun(foreignName(id), clock.now());
		return {
			...run,
			execution,
			log: response === null ? (kept?.log ?? emptyLog) : logOf(response.logs, []),
			polling: {
				...run.polling,
				...(response === null ? {problem} : {respondedAt: clock.now()}),
			},
			order,
			title: title ?? workflow?.title ?? null,
			inputs: inputs && withInputNames(inputs, workflow?.inputNames ?? keptNames),
			quote: order?.quoteAmount ?? kept?.quoteAmount ?? null,
			charged: order === null ? (kept?.finalAmount ?? null) : chargedAmount(order),
			label: storage?.saved.labels.get(id) ?? null,
		};
	}

	return {
		read,
		/** Why the whole service did not respond; null if it did. */
		failure: () => service.failure,
	};
}

/** Returns a run from the history; null if the history does not have it. */
function runFromHistory(id: RunOrderId, storage: Storage) {
	const [kept] = storage.query(findRunsById, [id], storage.saved.labels);
	const {execution, log = emptyLog} = tryReadKeptResponse(storage.query(findResponse, id)) ?? {};
	return kept === undefined ? null : {...kept, execution: execution ?? executionOf(kept), log};
}

function unreadText(
	id: RunOrderId,
	problem: Problem | null,
	{compare, problem: problems}: Messages,
): string {
	return problem === null || problem.kind === 'not-found'
		? compare.unknownRun(quoteInput(id))
		: compare.unreadRun(quoteInput(id), problems.sentence(problem));
}
