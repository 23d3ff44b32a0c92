import type {SessionContext} from '../../config/parse-options.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {Duration} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {messagesFor} from '../catalogue.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {openCommandAccount} from '../subcommands/command-account.ts';
import {RunReader} from '../subcommands/run-reader.ts';

export type McpRequest = {
	/** Aborts when the client cancels the request, or the server ends. */
	readonly signal: AbortSignal;
	/** Adds a sentence to the result: what is missing, and how to get it. */
	readonly note: (sentence: string) => void;
	/** Tells a client that asked for it how far a call is. `progress` must increase. */
	readonly showProgress: (progress: number, total: number, message: string) => void;
};

/** How long a request of a call waits for its response. Clients often give up after a minute. */
const responseTimeoutMs: Duration = 30_000;

export type McpSession = Awaited<ReturnType<typeof openMcpSession>>;
export type ToolCall = ReturnType<McpSession['startCall']>;

/**
 * Opens the account of an MCP server: one rate limit and circuit breaker for all calls, and what is known of the runs that
 * they asked about, so that a call knows how a run has changed since the one before.
 */
export async function openMcpSession(given: SessionContext) {
	// Each call gives up by itself. It may begin late in an outage that others have waited for.
	const {storage, accountFor, failed, close} = await openCommandAccount(given, Infinity);
	/** In English, like all that a program reads. */
	const context = {...given, messages: messagesFor('en')};
	const reader = new RunReader(storage);
	return {
		/** Rejects when the service refuses the key. Then this session sends no request any more. */
		failed,
		close,
		startCall: (request: McpRequest) => {
			const showProgress = (done: number, total: number) =>
				request.showProgress(done, total, context.messages.listing.progress(done, total));
			const openAccount = () =>
				accountFor(request.signal, request.note, showProgress, responseTimeoutMs);
			const account = openAccount();
			return {
				...request,
				context,
				account,
				fullIds: async (typed: readonly string[]): Promise<readonly RunOrderId[]> => [
					...new Set(await fullIds(typed, knownIds(account), context)),
				],
				/** Requests the runs in `asked`, and returns the state with only those in `ids`. */
				async read(ids: readonly RunOrderId[], asked = ids): Promise<State> {
					// The service may have recovered since the last time.
					const current = openAccount();
					await Promise.all(asked.map(async id => reader.poll(id, current)));
					return reader.view(ids);
				},
			};
		},
	};
}
