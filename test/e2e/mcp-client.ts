import assert from 'node:assert/strict';
import {Client} from '@modelcontextprotocol/sdk/client/index.js';
import {StdioClientTransport} from '@modelcontextprotocol/sdk/client/stdio.js';
import type {RequestOptions} from '@modelcontextprotocol/sdk/shared/protocol.js';
import {invisiblePattern} from '../../source/core/text/json-text.ts';
import {
	node,
	program,
	testEnvironment,
	type Scope,
	type TestEnvironment,
} from '../helpers/program.ts';
import type {Scenario} from '../helpers/script.ts';
import {startService} from '../helpers/service.ts';
import {apiKey, assertKeyless} from './key.ts';

type Row = Readonly<Record<string, unknown>>;

/** The result of a tool. `text` is the sentence of an error. */
type ToolResult = Row & {readonly isError: boolean; readonly text: string};

type McpSetup = {
	readonly scenario?: Scenario;
	readonly env?: TestEnvironment;
	readonly args?: readonly string[];
	readonly port?: number;
};

/** Results are shorter than this, some 2,000 tokens, if no argument asks for more. */
const usualResultBytes = 7000;

/**
 * Connects the client of the SDK to the built program as an agent does. Checks each result: no key, no invisible
 * characters, the same text as the structured content.
 */
export async function connectAgent(
	t: Scope,
	{scenario = {runs: []}, env, args = [], port = 0}: McpSetup,
) {
	const service = await startService(t, {scenario, apiKey, port});
	const transport = new StdioClientTransport({
		command: node,
		args: [program(), 'mcp', '--base-url', service.origin.href, '--interval', '0.2', ...args],
		env: testEnvironment({CHENYU_API_KEY: apiKey, ...env}),
		stderr: 'pipe',
	});
	let stderr = '';
	transport.stderr?.on('data', (chunk: Buffer) => {
		stderr += chunk.toString();
		assertKeyless(chunk);
	});
	const client = new Client({name: 'test', version: '1'});
	await client.connect(transport);
	t.after(() => client.close());

	async function call(
		name: string,
		input: Row = {},
		options?: RequestOptions,
	): Promise<ToolResult> {
		const {
			content,
			structuredContent,
			isError = false,
		} = await client.callTool({name, arguments: input}, undefined, options);
		const [{text}] = content as [{text: string}];
		assertKeyless(text);
		assertVisible(isError === true ? text : structuredContent);

		if (isError === false) {
			assert.deepEqual(JSON.parse(text), structuredContent);
		}

		if (!('max_bytes' in input)) {
			assert.ok(Buffer.byteLength(text) < usualResultBytes, `${name}: ${text.length}`);
		}

		return {...(structuredContent as Row), isError: isError === true, text};
	}

	return {client, service, call, stderr: () => stderr};
}

function assertVisible(value: unknown): void {
	if (typeof value === 'string') {
		assert.doesNotMatch(value.replaceAll('\n', ''), invisiblePattern);
	} else if (typeof value === 'object' && value !== null) {
		Object.values(value).forEach(assertVisible);
	}
}

/** The rows of a list in a result. */
export function rowsOf(result: Row, name = 'runs'): readonly Row[] {
	return result[name] as readonly Row[];
}
