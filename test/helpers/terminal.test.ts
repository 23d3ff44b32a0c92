import assert from 'node:assert/strict';
import test from 'node:test';
import {keyBytes} from './key-bytes.ts';
import {node} from './program.ts';
import {runFile} from './run-headless.ts';
import {openPty, type TerminalSetup, type TestTerminal} from './terminal.ts';
import {VirtualScreen} from './virtual-screen.ts';

/** Runs a script in a terminal in raw mode. */
function script(
	scope: Parameters<typeof openPty>[0],
	code: string,
	setup: TerminalSetup = {},
): TestTerminal {
	return openPty(scope, node, {columns: 40, rows: 6, ...setup, args: ['--eval', code]});
}

const echoKeys = `
	process.stdin.setRawMode(true);
	process.stdin.on('data', keys => {
		const text = String(keys);
		if (text === 'q') process.exit(7);
		process.stdout.write(JSON.stringify(text) + '\\r\\n');
	});
	process.stdout.write('ready\\r\\n');
`;

test('keys reach the program as a terminal sends them', async t => {
	const terminal = script(t, echoKeys);
	await terminal.waitFor('ready');
	terminal.press('down');
	await terminal.waitFor('"\\u001b[B"');
	terminal.press('ctrl+c');
	await terminal.waitFor('"\\u0003"');
	terminal.press('pageup');
	await terminal.waitFor('"\\u001b[5~"');
	terminal.press('q');
	assert.deepEqual(await terminal.exit, {code: 7, signal: null});
});

test('cells have text, width, colors and attributes', async t => {
	const terminal = script(
		t,
		String.raw`process.stdout.write('\u001B[1;31ma\u001B[0m中🎉\u001B[38;2;1;2;3;7mx\u001B[0m end')`,
	);
	await terminal.exit;
	assert.equal(terminal.screen()[0], 'a中🎉x end');
	const first = terminal.cell(0, 0);
	assert.deepEqual([first.text, first.bold, first.foreground], ['a', true, 1]);
	assert.deepEqual([terminal.cell(1, 0).width, terminal.cell(2, 0).width], [2, 0]);
	assert.equal(terminal.cell(3, 0).text, '🎉');
	const colored = terminal.cell(5, 0);
	assert.deepEqual([colored.text, colored.foreground, colored.inverse], ['x', '#010203', true]);
	assert.throws(() => terminal.cell(0, 6), RangeError);
});

test('the main screen returns after the alternate one, with its scrollback', async t => {
	const terminal = script(
		t,
		String.raw`
			for (let line = 0; line < 8; line++) console.log('line ' + line);
			process.stdout.write('\u001B[?1049h\u001B[?25l\u001B[2J\u001B[Hfull\u001B]2;a title\u0007');
			process.stdin.once('data', () => {
				process.stdout.write('\u001B[?25h\u001B[?1049l');
				process.stdin.pause();
			});
		`,
	);
	await terminal.waitFor(/^full/);
	assert.equal(terminal.isAlternate(), true);
	assert.equal(terminal.cursorVisible, false);
	assert.equal(terminal.title, 'a title');
	terminal.press('enter');
	await terminal.exit;
	assert.equal(terminal.isAlternate(), false);
	assert.equal(terminal.cursorVisible, true);
	assert.deepEqual(terminal.scrollback().slice(0, 3), ['line 0', 'line 1', 'line 2']);
	assert.ok(terminal.raw().includes('\u001B[?1049l'));
});

test('a resize reaches the program and the screen', async t => {
	const terminal = script(
		t,
		`
			process.stdout.on('resize', () => console.log(process.stdout.columns + 'x' + process.stdout.rows));
			process.stdin.resume();
			console.log('ready');
		`,
	);
	await terminal.waitFor('ready');
	terminal.resize(101, 31);
	await terminal.waitFor('101x31');
	assert.equal(terminal.screen().length, 31);
});

test('the terminal responds to queries', async t => {
	const terminal = script(
		t,
		String.raw`
			process.stdin.setRawMode(true);
			process.stdin.once('data', reply => {
				console.log(JSON.stringify(String(reply)));
				process.stdin.pause();
			});
			process.stdout.write('\u001B[6n');
		`,
	);
	await terminal.waitFor('"\\u001b[1;1R"');
});

test('an unfinished frame is ignored', async t => {
	const terminal = script(
		t,
		String.raw`
			process.stdin.setRawMode(true);
			process.stdout.write('\u001B[?2026hhalf');
			process.stdin.once('data', () => {
				process.stdout.write(' whole\u001B[?2026l');
				process.stdin.pause();
			});
		`,
	);
	const seen = terminal.waitFor('half');
	await assert.rejects(terminal.waitFor('half', {timeout: 300}), /300 ms passed/);
	terminal.press('x');
	assert.equal((await seen)[0], 'half whole');
});

test('waiting ends with the program, and the error has the screen', async t => {
	const terminal = script(t, `console.log('only this'); process.exitCode = 3`);
	await assert.rejects(terminal.waitFor('more'), /ended \(3\) before more.*\n│only this/);
	await assert.rejects(terminal.waitFor('more'), /ended \(3\)/);
	assert.equal((await terminal.waitFor('only this'))[0], 'only this');
});

test('an end by a signal has its name', async t => {
	const terminal = script(t, `process.stdin.resume(); console.log('ready')`);
	await terminal.waitFor('ready');
	terminal.kill('SIGTERM');
	assert.deepEqual(await terminal.exit, {code: null, signal: 'SIGTERM'});
});

test('closing kills a running program', async t => {
	const terminal = script(
		t,
		`process.on('SIGHUP', () => {}); process.stdin.resume(); console.log('ready')`,
	);
	await terminal.waitFor('ready');
	await terminal.close();
	assert.deepEqual(await terminal.exit, {code: null, signal: 'SIGKILL'});
});

test('tested programs see neither the API key nor the display settings of the caller', async t => {
	process.env['CHENYU_API_KEY'] = 'cy_secret';
	t.after(() => {
		delete process.env['CHENYU_API_KEY'];
	});
	const code = `console.log(JSON.stringify(Object.keys(process.env).sort()))`;
	const {stdout} = await runFile(node, ['--eval', code], {env: {HOME: undefined, EXTRA: '1'}});
	assert.deepEqual(JSON.parse(stdout), [
		'EXTRA',
		'LANG',
		'PATH',
		'TERM',
		'XDG_CACHE_HOME',
		'XDG_STATE_HOME',
	]);
});

test('a program without a terminal gets its input and returns its output and code', async () => {
	const code = `process.stdin.pipe(process.stdout); console.error('to stderr'); process.exitCode = 2`;
	const result = await runFile(node, ['--eval', code], {input: 'given'});
	assert.deepEqual(result, {code: 2, signal: null, stdout: 'given', stderr: 'to stderr\n'});
});

test('keys have the bytes of xterm', () => {
	assert.equal(keyBytes('up'), '\u001B[A');
	assert.equal(keyBytes('up', true), '\u001BOA');
	assert.equal(keyBytes('ctrl+z'), '\u001A');
	assert.equal(keyBytes('?'), '?');
	assert.throws(() => keyBytes('dwon'), /no key is called "dwon"/);
});

test('a character that is split between two chunks is drawn, wherever it is split', async () => {
	const bytes = Buffer.from('00001_.…\u001B[2m │\u001B[22m 加载模型 😀 é');
	const shown = async (...pieces: readonly Uint8Array[]) => {
		const screen = new VirtualScreen(40, 1, () => {});

		for (const piece of pieces) {
			await new Promise<void>(resolve => {
				screen.write(piece, resolve);
			});
		}

		return screen.lines()[0];
	};
	assert.equal(await shown(bytes), '00001_.… │ 加载模型 😀 é');

	for (let cut = 1; cut < bytes.length; cut++) {
		assert.equal(
			await shown(bytes.subarray(0, cut), bytes.subarray(cut)),
			await shown(bytes),
			`cut at ${cut}`,
		);
	}
});
