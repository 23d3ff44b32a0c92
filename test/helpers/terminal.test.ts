import assert from 'node:assert/strict';
import test from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {keyBytes} from './key-bytes.ts';
import {node, type Scope} from './program.ts';
import {runFile} from './run-headless.ts';
import {openPty, type TestTerminal} from './terminal.ts';
import {VirtualScreen} from './virtual-screen.ts';

function script(scope: Scope, code: string): TestTerminal {
	return openPty(scope, node, {columns: 40, rows: 6, args: ['--eval', code]});
}

test('cells have text, width, colors and attributes', async t => {
	const terminal = script(
		t,
		String.raw`process.stdout.write('\u001B[1;31ma\u001B[0m中🎉\u001B[38;2;1;2;3;7mx\u001B[0m end')`,
	);
	await terminal.exit;
	assert.equal(terminal.lines()[0], 'a中🎉x end');
	const first = terminal.cell(0, 0);
	assert.deepEqual([first.text, first.bold, first.foreground], ['a', true, 1]);
	assert.deepEqual([terminal.cell(1, 0).width, terminal.cell(2, 0).width], [2, 0]);
	assert.equal(terminal.cell(3, 0).text, '🎉');
	const colored = terminal.cell(5, 0);
	assert.deepEqual([colored.text, colored.foreground, colored.inverse], ['x', '#010203', true]);
	assert.throws(() => terminal.cell(0, 6), RangeError);
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

	while (!terminal.raw().includes('half')) {
		await setImmediate();
	}

	// Waits until the half frame is drawn.
	await terminal.draw();
	assert.equal(await Promise.race([seen, Promise.resolve('nothing yet')]), 'nothing yet');
	await assert.rejects(terminal.waitFor('half', {timeout: 1}), /1 ms passed/);
	terminal.press('x');
	assert.equal((await seen)[0], 'half whole');
});

test('waiting ends with the program, and the error has the screen', async t => {
	const terminal = script(t, `console.log('only this'); process.exitCode = 3`);
	await assert.rejects(terminal.waitFor('more'), /ended \(3\) before more.*\n│only this/);
	await assert.rejects(terminal.waitFor('more'), /ended \(3\)/);
	assert.equal((await terminal.waitFor('only this'))[0], 'only this');
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
	const code = `console.log(Object.keys(process.env).sort().join(' '))`;
	const {stdout} = await runFile(node, ['--eval', code], {env: {HOME: undefined, EXTRA: '1'}});
	assert.equal(stdout, 'EXTRA LANG PATH TERM XDG_CACHE_HOME XDG_STATE_HOME\n');
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

	for (let cut = 0; cut < bytes.length; cut++) {
		const screen = new VirtualScreen(40, 1, () => {});

		for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
			await screen.draw(piece);
		}

		assert.equal(screen.lines()[0], '00001_.… │ 加载模型 😀 é', `cut at ${cut}`);
	}
});
