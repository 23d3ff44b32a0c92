import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {suite, test} from 'node:test';
import {without, type TestTerminal} from '../helpers/terminal.ts';
import {assertStraightFrame} from './frame.ts';
import {makeHome} from './home.ts';
import {apiKey} from './key.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {standInOpener, watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), queuedRun('A film'), finishedRun('A song')];
const [columns, rows] = [100, 30];

suite('the mouse', {concurrency: 2}, () => {
	test('belongs to the terminal until m turns it on', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}, columns, rows});
		await terminal.waitFor(/A portrait[^]*A song[^]*n9_images/);
		assert.equal(terminal.modes.mouseTrackingMode, 'none');
		// A mouse report is neither a key nor a click now.
		click(terminal, 'A song');
		const screen = await terminal.play(['m', 'mouse on: shift selects text']);
		assert.equal(terminal.modes.mouseTrackingMode, 'vt200');
		assert.match(screen.join('\n'), /▸✓ \w+ A portrait/);
		click(terminal, 'A song');
		await terminal.play(['', /▸✓ \w+ A song/]);
		click(terminal, 'TITLE');
		await terminal.waitFor(/TITLE▴[^]*A film[^]*A portrait/);
		click(terminal, 'TITLE');
		await terminal.play(['', /TITLE▾[^]*A song[^]*A portrait/], ['f2', 'mouse off; m turns it on']);
		assert.equal(terminal.modes.mouseTrackingMode, 'none');
	});

	test('a click selects and opens, the wheel scrolls the pane under it', async t => {
		const {env, opened} = standInOpener(t);
		const setup = {args: ['--mouse'], columns, rows, env};
		const {terminal} = await watchOnScreen(t, {scenario: {runs}, ...setup});
		await terminal.play(
			['', /A portrait[^]*A song[^]*n9_images[^]*mouse ┘/],
			['', 'execution succeeded'],
		);
		wheel(terminal, 'VAEDecode done', 'up');
		await terminal.waitFor(without('execution succeeded'));
		wheel(terminal, 'VAEDecode done', 'down');
		await terminal.waitFor(/Log ─ follow[^]*execution succeeded/);
		click(terminal, 'n10_text');
		await terminal.waitFor(/▸4 Outputs[^]*▸≡ text +n10_text/);
		click(terminal, 'n9_images');
		await terminal.waitFor(/▸▣ image +n9_images/);
		assert.equal(existsSync(opened), false);
		click(terminal, 'n9_images');
		await terminal.waitFor('opened n9_images');
		wheel(terminal, 'A film', 'down');
		// The focus stays.
		await terminal.play(['', /▸✓ \w+ A song/], ['', '▸4 Outputs'], ['?', '▸Help']);
		wheel(terminal, 'read a text here', 'down');
		await terminal.play(['', without('read a text here')], ['esc', '▸4 Outputs']);
		assertStraightFrame(terminal, columns, rows);
	});

	test('the config turns it on; q and a signal turn it off', async t => {
		for (const exit of [
			(terminal: TestTerminal) => terminal.press('q'),
			(terminal: TestTerminal) => terminal.kill('SIGTERM'),
		]) {
			const {terminal} = await watchOnScreen(t, {
				scenario: {runs},
				env: {...makeHome(t, {mouse: true}).env, CHENYU_API_KEY: apiKey},
			});
			await terminal.waitFor('n9_images');
			assert.equal(terminal.modes.mouseTrackingMode, 'vt200');
			exit(terminal);
			await terminal.exit;
			assert.equal(terminal.modes.mouseTrackingMode, 'none');
		}
	});
});

/** Clicks with the left button on the first cell of a text. */
function click(terminal: TestTerminal, text: string): void {
	const [x, y] = placeOf(terminal, text);
	terminal.type(`\u001B[<0;${x};${y}M\u001B[<0;${x};${y}m`);
}

function wheel(terminal: TestTerminal, text: string, to: 'up' | 'down'): void {
	const [x, y] = placeOf(terminal, text);
	terminal.type(`\u001B[<${to === 'up' ? 64 : 65};${x};${y}M`);
}

/** Returns the column and the row of a text, counted from 1. Assumes that no wide characters precede the text. */
function placeOf(terminal: TestTerminal, text: string): readonly [x: number, y: number] {
	const screen = terminal.screen();
	const y = screen.findIndex(line => line.includes(text));
	assert.notEqual(y, -1, `${text} is not on the screen:\n${screen.join('\n')}`);
	return [(screen[y]?.indexOf(text) ?? 0) + 1, y + 1];
}
