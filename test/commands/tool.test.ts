import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {node, root} from '../helpers/program.ts';
import {runFile} from '../helpers/run-headless.ts';

/** Runs the tests of the man page with a PATH that contains no tools. */
async function testWithoutTools(env: Readonly<Record<string, string>>) {
	const file = join(root, 'test', 'commands', 'man-page.test.ts');
	const args = ['--import', 'tsx', '--test', '--test-reporter=tap', file];
	const {code, stdout} = await runFile(node, args, {env: {PATH: join(root, 'docs'), ...env}});
	const count = (what: string): string =>
		new RegExp(`^# ${what} (\\d+)$`, 'm').exec(stdout)?.[1] ?? '';
	return {code, skipped: count('skipped'), failed: count('fail')};
}

test('Q1: tests with a missing tool are skipped; they fail if tools are required', async () => {
	assert.deepEqual(await testWithoutTools({}), {code: 0, skipped: '3', failed: '0'});
	const required = await testWithoutTools({REQUIRE_TOOLS: '1'});
	assert.deepEqual(required, {code: 1, skipped: '0', failed: '3'});
});

test('Q1: continuous integration runs `npm test` and requires the tools', () => {
	const lines = readFileSync(join(root, '.ci', 'run'), 'utf8')
		.trim()
		.split('\n');
	assert.ok(lines.includes('npm test'));
	assert.ok(lines.includes('export REQUIRE_TOOLS=1'));
});
