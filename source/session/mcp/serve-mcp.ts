import {McpServer} from '@modelcontextprotocol/sdk/server/mcp.js';
import {StdioServerTransport} from '@modelcontextprotocol/sdk/server/stdio.js';
import {ErrorCode, type CallToolResult} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import {ApiError} from '../../api/errors.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {UsageError} from '../../config/usage-error.ts';
import {bugText} from '../../events/run-texts.ts';
import {onExitSignal} from '../../terminal/guard.ts';
import {messagesFor} from '../catalogue.ts';
import {exitCodes, Refusal} from '../refusal.ts';
import {failureText, warn} from '../subcommands/command-account.ts';
import {accountTools} from './account-tools.ts';
import {openMcpSession, type McpRequest, type McpSession} from './mcp-session.ts';
import {toolsAboutRuns} from './run-tools.ts';
import {cleanValue, type McpTool} from './tool.ts';

const instructions =
	'Reads workflow runs on the Chenyu cloud (ComfyUI workflows that cost money and take minutes): list finds them, wait waits for their ends, status, log and outputs show one, cost adds up, compare finds out why two differ. It cannot submit, cancel or change anything. Results are short; `notes` says what is left out and how to ask for it.';

/**
 * Serves the Model Context Protocol on stdin and stdout (`chenyu-top mcp`). Resolves to the exit code when the client closes
 * stdin, or after a signal.
 */
export async function serveMcp(context: SessionContext): Promise<number> {
	const {stdin, stdout} = process;
	const end = Promise.withResolvers<number>();
	const stop = new AbortController();
	const server = new McpServer({name: 'chenyu-top', version: context.version}, {instructions});
	let opened: Promise<McpSession> | null = null;

	/** Opens the account at the first call, and again if there was no key or a wrong one, which the user can correct. */
	async function openOnce(): Promise<McpSession> {
		const forget = (): void => {
			opened = null;
		};

		if (opened === null) {
			opened = openMcpSession(context);
			opened.then(({failed, close}) => failed.catch(forget).then(close), forget);
		}

		return opened;
	}

	for (const [name, tool] of Object.entries({...accountTools, ...toolsAboutRuns})) {
		server.registerTool(
			name,
			{
				title: tool.title,
				description: tool.description,
				inputSchema: tool.input,
				outputSchema: z.looseObject({...tool.output, notes: z.array(z.string()).optional()}),
				annotations: {readOnlyHint: true, openWorldHint: true},
			},
			async (input, {signal, _meta: meta, sendNotification}) => {
				const progressToken = meta?.progressToken;
				return callTool(tool, input, openOnce, {
					signal: AbortSignal.any([signal, stop.signal]),
					showProgress(progress, total, message) {
						if (progressToken !== undefined) {
							const params = {progressToken, progress, total, message};
							// It fails only if the client has gone, which ends the server.
							sendNotification({method: 'notifications/progress', params}).catch(() => undefined);
						}
					},
				});
			},
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

	// By default, a message of more than 10 MiB ends the connection.
	const transport = new StdioServerTransport(stdin, stdout, {maxBufferSize: Infinity});
	await server.connect(Object.assign(transport, {onerror: refuseMessage}));

	try {
		return await end.promise;
	} finally {
		stop.abort();
		stopSignals();
		stdin.pause();
		await server.close();
		// If it could not be opened, the calls have reported it.
		const session = await (opened as Promise<McpSession> | null)?.catch(() => null);
		await session?.close();
	}
}

/** Answers a line that is no message, since the SDK does not. */
function refuseMessage(error: Error): void {
	const [code, message] =
		error instanceof SyntaxError
			? [ErrorCode.ParseError, 'This is not valid JSON.']
			: [ErrorCode.InvalidRequest, 'This is not a message of JSON-RPC 2.0.'];
	const refusal = {jsonrpc: '2.0', id: null, error: {code, message}};
	process.stdout.write(`${JSON.stringify(refusal)}\n`);
}

async function callTool(
	tool: McpTool,
	input: Record<string, unknown>,
	open: () => Promise<McpSession>,
	request: Omit<McpRequest, 'note'>,
): Promise<CallToolResult> {
	const notes: string[] = [];

	try {
		const {startCall, failed} = await open();
		const call = startCall({...request, note: sentence => notes.push(sentence)});
		const result = await Promise.race([tool.run(input, call), failed]);
		const all = cleanValue({...result, notes: notes.length === 0 ? null : notes});
		const structuredContent = all as Record<string, unknown>;
		// Clients without support for structured content read the text.
		return {structuredContent, content: [{type: 'text', text: JSON.stringify(structuredContent)}]};
	} catch (error) {
		const text = request.signal.aborted ? 'The call was canceled.' : cleanValue(sentenceOf(error));
		return {isError: true, content: [{type: 'text', text}]};
	}
}

function sentenceOf(error: unknown): string {
	const messages = messagesFor('en');

	if (error instanceof Refusal) {
		return error.message;
	}

	if (error instanceof UsageError) {
		return error.sentence(messages);
	}

	try {
		const text = failureText(error, messages);
		return error instanceof ApiError && error.problem.kind === 'auth'
			? `${text} Then call again: the key file is read anew, but a new CHENYU_API_KEY needs a restart of this MCP server.`
			: text;
	} catch (bug) {
		warn(bugText(bug, messages));
		return messages.usage.bug;
	}
}
