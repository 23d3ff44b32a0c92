import {ApiError} from '../../api/errors.ts';
import {keptOf} from '../../api/wire/kept-response.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {Duration} from '../../core/time/clock.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {waitFor} from '../../core/time/wait-for.ts';
import {messagesFor} from '../../i18n/index.ts';
import {readNewestRuns} from '../../polling/run-list.ts';
import {isDescribed} from '../../report/output-hold.ts';
import {findResponse, findRunsById} from '../../storage/history-queries.ts';
import {endTimeoutMs, type Storage} from '../../storage/storage.ts';
import {emptyRegistry} from '../../store/command-registry.ts';
import type {State} from '../../store/state.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {Refusal} from '../refusal.ts';
import {headlessRules} from '../report-headless.ts';
import {connect, type CommandService, type Connection} from '../subcommands/command-service.ts';
import {openCommandStorage} from '../subcommands/command-storage.ts';
import {noLimits} from '../subcommands/report-costs.ts';
import {createWatch} from '../watch.ts';

export type McpRequest = {
	/** Aborts when the client cancels the request, or the server ends. */
	readonly signal: AbortSignal;
	/** Adds a sentence to the result: what is missing, and how to get it. */
	readonly note: (sentence: string) => void;
};

/** How long a call waits for a response. Clients often give up after a minute. */
const responseTimeoutMs: Duration = 30_000;
export const noResponse =
	'The service did not respond in time: it is slow, or limits requests. Try again later.';
/** How many runs that no call needs are kept, so that the next call knows how they changed. */
const maxIdle = 20;

/**
 * The account of an MCP server: one poller, with its rate limit and circuit breaker, for all calls. A run is polled only
 * while a call needs it.
 */
export class McpSession {
	/** Its messages are in English, like all that a program reads. */
	readonly context: SessionContext;
	readonly storage: Storage;
	/** Rejects when the service refuses the key. Then this session sends no request any more. */
	readonly denied: Promise<never>;
	readonly #account: Connection;
	readonly #watch: ReturnType<typeof createWatch>;
	readonly #held = new Map<RunOrderId, number>();
	/** The kept runs that no call needs, the one used last at the end. */
	readonly #idle = new Set<RunOrderId>();

	constructor(
		context: SessionContext,
		account: Connection,
		storage: Storage,
		onBug: (error: unknown) => void,
	) {
		const {promise, reject} = Promise.withResolvers<never>();
		promise.catch(() => undefined);
		this.denied = promise;
		this.context = {...context, messages: messagesFor('en')};
		this.storage = storage;
		this.#account = account;
		this.#watch = createWatch({
			...headlessRules(context.options),
			client: account.client,
			clock,
			ids: [],
			size: {columns: 0, rows: 0},
			commands: emptyRegistry,
			// An agent's calls change nothing of what a person's sessions have saved, such as the times of runs for forecasts.
			storage: {...storage, save: () => undefined},
			onBug,
		});
		this.#watch.store.observe(({denied}) => {
			if (denied !== null) {
				reject(new ApiError('auth', denied));
			}
		});
		this.#watch.start();
	}

	/** The service for the code of other commands. Its requests go through the poller. */
	serviceFor({signal, note}: McpRequest): CommandService {
		const {client} = this.#account;
		const send: CommandService['send'] = async request => this.#send(request, signal);
		const list: typeof client.list = async (query, given) =>
			this.#send(async () => client.list(query, signal), AbortSignal.any([signal, given]));
		return {
			...this.#account,
			client: {...client, list},
			signal,
			send,
			warn: note,
			readRuns: async query => readNewestRuns(async page => list(page, signal), query),
		};
	}

	/**
	 * Polls runs while `work` needs them. It starts when each of them was polled, or could not be. `view` returns the state
	 * with only these runs.
	 */
	async useRuns<Result>(
		typed: readonly string[],
		call: McpRequest,
		work: (view: () => State) => Promise<Result>,
	): Promise<Result> {
		const known = knownIds(this.storage, this.serviceFor(call).client);
		const ids = [...new Set(await fullIds(typed, known, this.context.messages))];
		const since = clock.now();
		const view = (): State => {
			const state = this.#watch.store.getState();
			// What the history has counts like what the service has.
			const runs = ids.flatMap(id => state.runs.get(id) ?? []);
			return {...state, runs: new Map(runs.map(run => [run.id, {...run, isReopened: false}]))};
		};
		ids.forEach(id => this.#hold(id));

		try {
			await this.waitUntil(() => arePolled(view(), since), responseTimeoutMs, call.signal);
			ids.forEach(id => this.#reopenUnknown(id));
			return await work(view);
		} finally {
			ids.forEach(id => this.#release(id));
		}
	}

	/** Resolves to whether a condition is met within the time. Rejects with the reason of the signal. */
	async waitUntil(isMet: () => boolean, timeout: Duration, signal: AbortSignal): Promise<boolean> {
		if (!isMet()) {
			await waitFor(timeout, clock, signal, wake =>
				this.#watch.store.observe(() => {
					if (isMet()) {
						wake();
					}
				}),
			);
		}

		return isMet();
	}

	async close(): Promise<void> {
		this.#watch.stopSaving(endTimeoutMs);
		await this.#watch.stop();
		await this.#account.demo?.close();
	}

	/** Rejects with a `Refusal` if no response arrives in time. */
	async #send<Response>(request: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
		const late = new AbortController();
		const cancel = clock.after(responseTimeoutMs, () => late.abort(new Refusal(noResponse)));

		try {
			return await this.#watch.poller.send(request, AbortSignal.any([signal, late.signal]));
		} finally {
			cancel();
		}
	}

	#hold(id: RunOrderId): void {
		const poller = this.#watch.poller;
		this.#held.set(id, (this.#held.get(id) ?? 0) + 1);
		this.#idle.delete(id);
		this.#watch.add([id]);
		poller.watch([id]);
		poller.pollNow(id);
	}

	#release(id: RunOrderId): void {
		const count = (this.#held.get(id) ?? 1) - 1;
		this.#held.set(id, count);

		if (count === 0) {
			this.#held.delete(id);
			this.#watch.poller.unwatch(id);
			this.#idle.add(id);
			this.#forget([...this.#idle].slice(0, -maxIdle));
		}
	}

	#forget(ids: readonly RunOrderId[]): void {
		ids.forEach(id => this.#idle.delete(id));
		this.#watch.store.dispatch({type: 'runsRemoved', at: clock.now(), ids});
	}

	/** Takes a run that the service does not have (any more) from the history. */
	#reopenUnknown(id: RunOrderId): void {
		const {store} = this.#watch;
		const run = store.getState().runs.get(id);

		if (run?.execution !== null || run.polling.problem?.kind !== 'not-found') {
			return;
		}

		const [found] = this.storage.ask(findRunsById, [id], this.storage.saved.labels);

		if (found !== undefined) {
			const kept = keptOf(this.storage.ask(findResponse, id));
			this.#forget([id]);
			store.dispatch({type: 'runReopened', at: clock.now(), run: found, kept});
		}
	}
}

/** Whether each run was polled since then and has its title, or a poll failed after which it is not worth waiting. */
function arePolled(state: State, since: number): boolean {
	return [...state.runs.values()].every(run => {
		const {problem, respondedAt, gaveUp} = run.polling;
		const hasFailed =
			problem !== null &&
			problem.at >= since &&
			(gaveUp !== null || !problem.retriable || problem.kind === 'not-found');
		return hasFailed || ((respondedAt ?? 0) >= since && isDescribed(run, state));
	});
}

export async function openMcpSession(
	context: SessionContext,
	onBug: (error: unknown) => void,
): Promise<McpSession> {
	const connection = await connect(context);
	const storage = await openCommandStorage(context, {...connection, limits: noLimits});
	return new McpSession(context, connection, storage, onBug);
}
