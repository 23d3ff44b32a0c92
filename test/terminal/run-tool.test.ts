import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {runTool, type Tool} from '../../source/terminal/run-tool.ts';
import {temporaryFolder} from '../helpers/program.ts';

function node(script: string, ...args: string[]): Tool {
	return {command: process.execPath, args: ['-e', script, ...args]};
}

const save =
	"require('fs').writeFileSync(process.argv[1], JSON.stringify({env: process.env, args: process.argv.slice(2), input: require('fs').readFileSync(0, 'utf8')}))";

test('F2 S4: a tool gets its arguments and input unchanged, but not the API key', async t => {
	const file = path.join(temporaryFolder(t), 'seen');
	const env = {PATH: '/bin', CHENYU_API_KEY: 'cy_secret', chenyu_api_key: 'too'};
	const hostile = '$(id) `id` "; rm -rf / #';
	const tool = {...node(save, file, hostile), input: Buffer.from('文字')};
	assert.equal(await runTool(tool, env), true);
	assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), {
		env: {PATH: '/bin'},
		args: [hostile],
		input: '文字',
	});
});

test('A missing tool and a failing one do not succeed', async () => {
	assert.equal(await runTool({command: 'no-such-tool-here', args: []}, {}), false);
	assert.equal(await runTool(node('process.exit(3)'), {}), false);
});

test('A tool may exit without reading its input', async () => {
	const tool = {...node('process.exit(0)'), input: Buffer.alloc(1 << 20)};
	assert.equal(await runTool(tool, {}), true);
});

test('A tool is killed after the timeout', async () => {
	assert.equal(await runTool(node('setInterval(() => {}, 1000)'), {}, 200), false);
});
