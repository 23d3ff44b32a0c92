import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {connect} from 'node:net';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {freePort} from '../api/loopback.ts';
import {node, program, temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {assertRestored, startInShell, type Shell} from '../helpers/shell.ts';
import {openPty} from '../helpers/terminal.ts';
import {apiKey, assertKeyless} from './key.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {leave, openInShell, watchArguments} from './watch.ts';

const ways: readonly (readonly [string, (shell: Shell) => void, number])[] = [
	['q', ({terminal}) => terminal.press('q'), 0],
	['ctrl+c', ({terminal}) => terminal.press('ctrl+c'), 130],
	['SIGINT', ({pid}) => process.kill(pid, 'SIGINT'), 130],
	['SIGTERM', ({pid}) => process.kill(pid, 'SIGTERM'), 143],
	['SIGHUP', ({pid}) => process.kill(pid, 'SIGHUP'), 129],
];

const ready = /✓ succeeded[^]*A film[^]*portrait.png/;
const frame = /[│┌└▸]/;

async function start(
	t: TestContext,
	runs = [finishedRun('A portrait'), queuedRun('A film')],
	args: readonly string[] = [],
	hasAlternateScreen = true,
) {
	const service = await startService(t, {scenario: {runs}});
	const shell = await startInShell(t, {
		args: watchArguments(service, service.runOrderIds, args),
		env: {CHENYU_API_KEY: apiKey},
		hasAlternateScreen,
	});
	t.after(() => {
		assertKeyless(shell.terminal.raw());
	});
	return {...shell, service};
}

suite('the exit from the screen', {concurrency: 3}, () => {
	for (const [name, exit, code] of ways) {
		test(`${name} restores the terminal and prints the receipt`, async t => {
			const {service, ...shell} = await start(t);
			const {terminal} = shell;
			await terminal.waitFor(ready);
			assert.equal(terminal.isAlternate(), true);
			exit(shell);
			await terminal.exit;
			const text = assertRestored(terminal, code);
			const [first = '', second = ''] = service.runOrderIds;
			assert.match(text, /^✓ succeeded +\w{4} +A portrait .*¥0\.0002878 /m);
			assert.match(text, /^○ queued +\w{4} +A film/m);
			assert.match(text, /^2 runs: 1 succeeded, 1 unfinished, ¥0\.0002878$/m);
			assert.match(text.replaceAll('\n', ''), new RegExp(`chenyu-top .*${first} ${second}`));
			assert.ok(text.endsWith(`\ncode ${code}`));
		});

		test(`${name} does so right after the first frame, before Ink starts`, async t => {
			const shell = await start(t);
			const {terminal} = shell;
			await terminal.waitFor(() => terminal.isAlternate());
			exit(shell);
			await terminal.exit;
			assert.match(assertRestored(terminal, code), /^2 runs: /m);
		});

		test(`${name} leaves only the receipt without an alternate screen`, async t => {
			const shell = await start(t, undefined, [], false);
			const {terminal} = shell;
			await terminal.waitFor(ready);
			exit(shell);
			await terminal.exit;
			const shown = terminal.screen();
			assert.match(shown[0] ?? '', /^✓ succeeded +\w+ +A portrait /);
			assert.doesNotMatch(shown.join('\n'), frame);
			assert.equal(shown.findLast(Boolean), `code ${code}`);
		});
	}

	test('SIGTSTP and then SIGTERM leave no frame without an alternate screen', async t => {
		const {terminal, pid} = await start(t, undefined, [], false);
		await terminal.waitFor(ready);
		process.kill(pid, 'SIGTSTP');
		await terminal.waitFor(screen => !frame.test(screen.join('\n')));
		process.kill(pid, 'SIGTERM');

		// A stopped process gets SIGTERM only after SIGCONT.
		try {
			process.kill(pid, 'SIGCONT');
		} catch (error) {
			assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
		}

		await terminal.exit;
		assert.doesNotMatch(terminal.screen().join('\n'), frame);
	});

	test('no escape sequence is written to stderr if that is a file', async t => {
		const service = await startService(t, {scenario: {runs: [queuedRun('A film')]}});
		const file = join(temporaryFolder(t), 'stderr');
		const terminal = openInShell(t, service, `exec "$@" 2> ${file}`);
		await terminal.play(['', /succeeded|running|queued/], ['?', '▸Help']);
		await leave(terminal, ['ctrl+c'], 130);
		assert.equal(readFileSync(file, 'utf8'), '');
	});

	test('a debugger that SIGUSR1 opened before the program began is closed', async t => {
		const service = await startService(t, {scenario: {runs: [queuedRun('A film')]}});
		const port = await freePort();
		const opening = `import {open} from 'node:inspector'; open(${port});`;
		const watch = watchArguments(service, service.runOrderIds, ['--json']);
		const terminal = openPty(t, node, {
			args: [
				'--import',
				`data:text/javascript,${encodeURIComponent(opening)}`,
				program(),
				...watch,
			],
			env: {CHENYU_API_KEY: apiKey},
		});
		await terminal.waitFor(() => terminal.raw().includes('A film'));
		const debuggerSocket = connect(port, '127.0.0.1');
		t.after(() => debuggerSocket.destroy());
		await assert.rejects(once(debuggerSocket, 'connect'), {code: 'ECONNREFUSED'});
		terminal.kill('SIGTERM');
		await leave(terminal, [], 143);
	});

	for (const format of ['--screen', '--json']) {
		test(`SIGUSR1 opens no debugger, and the watch with ${format} continues`, async t => {
			const service = await startService(t, {
				scenario: {runs: [runEndingIn(5000, 'A song'), queuedRun('A film')]},
			});
			const port = await freePort();
			const watch = watchArguments(service, service.runOrderIds, ['--interval', '0.2', format]);
			const terminal = openPty(t, node, {
				args: [`--inspect-port=${port}`, program(), ...watch],
				env: {CHENYU_API_KEY: apiKey},
			});
			await terminal.waitFor(() => terminal.raw().includes('A song'));
			terminal.kill('SIGUSR1');
			await terminal.waitFor(() => terminal.raw().includes('succeeded'));
			assert.doesNotMatch(terminal.raw().toString(), /debugger|inspector/i);
			const debuggerSocket = connect(port, '127.0.0.1');
			t.after(() => debuggerSocket.destroy());
			await assert.rejects(once(debuggerSocket, 'connect'), {code: 'ECONNREFUSED'});
			terminal.kill('SIGTERM');
			await leave(terminal, [], 143);
		});
	}
});
