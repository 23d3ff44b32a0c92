import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {connect} from 'node:net';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {freePort} from '../api/loopback.ts';
import {node, program, temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {openPty, type TestTerminal} from '../helpers/terminal.ts';
import {makeHome} from './home.ts';
import {apiKey, assertKeyless} from './key.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {commandOf, leave, openInShell, watchArguments, watchOnScreen} from './watch.ts';

/** A terminal in which a shell runs the program. `pid`: the process id of the program. */
type Shell = {readonly terminal: TestTerminal; readonly pid: number};

const ways: readonly (readonly [string, (shell: Shell) => void, number])[] = [
	['q', ({terminal}) => terminal.press('q'), 0],
	['ctrl+c', ({terminal}) => terminal.press('ctrl+c'), 130],
	['SIGINT', ({pid}) => process.kill(pid, 'SIGINT'), 130],
	['SIGTERM', ({pid}) => process.kill(pid, 'SIGTERM'), 143],
	['SIGHUP', ({pid}) => process.kill(pid, 'SIGHUP'), 129],
];
const aKeyAndASignal = ways.filter(([name]) => name === 'ctrl+c' || name === 'SIGTERM');

const ready = /▸○ A film[^]*✓ A portrait/;
const frame = /[│┌└▸]/;

/**
 * Prints the terminal settings before and after the program, and the exit code. Until the program reads keys, ctrl+c
 * and ctrl+\ are signals that the shell gets too. `trap` keeps them from ending the shell.
 */
const script = `
	trap : INT QUIT
	echo "{$(stty -a)}"
	sh -c 'echo "pid $$;"; exec "$@"' sh "$@"
	code=$?
	echo "{$(stty -a)}"
	echo "code $code"
`;

/** Runs the program in a shell, on a run that has ended and one that waits. */
async function start(t: TestContext, hasAlternateScreen = true) {
	const runs = [finishedRun('A portrait'), queuedRun('A film')];
	const service = await startService(t, {scenario: {runs}});
	const terminal = openPty(t, 'sh', {
		args: ['-c', script, 'sh', ...commandOf(service)],
		env: {...makeHome(t, {mouse: true}).env, CHENYU_API_KEY: apiKey},
		columns: 100,
		rows: 30,
		hasAlternateScreen,
	});
	t.after(() => {
		assertKeyless(terminal.raw());
	});
	await terminal.waitFor(() => /pid \d+;/.test(terminal.raw().toString()));
	const [, pid] = /pid (\d+);/.exec(terminal.raw().toString()) ?? [];
	return {terminal, pid: Number(pid), service};
}

/** Asserts that the terminal is as before the program. Returns its content. */
function assertRestored(terminal: TestTerminal, code: number): string {
	assert.equal(terminal.isAlternate(), false, 'the alternate screen is on');
	assert.equal(terminal.cursorVisible, true, 'the cursor is hidden');
	const {bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode} =
		terminal.modes;
	assert.deepEqual(
		[bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode],
		[false, 'none', false, false],
		'a mode is on',
	);
	// From the bytes, since a frame may have overwritten the settings on the screen.
	const [before = '', after] = [
		...terminal
			.raw()
			.toString()
			.matchAll(/\{speed[^}]+\}/g),
	].map(([settings]) => settings.replace(/rows \d+; columns \d+/, '').replaceAll(/\s+/g, ' '));
	assert.match(before, /(?<!-)icanon.*(?<!-)echo\b/);
	assert.equal(after, before, 'the line settings differ');
	const text = terminal.scrollback().join('\n');
	assert.match(text, new RegExp(`^code ${code}$`, 'm'));
	return text;
}

suite('the exit from the screen', {concurrency: 3}, () => {
	for (const [name, exit, code] of ways) {
		test(`${name} restores the terminal and prints the receipt`, async t => {
			const {service, ...shell} = await start(t);
			const {terminal} = shell;
			await terminal.waitFor(ready);
			assert.equal(terminal.isAlternate(), true);
			assert.equal(terminal.modes.mouseTrackingMode, 'vt200');
			exit(shell);
			await terminal.exit;
			const text = assertRestored(terminal, code);
			const [first = '', second = ''] = service.runOrderIds;
			assert.match(text, /^✓ succeeded +\w{4} +A portrait .*¥0\.0003 /m);
			assert.match(text, /^○ queued +\w{4} +A film/m);
			assert.match(text, /^2 runs: 1 succeeded, 1 unfinished, ¥0\.0003$/m);
			assert.match(text.replaceAll('\n', ''), new RegExp(`chenyu-top .*${first} ${second}`));
			assert.ok(text.endsWith(`\ncode ${code}`));
		});
	}

	for (const [name, exit, code] of aKeyAndASignal) {
		test(`${name} does so right after the first frame, before Ink starts`, async t => {
			const shell = await start(t);
			const {terminal} = shell;
			await terminal.waitFor(() => terminal.isAlternate());
			exit(shell);
			await terminal.exit;
			assert.match(assertRestored(terminal, code), /^2 runs: /m);
		});

		test(`${name} leaves only the receipt without an alternate screen`, async t => {
			const shell = await start(t, false);
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
		const {terminal, pid} = await start(t, false);
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
});

suite('SIGUSR1, which opens a debugger in other programs', {concurrency: 2}, () => {
	/** Starts the program on a run that ends soon, with options of Node before it. */
	async function startWith(t: TestContext, options: readonly string[], format: string) {
		const runs = [runEndingIn(2500, 'A song'), queuedRun('A film')];
		const service = await startService(t, {scenario: {runs}});
		const watch = watchArguments(service, service.runOrderIds, ['--interval', '0.2', format]);
		const terminal = openPty(t, node, {
			args: [...options, program(), ...watch],
			env: {CHENYU_API_KEY: apiKey},
		});
		await terminal.waitFor(() => terminal.raw().includes('A song'));
		return terminal;
	}

	async function assertClosed(t: TestContext, port: number): Promise<void> {
		const debuggerSocket = connect(port, '127.0.0.1');
		t.after(() => debuggerSocket.destroy());
		await assert.rejects(once(debuggerSocket, 'connect'), {code: 'ECONNREFUSED'});
	}

	test('closes it where it was opened before the program began', async t => {
		const port = await freePort();
		const opening = `import {open} from 'node:inspector'; open(${port});`;
		const preload = `data:text/javascript,${encodeURIComponent(opening)}`;
		const terminal = await startWith(t, ['--import', preload], '--json');
		await assertClosed(t, port);
		terminal.kill('SIGTERM');
		await leave(terminal, [], 143);
	});

	test('opens none, and the watch continues', async t => {
		const port = await freePort();
		const terminal = await startWith(t, [`--inspect-port=${port}`], '--screen');
		terminal.kill('SIGUSR1');
		await terminal.waitFor(() => terminal.raw().includes('succeeded'));
		assert.doesNotMatch(terminal.raw().toString(), /debugger|inspector/i);
		await assertClosed(t, port);
		terminal.kill('SIGTERM');
		await leave(terminal, [], 143);
	});
});

suite('ctrl+z', {concurrency: 2}, () => {
	test('fg draws the whole screen once', async t => {
		const service = await startService(t, {scenario: {runs: [finishedRun('A portrait')]}});
		// Bash waits for a line when the program stops, and then continues it.
		const jobs = 'set -m; "$@"; echo "stopped $?."; read -r line; fg > /dev/null';
		const terminal = openPty(t, 'bash', {
			args: ['-c', jobs, 'bash', ...commandOf(service)],
			env: {CHENYU_API_KEY: apiKey},
		});
		const written = () => terminal.raw().toString();
		await terminal.waitFor(/✓ succeeded ─/);
		terminal.press('ctrl+z');
		await terminal.waitFor(() => written().includes('stopped 148.'));
		const before = written().length;
		terminal.press('enter');
		// The answer to the key comes after all frames of the return.
		await terminal.play(['', /✓ succeeded ─/], ['?', '▸Help']);
		assert.equal(written().slice(before).split('\u001B[1;1H\u001B[J').length - 1, 1);
	});

	test('without a shell that could continue it, the screen is drawn again', async t => {
		const runs = [finishedRun('A portrait'), queuedRun('A film')];
		const {terminal} = await watchOnScreen(t, {scenario: {runs}});
		await terminal.play(
			['', 'A film'],
			['ctrl+z', () => terminal.raw().toString().split('\u001B[?1049h').length === 3],
			['j', '▸✓ A portrait'],
		);
		assert.equal(terminal.isAlternate(), true);
	});
});
