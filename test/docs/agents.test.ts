import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {testWith} from '../commands/tool.ts';
import {connectAgent} from '../e2e/mcp-client.ts';
import {apiKey} from '../e2e/key.ts';
import {failedRun, finishedRun} from '../e2e/runs.ts';
import {node, program, root, temporaryFolder, testEnvironment} from '../helpers/program.ts';
import {runFile} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';

const page = readFileSync(join(root, 'docs', 'AGENTS.md'), 'utf8');
const blocks = (language: string) =>
	[...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))].map(
		([, code = '']) => code,
	);
const commands = blocks('sh').flatMap(code => code.trimEnd().split('\n'));

suite('docs/AGENTS.md', {concurrency: 2}, () => {
	test('is short, since a model reads it', () => {
		assert.ok(page.split('\n').length <= 120);
		assert.ok(commands.length >= 10);
	});

	for (const command of commands) {
		testWith(['bash', 'jq'], `works: ${command}`, async t => {
			const runs = [finishedRun('雪山'), failedRun('Broken')];
			const service = await startService(t, {scenario: {runs}, apiKey});
			const ids = runs.values();
			const typed = command.replaceAll('RUN', () => ids.next().value?.id ?? '');
			const script = `set -o pipefail; chenyu-top() { "$NODE" "$PROGRAM" "$@" --base-url "$URL"; }; ${typed}`;
			const {code, stdout, stderr} = await runFile('bash', ['--norc', '-c', script], {
				env: {
					NODE: node,
					PROGRAM: program(),
					URL: service.origin.href,
					CHENYU_API_KEY: apiKey,
					XDG_STATE_HOME: temporaryFolder(t),
				},
			});
			// Of two runs, one has failed.
			const isWatchOfBoth = /^chenyu-top --.*RUN RUN/.test(command);
			assert.equal(code, isWatchOfBoth ? 1 : 0, stderr);
			assert.ok(stdout !== '' || command.includes('"error"'), 'prints something');
		});
	}

	test('its configurations start a server with the tools that it lists', async t => {
		const configs = blocks('json').map(
			text =>
				JSON.parse(text) as {
					mcpServers: {'chenyu-top': {command: string; args: readonly string[]}};
				},
		);
		assert.equal(configs.length, 2);

		for (const {mcpServers} of configs) {
			const {command, args} = mcpServers['chenyu-top'];
			assert.equal(command, 'chenyu-top');
			const {status, stderr} = spawnSync(node, [program(), ...args], {
				env: testEnvironment(),
				input: '',
			});
			assert.deepEqual([status, stderr.toString()], [0, '']);
		}

		const {client} = await connectAgent(t, {});
		const {tools} = await client.listTools();
		const listed = new Set([...page.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name));
		assert.deepEqual(
			tools.filter(({name}) => !listed.has(name)),
			[],
		);
	});
});
