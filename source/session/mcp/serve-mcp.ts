import {McpServer} from '@modelcontextprotocol/sdk/server/mcp.js';
import {StdioServerTransport} from '@modelcontextprotocol/sdk/server/stdio.js';
import type {RequestHandlerExtra} from '@modelcontextprotocol/sdk/shared/protocol.js';
import type {
	CallToolResult,
	ServerNotification,
	ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import {ApiError} from '../../api/errors.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {UsageError} from '../../config/usage-error.ts';
import {messagesFor} from '../../i18n/index.ts';
import {bugText} from '../../report/bug-text.ts';
import {onExitSignal} from '../headless-session.ts';
import {exitCodes, Refusal} from '../refusal.ts';
import {runInContext} from '../run-in-context.ts';
import {failureText, warn} from '../subcommands/command-service.ts';
import {accountTools} from './account-tools.ts';
import {openMcpSession, type McpSession} from './mcp-session.ts';
import {filterMessages} from './message-filter.ts';
import {runTools} from './run-tools.ts';
import {cleanValue, type McpTool, type ToolCall} from './tool.ts';

const instructions =
	'Reads workflow runs on the Chenyu cloud (ComfyUI workflows that cost money and take minutes): list finds them, wait waits for their ends, status, log and outputs show one, cost adds up, compare finds out why two differ. It cannot submit, cancel or change anything. Results are short; `notes` says what is left out and how to ask for it.';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Serves the Model Context Protocol on stdin and stdout (`chenyu-top mcp`). A bundle of its own starts here. */
export async function startMcp(argv: readonly string[], version: string): Promise<number> {
	return runInContext(argv, version, serveMcp);
}

/** Resolves to the exit code when the client closes stdin, or after a signal. */
async function serveMcp(context: SessionContext): Promise<number> {
	const {stdin, stdout} = process;
	const end = Promise.withResolvers<number>();
	const stop = new AbortController();
	const server = new McpServer({name: 'chenyu-top', version: context.version}, {instructions});
	const opened: {session?: Promise<McpSession>} = {};

	/** Opens the account at the first call. Without a key each call looks for one again, so that the user can add it. */
	async function openOnce(): Promise<McpSession> {
		opened.session ??= openMcpSession(context, end.reject);
		const current = opened.session;

		try {
			const session = await current;
			session.denied.catch(() => {
				// The next call opens the account again, maybe with a new key from the key file.
				if (opened.session === current) {
					delete opened.session;
					session.close().catch(end.reject);
				}
			});
			return session;
		} catch (error) {
			delete opened.session;
			throw error;
		}
	}

	for (const tool of [...accountTools, ...runTools]) {
		server.registerTool(
			tool.name,
			{
				description: tool.description,
				inputSchema: tool.input,
				outputSchema: z.looseObject({...tool.output, notes: z.array(z.string()).optional()}),
				annotations: {readOnlyHint: true, openWorldHint: true},
			},
			async (input: Record<string, unknown>, extra: Extra) =>
				callTool(tool, input, extra, stop.signal, openOnce),
		);
	}

	stdin.once('end', () => end.resolve(0));
	stdin.once('close', () => end.resolve(0));
	// The SDK adds a listener for each message that a slow client has not read.
	stdout.setMaxListeners(0);
	stdout.on('error', ({code}: NodeJS.ErrnoException) => {
		end.resolve(code === 'EPIPE' ? 0 : exitCodes.gaveUp);
	});
	const stopSignals = onExitSignal(end.resolve);

	if (stdin.isTTY) {
		warn(context.messages.usage.mcpInTerminal);
	}

	await server.connect(new StdioServerTransport(filterMessages(stdin, stdout)));

	try {
		return await end.promise;
	} finally {
		stop.abort();
		stopSignals();
		stdin.pause();
		await server.close();
		// If it could not be opened, the calls have reported it.
		await (await opened.session?.catch(() => null))?.close();
	}
}

async function callTool(
	tool: McpTool,
	input: Record<string, unknown>,
	extra: Extra,
	ended: AbortSignal,
	open: () => Promise<McpSession>,
): Promise<CallToolResult> {
	const notes: string[] = [];
	const signal = AbortSignal.any([extra.signal, ended]);
	const note = (sentence: string) => notes.push(sentence);

	try {
		const session = await open();
		const call = {session, signal, note, report: reporterOf(extra)};
		const result = await Promise.race([tool.run(input, call), session.denied]);
		return resultOf({...result, notes: notes.length === 0 ? null : notes});
	} catch (error) {
		const text = signal.aborted ? 'The call was canceled.' : cleanValue(sentenceOf(error));
		return {isError: true, content: [{type: 'text', text}]};
	}
}

/** Clients without support for structured content read the text. */
function resultOf(result: object): CallToolResult {
	const structuredContent = cleanValue(result) as Record<string, unknown>;
	return {structuredContent, content: [{type: 'text', text: JSON.stringify(structuredContent)}]};
}

function reporterOf({_meta: meta, sendNotification}: Extra): ToolCall['report'] {
	const progressToken = meta?.progressToken;
	return (progress, total, message) => {
		if (progressToken !== undefined) {
			const params = {progressToken, progress, total, message};
			// It fails only if the client has gone, which ends the server.
			sendNotification({method: 'notifications/progress', params}).catch(() => undefined);
		}
	};
}

function sentenceOf(error: unknown): string {
	if (error instanceof Refusal) {
		return error.message;
	}

	if (error instanceof UsageError) {
		return error.sentence(messagesFor('en'));
	}

	try {
		const text = failureText(error, messagesFor('en'));
		return error instanceof ApiError && error.kind === 'auth'
			? `${text} Then call again: the key file is read anew, but a new CHENYU_API_KEY needs a restart of this MCP server.`
			: text;
	} catch (bug) {
		warn(bugText(bug, messagesFor('en')));
		return messagesFor('en').usage.bug;
	}
}
