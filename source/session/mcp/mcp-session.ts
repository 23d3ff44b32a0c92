import {ApiError} from '../../api/errors.ts';
import {tryReadKeptResponse} from '../../api/wire/kept-response.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isFinalPhase} from '../../core/execution.ts';
import type {RunOrderId} from '../../core/run.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import {systemClock as clock, type Duration} from '../../core/time/clock.ts';
import {recordsOf} from '../../features/history/records.ts';
import {initialState, reduce} from '../../features/index.ts';
import {findResponse, findRunsById} from '../../storage/history-queries.ts';
import {recordRun} from '../../storage/history-records.ts';
import type {Storage} from '../../storage/storage.ts';
import type {ActionWithoutTime} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import {messagesFor} from '../catalogue.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {Refusal} from '../refusal.ts';
import type {CommandAccount, openCommandAccount} from '../subcommands/command-account.ts';

export type McpRequest = {
	/** Aborts when the client cancels the request, or the server ends. */
	readonly signal: AbortSignal;
	/** Adds a sentence to the result: what is missing, and how to get it. */
	readonly note: (sentence: string) => void;
};

type OpenedAccount = Awaited<ReturnType<typeof openCommandAccount>>;

/** How long a request of a call waits for its response. Clients often give up after a minute. */
const responseTimeoutMs: Duration = 30_000;
const noResponse =
	'The service did not respond in time: it is slow, or limits requests. Try again later.';

/**
 * The account of an MCP server: one rate limit and circuit breaker for all calls, and what is known of the runs that they
 * asked about, so that a call knows how a run has changed since the one before.
 */
export class McpSession {
	/** Its messages are in English, like all that a program reads. */
	readonly context: SessionContext;
	/** Rejects when the service refuses the key. Then this session sends no request any more. */
	readonly failed: Promise<never>;
	readonly #opened: OpenedAccount;
	readonly #storage: Storage;
	#state: State;

	constructor(context: SessionContext, opened: OpenedAccount) {
		const {failed, storage} = opened;
		this.context = {...context, messages: messagesFor('en')};
		this.failed = failed;
		this.#opened = opened;
		this.#storage = storage;
		const size = {columns: 0, rows: 0};
		this.#state = initialState({size, saved: storage.saved}, clock.now());
	}

	/** A request that takes too long rejects with a `Refusal`. */
	accountFor({signal, note}: McpRequest): CommandAccount {
		return {
			...this.#opened.accountFor(signal, note),
			send: async request => {
				const late = new AbortController();
				const cancel = clock.after(responseTimeoutMs, () => late.abort(new Refusal(noResponse)));

				try {
					const either = AbortSignal.any([signal, late.signal]);
					return await this.#opened.accountFor(either, note).send(request);
				} finally {
					cancel();
				}
			},
		};
	}

	async close(): Promise<void> {
		await this.#opened.close();
	}

	async fullIds(typed: readonly string[], call: McpRequest): Promise<readonly RunOrderId[]> {
		const known = knownIds(this.#storage, this.accountFor(call).client);
		return [...new Set(await fullIds(typed, known, this.context.messages))];
	}

	/**
	 * Requests runs and the titles of their workflows. A run that the service does not have (any more) is taken from the
	 * history. Returns the state with only these runs.
	 */
	async read(ids: readonly RunOrderId[], call: McpRequest): Promise<State> {
		const {client, send, signal} = this.accountFor(call);
		this.#dispatch({type: 'runsAdded', ids: ids.map(id => foreignName(id))});
		await Promise.all(
			ids.map(async id => {
				const result = await send(async () => client.execution(id, signal)).then(
					response => ({kind: 'response', response}) as const,
					(error: unknown) => ({kind: 'failure', problem: problemOf(error), gaveUp: null}) as const,
				);
				const outcome = {id, at: clock.now(), nextPollAt: null, ...result};
				this.#dispatch({type: 'polled', outcomes: [outcome]});

				if (result.kind === 'failure' && result.problem.kind === 'not-found') {
					this.#reopen(id);
				}
			}),
		);
		const {runs, workflows} = this.view(ids);
		const wanted = new Set(
			[...runs.values()].map(({execution}) => execution?.workflowId?.exact ?? ''),
		);

		for (const workflowId of [...wanted].filter(id => id !== '' && !workflows.has(id))) {
			const action = await send(async () => client.workflow(workflowId, signal)).then(
				workflow => ({type: 'workflowLoaded', workflowId, workflow}) as const,
				(error: unknown) => {
					problemOf(error);
					return {type: 'workflowFailed', workflowId} as const;
				},
			);
			this.#dispatch(action);
		}

		return this.view(ids);
	}

	/** Returns the state with only these runs. Runs from the history are not marked as reopened. */
	view(ids: readonly RunOrderId[]): State {
		const {runs, ...state} = this.#state;
		const known = ids.flatMap(id => runs.get(id) ?? []);
		return {...state, runs: new Map(known.map(run => [run.id, {...run, isReopened: false}]))};
	}

	/** Applies an action to the state, and records runs that have ended in the history. */
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

	#reopen(id: RunOrderId): void {
		const storage = this.#storage;
		const [run] = storage.query(findRunsById, [id], storage.saved.labels);

		if (run !== undefined && this.#state.runs.get(id)?.execution === null) {
			const kept = tryReadKeptResponse(storage.query(findResponse, id));
			this.#dispatch({type: 'runsRemoved', ids: [id]});
			this.#dispatch({type: 'runReopened', run, kept});
		}
	}
}

/** Returns the problem of a failed request. Throws an error that concerns all requests. */
function problemOf(error: unknown) {
	if (!(error instanceof ApiError) || error.kind === 'auth') {
		throw error;
	}

	return error.toProblem(clock.now());
}
