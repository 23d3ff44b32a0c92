import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {connect, createServer, type AddressInfo} from 'node:net';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {node, program, temporaryFolder} from '../helpers/program.ts';
import {startService, type TestService} from '../helpers/service.ts';
import {openPty, type TestTerminal} from '../helpers/terminal.ts';
import {apiKey, assertKeyless} from './key.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {watchArguments} from './watch.ts';

/** Starts the program from a shell that tells its process id, and before and after how the terminal is set. */
const script = `
	echo "{$(stty -a)}"
	sh -c 'echo "pid $$"; exec "$@"' sh "$@"
	code=$?
	echo "{$(stty -a)}"
	echo "code $code"
`;

type Shell = {readonly service: TestService; readonly terminal: TestTerminal; readonly pid: number};

const ways: readonly (readonly [string, (shell: Shell) => void, number])[] = [
	['q', ({terminal}) => terminal.press('q'), 0],
	['ctrl+c', ({terminal}) => terminal.press('ctrl+c'), 130],
	['SIGINT', ({pid}) => process.kill(pid, 'SIGINT'), 130],
	['SIGTERM', ({pid}) => process.kill(pid, 'SIGTERM'), 143],
	['SIGHUP', ({pid}) => process.kill(pid, 'SIGHUP'), 129],
];

suite('leaving the screen', {concurrency: 3}, () => {
	for (const [what, leave, code] of ways) {
		test(`${what} leaves the terminal as it was, with a receipt (D1)`, async t => {
			const shell = await startInShell(t);
			const {service, terminal} = shell;
			await terminal.waitFor(/✓ succeeded[^]*A film[^]*n9_images/);
			assert.equal(terminal.isAlternate(), true);
			leave(shell);
			await terminal.exit;
			const text = leftAsItWas(terminal, code);
			const [first = '', second = ''] = service.runOrderIds;
			assert.match(text, /^✓ succeeded +\w{4} +A portrait .*¥0\.0002878 /m);
			assert.match(text, /^○ queued +\w{4} +A film/m);
			assert.match(text, /^2 runs: 1 succeeded, 1 unfinished, ¥0\.0002878$/m);
			assert.match(text.replaceAll('\n', ''), new RegExp(`chenyu-top .*${first} ${second}`));
		});

		test(`${what} does so as soon as the first frame is there, before Ink is (D1)`, async t => {
			const shell = await startInShell(t);
			const {terminal} = shell;
			await terminal.waitFor(() => terminal.isAlternate());
			leave(shell);
			await terminal.exit;
			assert.match(leftAsItWas(terminal, code), /^2 runs: /m);
		});
	}

	for (const [what, leave, code] of ways) {
		test(`${what} leaves only the receipt where there is no alternate screen (D10)`, async t => {
			const shell = await startInShell(t, [], 2, false);
			const {terminal} = shell;
			await terminal.waitFor(/✓ succeeded[^]*A film[^]*n9_images/);
			leave(shell);
			await terminal.exit;
			const shown = terminal.screen();
			assert.match(shown[0] ?? '', /^✓ succeeded +\w+ +A portrait /);
			assert.doesNotMatch(shown.join('\n'), /[│┌└▸]/);
			assert.equal(
				shown.findLast(line => line !== ''),
				`code ${code}`,
			);
		});
	}

	test('SIGTSTP and then SIGTERM leave no dead frame where there is no alternate screen (D10)', async t => {
		const {terminal, pid} = await startInShell(t, [], 2, false);
		await terminal.waitFor(/✓ succeeded[^]*A film[^]*n9_images/);
		process.kill(pid, 'SIGTSTP');
		await terminal.waitFor(screen => !/[│┌└▸]/.test(screen.join('\n')));
		process.kill(pid, 'SIGTERM');

		// Until it has ended it may be stopped, and then it hears of SIGTERM only after this.
		try {
			process.kill(pid, 'SIGCONT');
		} catch (error) {
			assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
		}

		await terminal.exit;
		assert.doesNotMatch(terminal.screen().join('\n'), /[│┌└▸]/);
	});

	test('no escape sequence is written to stderr that is a file (D4)', async t => {
		const service = await startService(t, {scenario: {runs: [queuedRun('A film')]}});
		const file = join(temporaryFolder(t), 'stderr');
		const args = watchArguments(service, service.runOrderIds, []);
		const apart = openPty(t, 'sh', {
			args: ['-c', `exec "$@" 2> ${file}`, 'sh', node, program(), ...args],
			env: {CHENYU_API_KEY: apiKey},
		});
		await apart.waitFor(/succeeded|running|queued/);
		apart.press('?');
		await apart.waitFor('this help');
		apart.press('ctrl+c');
		await apart.exit;
		assert.equal(readFileSync(file, 'utf8'), '');
	});

	for (const [what, args] of [
		['the screen', []],
		['--json', ['--json']],
	] as const) {
		test(`SIGUSR1 opens no debugger, and ${what} continues (S7)`, async t => {
			const service = await startService(t, {
				scenario: {runs: [runEndingIn(5000, 'A song'), queuedRun('A film')]},
			});
			const port = await freePort();
			const command = watchArguments(service, service.runOrderIds, ['--interval', '0.2', ...args]);
			const terminal = openPty(t, node, {
				args: [`--inspect-port=${port}`, program(), ...command],
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
			assert.deepEqual(await terminal.exit, {code: 143, signal: null});
		});
	}

	test('the screen closes by itself when every run is final', async t => {
		const {terminal} = await startInShell(t, ['--exit-when-done'], 1);
		await terminal.exit;
		assert.match(terminal.scrollback().join('\n'), /^✓ succeeded[^]*\ncode 0$/m);
	});
});

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

/** Nothing is left of the screen, neither seen nor in force. Gives what is in the terminal. */
function leftAsItWas(terminal: TestTerminal, code: number): string {
	assert.equal(terminal.isAlternate(), false);
	assert.equal(terminal.cursorVisible, true);
	const {bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode} =
		terminal.modes;
	assert.deepEqual(
		[bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode],
		[false, 'none', false, false],
	);

	const text = terminal.scrollback().join('\n');
	const [before, after] = text.match(/\{[^}]+\}/g) ?? [];
	assert.match(before ?? '', /(?<!-)icanon[^]*(?<!-)echo\b/);
	assert.equal(after, before);
	assert.equal(text.split('\n').at(-1), `code ${code}`);
	return text;
}

async function startInShell(
	t: TestContext,
	args: readonly string[] = [],
	runs = 2,
	hasAlternateScreen = true,
): Promise<Shell> {
	const service = await startService(t, {
		scenario: {runs: [finishedRun('A portrait'), queuedRun('A film')].slice(0, runs)},
	});
	const command = [node, program(), ...watchArguments(service, service.runOrderIds, args)];
	const terminal = openPty(t, 'sh', {
		args: ['-c', script, 'sh', ...command],
		env: {CHENYU_API_KEY: apiKey},
		columns: 100,
		rows: 30,
		hasAlternateScreen,
	});
	t.after(() => {
		assertKeyless(terminal.raw());
	});
	await terminal.waitFor(() => terminal.raw().includes('pid '));
	const [, pid] = /pid (\d+)/.exec(terminal.raw().toString()) ?? [];
	return {service, terminal, pid: Number(pid)};
}
