import {apiErrorOf} from '../../api/errors.ts';
import {readKeptResponse} from '../../api/wire/kept-response.ts';
import type {FoundRun} from '../../commands/report/article.ts';
import {quoteInput} from '../../config/usage-error.ts';
import {isFinalPhase} from '../../core/execution.ts';
import type {HistoryRun} from '../../core/history.ts';
import {chargedAmount, emptyWorkflow, withInputNames} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import {systemClock as clock} from '../../core/time/clock.ts';
import {recordsOf} from '../../features/history/records.ts';
import {initialState, reduce} from '../../features/index.ts';
import {labelOf, runAssets} from '../../features/runs/index.ts';
import type {Messages} from '../../i18n/messages.ts';
import {findResponse, findRunsById, readInputNames} from '../../storage/history-queries.ts';
import {recordInputNames, recordRun} from '../../storage/history-records.ts';
import type {Storage} from '../../storage/storage.ts';
import type {ActionWithoutTime} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import type {CommandAccount} from './command-account.ts';
import {readAssets} from './read-assets.ts';

/**
 * Reads runs for a command or an agent: from the service, and from the history what the service does not have (any more).
 * The reducers keep what is known, so that a later reading knows how a run has changed.
 */
export class RunReader {
	readonly #storage: Storage;
	#state: State;

	constructor(storage: Storage) {
		this.#storage = storage;
		const size = {columns: 0, rows: 0};
		this.#state = initialState({size, saved: storage.saved}, clock.now());
	}

	/** Returns the state with only these runs. Runs from the history are not marked as reopened. */
	view(ids: readonly RunOrderId[]): State {
		const {runs, ...state} = this.#state;
		const known = ids.flatMap(id => runs.get(id) ?? []);
		return {...state, runs: new Map(known.map(run => [run.id, {...run, isReopened: false}]))};
	}

	/** Requests a run once, and its workflow if that is not known yet. */
	async poll(id: RunOrderId, account: CommandAccount): Promise<void> {
		const {client, signal} = account;
		const result = await this.#request(account, async () => client.execution(id, signal));

		if (result.kind === 'failure' && !this.#state.runs.get(id)?.execution) {
			this.#reopen(id);
		}

		this.#dispatch({type: 'runsAdded', ids: [foreignName(id)]});
		this.#dispatch({
			type: 'polled',
			outcomes: [{id, at: clock.now(), nextPollAt: null, ...result}],
		});
		await this.#readWorkflow(this.#state.runs.get(id)?.execution?.workflowId?.exact ?? '', account);
	}

	/** Requests a run with its order. Resolves to null if neither the service nor the history has it. */
	async read(id: RunOrderId, account: CommandAccount): Promise<FoundRun | null> {
		await this.poll(id, account);
		const {client, signal} = account;
		const result = await this.#request(account, async () => client.info(id, signal));

		if (result.kind === 'response') {
			this.#dispatch({type: 'orderLoaded', id, info: result.response});
		}

		const run = this.#state.runs.get(id);
		const assets = await readAssets(run === undefined ? [] : runAssets(run), account);
		this.#dispatch({type: 'assetsKept', assets});
		return foundRun(this.view([id]), id, this.#kept(id));
	}

	/** Says why a run could not be read. */
	unreadText(
		id: RunOrderId,
		account: CommandAccount,
		{compare, problem: problems}: Messages,
	): string {
		const problem = this.#state.runs.get(id)?.polling.problem ?? null;

		if (problem === null || problem.kind === 'not-found') {
			return compare.unknownRun(quoteInput(id));
		}

		const sentence = problems.sentence(problem);
		return account.failure() === null ? compare.unreadRun(quoteInput(id), sentence) : sentence;
	}

	async #request<Response>({send}: CommandAccount, request: () => Promise<Response>) {
		try {
			return {kind: 'response', response: await send(request)} as const;
		} catch (error) {
			const problem = apiErrorOf(error).toProblem(clock.now());
			return {kind: 'failure', problem, gaveUp: null} as const;
		}
	}

	/** If the request fails, the names of the inputs may still be in the history. */
	async #readWorkflow(workflowId: string, account: CommandAccount): Promise<void> {
		if (workflowId === '' || this.#state.workflows.has(workflowId)) {
			return;
		}

		const {client, signal} = account;
		const result = await this.#request(account, async () => client.workflow(workflowId, signal));

		if (result.kind === 'response') {
			const {inputNames} = result.response;
			this.#storage.write(recordInputNames, workflowId, inputNames);
		}

		const inputNames = this.#storage.query(readInputNames).get(workflowId) ?? new Map();
		const workflow = result.kind === 'response' ? result.response : {...emptyWorkflow, inputNames};
		this.#dispatch({type: 'workflowLoaded', workflowId, workflow});
	}

	#kept(id: RunOrderId): HistoryRun | undefined {
		return this.#storage.query(findRunsById, [id], this.#storage.saved.labels)[0];
	}

	#reopen(id: RunOrderId): void {
		const run = this.#kept(id);

		if (run !== undefined && isFinalPhase(run.phase)) {
			const kept = readKeptResponse(this.#storage.query(findResponse, id));
			this.#dispatch({type: 'runReopened', run, kept});
		}
	}

	/** Applies an action to the state, and adds runs that have ended to the history. */
	#dispatch(change: ActionWithoutTime): void {
		const action = {...change, at: clock.now()};
		const before = this.#state;
		this.#state = reduce(before, action).state;

		for (const record of recordsOf(action, this.#state, before)) {
			if (isFinalPhase(record.phase)) {
				this.#storage.write(recordRun, record, action.at);
			}
		}
	}
}

/** Returns a run with its order; null if nothing is known of it. `kept`: what the history has. */
export function foundRun(state: State, id: RunOrderId, kept?: HistoryRun): FoundRun | null {
	const run = state.runs.get(id);
	const execution = run?.execution ?? null;

	if (run === undefined || execution === null) {
		return null;
	}

	const order = state.runOrders.get(id)?.info ?? null;
	const inputs = run.inputs ?? kept?.inputs ?? null;
	const workflow = state.workflows.get(execution.workflowId?.exact ?? '');
	return {
		...run,
		execution,
		order,
		title: kept?.title ?? run.title,
		inputs: inputs && withInputNames(inputs, workflow?.inputNames, state.assets),
		quote: order?.quoteAmount ?? state.quotes.get(id) ?? kept?.quoteAmount ?? null,
		charged: order === null ? (kept?.finalAmount ?? null) : chargedAmount(order),
		label: labelOf(state, id),
	};
}

/**
 * Reads runs, one after another. `unread`: those that neither the service nor the history has, each with a sentence that
 * says why.
 */
export async function readRuns(
	ids: readonly RunOrderId[],
	account: CommandAccount,
	messages: Messages,
) {
	const reader = new RunReader(account.storage);
	const runs: FoundRun[] = [];
	const unread: Array<{readonly id: RunOrderId; readonly why: string}> = [];

	for (const id of ids) {
		const run = await reader.read(id, account);

		if (run === null) {
			unread.push({id, why: reader.unreadText(id, account, messages)});
		} else {
			runs.push(run);
		}
	}

	return {runs, unread};
}
