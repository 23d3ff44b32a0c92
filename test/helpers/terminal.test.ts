import assert from 'node:assert/strict';
import test from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {node, type Scope} from './program.ts';
import {runFile} from './run-headless.ts';
import {openPty, type TestTerminal} from './terminal.ts';
import {VirtualScreen} from './virtual-screen.ts';

function script(scope: Scope, code: string): TestTerminal {
	return openPty(scope, node, {columns: 40, rows: 6, args: ['--eval', code]});
}

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

test('tested programs see neither the API key nor the display settings of the caller', async t => {
	process.env['CHENYU_API_KEY'] = 'cy_secret';
	t.after(() => {
		delete process.env['CHENYU_API_KEY'];
	});
	const code = `console.log(Object.keys(process.env).sort().join(' '))`;
	const {stdout} = await runFile(node, ['--eval', code], {env: {HOME: undefined, EXTRA: '1'}});
	assert.equal(stdout, 'EXTRA LANG PATH TERM XDG_CACHE_HOME XDG_STATE_HOME\n');
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
