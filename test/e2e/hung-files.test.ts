import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {temporaryFolder, type Scope, type TestEnvironment} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {readEvents} from './events.ts';
import {finishedRun} from './runs.ts';
import {leave, runOn} from './watch.ts';

const scenario = {runs: [finishedRun('A portrait')]};

test(
	'a home or a folder of its own that cannot be used costs only what is kept there',
	{skip: process.platform !== 'linux'},
	async t => {
		const service = await startService(t, {scenario});
		const pipe = join(temporaryFolder(t), 'pipe');
		execFileSync('mkfifo', [pipe]);
		const inHome = {XDG_STATE_HOME: undefined, XDG_CACHE_HOME: undefined};

		// Folders of /proc take no other: Node's own ways to make one there loop for ever.
		for (const [env, expected] of [
			[{...inHome, HOME: '/proc'}, /the run list cannot be saved for the next start \(ENOENT\)/],
			[{...inHome, HOME: pipe}, /\(ENOTDIR\)/],
			[{...inHome, HOME: undefined}, /no HOME/],
			[{XDG_CACHE_HOME: '/proc/x', XDG_CONFIG_HOME: '/proc/x'}, /^$/],
		] as const) {
			const {code, stderr} = await runOn(service, {args: ['--plain', '--once'], env});
			assert.equal(code, 0, stderr);
			assert.match(stderr, expected);
		}
	},
);

/** Makes the program open a pipe that nobody writes to, which blocks a thread for ever, as a DNS lookup does for long. */
function withHungThread(t: Scope): TestEnvironment {
	const pipe = join(temporaryFolder(t), 'pipe');
	execFileSync('mkfifo', [pipe]);
	const code = `import {open} from 'node:fs/promises'; void open(${JSON.stringify(pipe)});`;
	return {NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`};
}

suite('a thread that hangs in a system call', {concurrency: 2}, () => {
	test('without a screen the program still ends, with everything reported', async t => {
		const {code, signal, stdout} = await runHeadless(['--demo', '--once', '--json'], {
			env: withHungThread(t),
		});
		assert.deepEqual([code, signal], [3, null]);
		assert.equal(readEvents(stdout).at(-1)?.['event'], 'end');
	});

	for (const [way, code] of Object.entries({q: 0, SIGTERM: 143})) {
		test(`${way} leaves the screen and restores the terminal`, async t => {
			const terminal = openTerminal(t, {args: ['--demo'], env: withHungThread(t)});
			await terminal.waitFor('running');

			if (way === 'SIGTERM') {
				terminal.kill(way);
			}

			await leave(terminal, way === 'SIGTERM' ? [] : [way], code);
			assert.equal(terminal.isAlternate(), false);
			assert.equal(terminal.cursorVisible, true);
			assert.match(terminal.scrollback().join('\n'), /runs: /);
		});
	}
});
