import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {requestOf} from '../config/parse.ts';
import {connectAgent} from '../e2e/mcp-client.ts';
import {blocksOf, inlineCodeOf} from '../helpers/markdown.ts';
import {node, program, root, testEnvironment} from '../helpers/program.ts';

type Json = Readonly<Record<string, unknown>>;
type AgentConfig = {
	mcpServers: {'chenyu-top': {command: string; args: readonly string[]}};
};

const pages = globSync(['*.md', 'docs/**/*.md'], {cwd: root}).map(
	path => [path, readFileSync(join(root, path), 'utf8')] as const,
);
const blocks = pages.flatMap(([path, text]) => blocksOf(text).map(block => ({...block, path})));
const jsons = blocks
	.filter(({language}) => language === 'json')
	.map(({code, path}) => ({path, code, content: JSON.parse(code) as Json}));

/** Loads a config as the program does, with each of its profiles. */
function assertConfig(config: string, path: string): void {
	const {profiles = {}} = JSON.parse(config) as {profiles?: Json};

	for (const name of [null, ...Object.keys(profiles)]) {
		assert.doesNotThrow(() => {
			requestOf({config, argv: name === null ? [] : ['--profile', name]});
		}, `${path}: ${config}`);
	}
}

suite('the code blocks of the docs', {concurrency: 2}, () => {
	test('the program accepts each config, also those within sentences', () => {
		for (const {path, code, content} of jsons) {
			if (!('mcpServers' in content) && !('format' in content)) {
				assertConfig(code, path);
			}
		}

		for (const [path, text] of pages) {
			for (const code of inlineCodeOf(text)) {
				if (/^\{".*\{(text|lines)\}/.test(code)) {
					const channel = `{"kind": "webhook", "url": "https://chat.example", "body": ${code}}`;
					assertConfig(`{"channels": [${channel}]}`, path);
				} else if (code.includes('…')) {
					continue;
				} else if (code.startsWith('{"name":')) {
					assertConfig(`{"commands": [${code}]}`, path);
				} else if (code.startsWith('{"')) {
					assertConfig(code, path);
				} else if (/^"\w+": /.test(code) && !code.startsWith('"args"')) {
					assertConfig(`{${code}}`, path);
				}
			}
		}
	});

	test('the unit of systemd and the containers start the program with options that exist', () => {
		const [unit = '', containers = ''] = ['chenyu-top@.service', 'compose.yml'].map(name =>
			readFileSync(join(root, 'docs', 'observability', name), 'utf8'),
		);
		const started = /^ExecStart=\S+ (.+)$/m.exec(unit)?.[1]?.replace('${METRICS}', '9464') ?? '';
		const fixed = JSON.parse(/ENTRYPOINT (.+)$/m.exec(containers)?.[1] ?? '[]') as string[];
		const each = [...containers.matchAll(/^ *command: \[(.+)\]$/gm)].map(([, words = '']) => [
			...fixed.slice(1),
			...words.split(', '),
		]);
		assert.equal(each.length, 2);
		const config = /content: '(\{"profiles.+)'$/m.exec(containers)?.[1];

		for (const argv of [started.replaceAll('%i', 'lab').split(' '), ...each]) {
			assert.ok(argv.length > 6 && requestOf({argv, config}).options.metrics !== null);
		}
	});

	test('the program that reads a recording finds its log entries', () => {
		const [reader, ...others] = blocks.filter(({language}) => language === 'js');
		assert.ok(reader !== undefined && others.every(({code}) => code === reader.code));
		const answer = (messages: readonly string[]) => ({logs: messages});
		const lines = [
			{watch: ['a', 'b']},
			{
				polls: [
					{execution: 'a', answer: answer(['1', '2', '3']), kept: [0, 0]},
					{execution: 'b', answer: answer(['x']), kept: [0, 0]},
				],
			},
			{polls: [{execution: 'a', same: true}]},
			{polls: [{execution: 'a', answer: answer(['4']), kept: [1, 2]}]},
		];
		// oxlint-disable-next-line no-implied-eval -- It is what the page tells its readers to run.
		const read = new Function('lines', `${reader.code}\nreturn logs;`) as (_: unknown) => unknown;
		assert.deepEqual(read(lines), {a: ['2', '3', '4'], b: ['x']});
	});
});

suite('docs/AGENTS.md', {concurrency: 2}, () => {
	const page = readFileSync(join(root, 'docs', 'AGENTS.md'), 'utf8');

	test('its configurations start a server with the tools that it lists', async t => {
		const configs = jsons
			.map(({content}) => content as AgentConfig | Json)
			.filter((content): content is AgentConfig => 'mcpServers' in content);
		assert.ok(configs.length >= 2);

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
