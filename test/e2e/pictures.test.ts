/* oxlint-disable no-control-regex -- what programs write to terminals is full of them. */
import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {graphicsQuestion} from '../../source/terminal/graphics.ts';
import type {TestTerminal} from '../helpers/terminal.ts';
import {picture} from './frame.ts';
import {finishedRun} from './runs.ts';
import {watchOnScreen, type WatchSetup} from './watch.ts';

const run: RunScript = {
	...finishedRun('A portrait'),
	ending: {
		kind: 'succeeded',
		outputs: [{key: 'n9_images', kind: 'file', file: 'portrait.png'}],
	},
};

const cells = '\u001B[6;16;8t';
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What a terminal says that is another than the one of the tests. */
function claiming(answers: string): NonNullable<WatchSetup['answer']> {
	return reply => (reply.endsWith('c') ? `${answers}\u001B[?62;4c` : reply);
}

async function openShelf(t: TestContext, setup: Partial<WatchSetup>): Promise<TestTerminal> {
	const {terminal} = await watchOnScreen(t, {scenario: {runs: [run]}, ...setup});
	await terminal.waitFor('n9_images');
	terminal.press('4', 'z');
	await terminal.waitFor(/▣ image {2}n9_images +912 B/);
	return terminal;
}

/** What was written after the picture was asked for, once that has something in it. */
async function written(terminal: TestTerminal, from: number, part: string): Promise<string> {
	await terminal.waitFor(() => terminal.raw().subarray(from).includes(part));
	return terminal.raw().subarray(from).toString('latin1');
}

suite('pictures by the terminal', {concurrency: 2, timeout: 60_000}, () => {
	test('a terminal that knows kitty gets PNG, in the middle, and is told to take it away', async t => {
		const terminal = await openShelf(t, {
			answer: claiming(`\u001B_Gi=1129272;OK\u001B\\${cells}`),
		});
		const before = picture(terminal, 80);
		terminal.press('v');
		await terminal.waitFor('PNG 96x96');
		const drawn = await written(terminal, 0, 'm=0;');
		assert.equal(drawn.split(Buffer.from(graphicsQuestion).toString('latin1')).length, 2);
		const [, row, column, payload = ''] =
			/\u001B\[(\d+);(\d+)H\u001B_Ga=T,f=100,i=1129272,c=12,r=6,C=1,q=2,m=0;([^\u001B]+)\u001B\\/.exec(
				drawn,
			) ?? [];
		assert.deepEqual([row, column], ['3', '35']);
		assert.deepEqual(Buffer.from(payload, 'base64').subarray(0, 8), signature);
		// Its place is empty: the picture is not in the cells.
		assert.ok(!terminal.screen().join('').includes('▀'));
		const from = terminal.raw().length;
		terminal.press('esc');
		await terminal.waitFor('▸Outputs 1');
		await written(terminal, from, '\u001B_Ga=d,d=I,i=1129272,q=2\u001B\\');
		assert.deepEqual(picture(terminal, 80), before);
		// The terminal is asked once.
		terminal.press('v');
		await terminal.waitFor('PNG 96x96');
		const all = await written(terminal, from, 'm=0;');
		assert.ok(!all.includes('a=q'));
	});

	test('iTerm2 gets it inline, and all cells are drawn anew when it goes', async t => {
		const terminal = await openShelf(t, {env: {TERM_PROGRAM: 'iTerm.app'}});
		const before = picture(terminal, 80);
		terminal.press('v');
		const drawn = await written(terminal, 0, ']1337;File=');
		const [, size, payload = ''] =
			/\u001B\]1337;File=inline=1;size=(\d+);width=12;height=6;preserveAspectRatio=1;doNotMoveCursor=1:([^\u0007]+)\u0007/.exec(
				drawn,
			) ?? [];
		const file = Buffer.from(payload, 'base64');
		assert.equal(file.length, Number(size));
		assert.deepEqual(file.subarray(0, 8), signature);
		const from = terminal.raw().length;
		terminal.press('esc');
		await terminal.waitFor('▸Outputs 1');
		// The header is written again too, which had not changed.
		await written(terminal, from, 'chenyu-top');
		await terminal.waitFor('▸Outputs 1');
		assert.deepEqual(picture(terminal, 80), before);
	});

	test('one that says it knows sixels gets them, at the size of its cells', async t => {
		const terminal = await openShelf(t, {answer: claiming('\u001B[6;12;6t')});
		terminal.press('v');
		const drawn = await written(terminal, 0, '\u001BP0;1;q');
		assert.ok(drawn.includes('\u001BP0;1;q"1;1;96;96'));
		// 96 pixels are 16 cells of 6.
		assert.ok(drawn.includes('\u001B[3;33H\u001BP0;1;q'));
		terminal.press('esc');
		await terminal.waitFor('▸Outputs 1');
	});

	test('a picture stays when the screen is drawn anew, and goes when the terminal is left', async t => {
		const terminal = await openShelf(t, {
			answer: claiming(`\u001B_Gi=1129272;OK\u001B\\${cells}`),
		});
		terminal.press('v');
		await written(terminal, 0, 'a=T');
		const from = terminal.raw().length;
		terminal.press('ctrl+l');
		await written(terminal, from, 'a=T');
		const end = terminal.raw().length;
		terminal.press('ctrl+c');
		await terminal.exit;
		const last = terminal.raw().subarray(end).toString('latin1');
		assert.ok(last.includes('a=d,d=I'));
		assert.ok(last.indexOf('a=d,d=I') < last.indexOf('[?1049l'));
	});
});
