import assert from 'node:assert/strict';
import test from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {node} from './program.ts';
import {openPty} from './terminal.ts';
import {VirtualScreen} from './virtual-screen.ts';

test('an unfinished frame is ignored', async t => {
	const code = String.raw`
		process.stdin.setRawMode(true);
		process.stdout.write('\u001B[?2026hhalf');
		process.stdin.once('data', () => {
			process.stdout.write(' whole\u001B[?2026l');
			process.stdin.pause();
		});
	`;
	const terminal = openPty(t, node, {columns: 40, rows: 6, args: ['--eval', code]});
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
