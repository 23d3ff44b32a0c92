import {withDeadline} from '../../api/deadline.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {RunOrderId} from '../../core/run.ts';
import {systemClock as clock, type Duration} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {messagesFor} from '../catalogue.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {openCommandAccount, type CommandAccount} from '../subcommands/command-account.ts';
import {RunReader} from '../subcommands/run-reader.ts';

export type McpRequest = {
	/** Aborts when the client cancels the request, or the server ends. */
	readonly signal: AbortSignal;
	/** Adds a sentence to the result: what is missing, and how to get it. */
	readonly note: (sentence: string) => void;
};

/** How long a request of a call waits for its response. Clients often give up after a minute. */
const responseTimeoutMs: Duration = 30_000;

export type McpSession = Awaited<ReturnType<typeof openMcpSession>>;

/**
 * Opens the account of an MCP server: one rate limit and circuit breaker for all calls, and what is known of the runs that
 * they asked about, so that a call knows how a run has changed since the one before.
 */
export async function openMcpSession(given: SessionContext) {
	const opened = await openCommandAccount(given);
	const {storage, failed} = opened;
	const reader = new RunReader(storage);
	/** In English, like all that a program reads. */
	const context = {...given, messages: messagesFor('en')};

	function accountFor({signal, note}: McpRequest): CommandAccount {
		return {
			...opened.accountFor(signal, note),
			send: async request =>
				withDeadline(async limited => opened.accountFor(limited, note).send(request), {
					clock,
					limit: responseTimeoutMs,
					signal,
				}),
		};
	}

	return {
		context,
		reader,
		/** Rejects when the service refuses the key. Then this session sends no request any more. */
		failed,
		close: async () => opened.close(),
		accountFor,
		async fullIds(typed: readonly string[], call: McpRequest): Promise<readonly RunOrderId[]> {
			const known = knownIds(accountFor(call));
			return [...new Set(await fullIds(typed, known, context.messages))];
		},
		/** Requests runs, and returns the state with only these. */
		async read(ids: readonly RunOrderId[], call: McpRequest): Promise<State> {
			// The service may have recovered since the last call.
			reader.failure = null;
			await Promise.all(ids.map(async id => reader.poll(id, accountFor(call))));
			return reader.view(ids);
		},
	};
}
