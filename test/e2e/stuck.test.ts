import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {pathToFileURL} from 'node:url';
import {root, type TestEnvironment, temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {readEvents} from './events.ts';

const preload = pathToFileURL(join(root, 'test', 'helpers', 'fault-stuck-thread.ts')).href;

suite('a system that does not respond', {concurrency: 2}, () => {
	test('K5: without a screen it still ends, with everything reported', async t => {
		const {code, signal, stdout} = await runHeadless(['--demo', '--once', '--json'], {
			env: stuck(t),
		});
		assert.deepEqual([code, signal], [3, null]);
		assert.equal(readEvents(stdout).at(-1)?.['event'], 'end');
	});

	for (const [key, code] of [
		['q', 0],
		['ctrl+c', 130],
	] as const) {
		test(`D8: ${key} leaves the screen and the terminal as it was`, async t => {
			const terminal = openTerminal(t, {args: ['--demo'], env: stuck(t)});
			await terminal.waitFor('running');
			terminal.press(key);
			assert.deepEqual(await terminal.exit, {code, signal: null});
			assert.equal(terminal.isAlternate(), false);
			assert.equal(terminal.cursorVisible, true);
			assert.match(terminal.scrollback().join('\n'), /runs: /);
		});
	}

	test('D1: a signal ends it with its own code', async t => {
		const terminal = openTerminal(t, {args: ['--demo'], env: stuck(t)});
		await terminal.waitFor('running');
		terminal.kill('SIGTERM');
		assert.deepEqual(await terminal.exit, {code: 143, signal: null});
		assert.equal(terminal.isAlternate(), false);
	});
});

/** What has the program begin with a question to the system that is never answered. */
function stuck(t: TestContext): TestEnvironment {
	const folder = temporaryFolder(t);
	const pipe = join(folder, 'pipe');
	execFileSync('mkfifo', [pipe]);
	return {NODE_OPTIONS: `--import=${preload}`, FAULT_PIPE: pipe};
}
