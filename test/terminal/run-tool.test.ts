import assert from 'node:assert/strict';
import {readFile, watch} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {runTool, type Tool, type ToolOptions} from '../../source/terminal/run-tool.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {temporaryFolder} from '../helpers/program.ts';

function node(script: string, ...args: string[]): Tool {
	return {command: process.execPath, args: ['-e', script, ...args]};
}

function setUp(env: NodeJS.ProcessEnv = {}): {clock: FakeClock; options: ToolOptions} {
	const clock = new FakeClock();
	return {clock, options: {env, clock, timeoutMs: 1_000}};
}

const save =
	"require('fs').writeFileSync(process.argv[1], JSON.stringify({env: process.env, args: process.argv.slice(2), input: require('fs').readFileSync(0, 'utf8')}))";

test('F2 S4: a tool gets its arguments and input unchanged, but not the API key', async t => {
	const file = path.join(temporaryFolder(t), 'seen');
	const {options, clock} = setUp({
		PATH: '/bin',
		CHENYU_API_KEY: 'cy_secret',
		chenyu_api_key: 'too',
	});
	const hostile = '$(id) `id` "; rm -rf / #';
	const tool = {...node(save, file, hostile), input: Buffer.from('文字')};
	assert.equal(await runTool(tool, options), true);
	assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), {
		env: {PATH: '/bin'},
		args: [hostile],
		input: '文字',
	});
	assert.equal(clock.pending, 0);
});

test('A missing tool and a failing one do not succeed', async () => {
	const {options} = setUp();
	assert.equal(await runTool({command: 'no-such-tool-here', args: []}, options), false);
	assert.equal(await runTool(node('process.exit(3)'), options), false);
});

test('A tool may exit without reading its input', async () => {
	const {options} = setUp();
	const tool = {...node('process.exit(0)'), input: Buffer.alloc(1 << 20)};
	assert.equal(await runTool(tool, options), true);
});

test('A tool is killed after the timeout', async t => {
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'pid');
	const {clock, options} = setUp();
	const changes = watch(folder);
	const script =
		"require('fs').writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)";
	const outcome = runTool(node(script, file), options);

	for await (const {filename} of changes) {
		if (filename === 'pid' && (await readFile(file, 'utf8')) !== '') {
			break;
		}
	}

	const pid = Number(await readFile(file, 'utf8'));
	assert.doesNotThrow(() => process.kill(pid, 0));
	clock.advance(1_000);
	assert.equal(await outcome, false);

	// The process exists until the system has reaped it.
	await t.waitFor(() => assert.throws(() => process.kill(pid, 0)));
});
