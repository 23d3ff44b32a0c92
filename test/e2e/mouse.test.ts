import assert from 'node:assert/strict';
import {existsSync, writeFileSync, chmodSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import type {TestTerminal} from '../helpers/terminal.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {assertStraightFrame} from './frame.ts';
import {makeHome} from './home.ts';
import {apiKey} from './key.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), queuedRun('A film'), finishedRun('A song')];
const [columns, rows] = [100, 30];

suite('the mouse', {concurrency: 2}, () => {
	test('it is the terminal’s until m, then ours, and the terminal’s again', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}, columns, rows});
		await terminal.waitFor(/A portrait[^]*A song[^]*n9_images/);
		assert.equal(terminal.modes.mouseTrackingMode, 'none');
		// A stray report of a mouse is no key and no click.
		click(terminal, 'A song');
		terminal.press('m');
		await terminal.waitFor('mouse on: shift selects text');
		assert.equal(terminal.modes.mouseTrackingMode, 'vt200');
		assert.match(terminal.screen().join('\n'), /▸✓ \w+ A portrait/);
		click(terminal, 'A song');
		await terminal.waitFor(/▸✓ \w+ A song/);
		terminal.press('f2');
		await terminal.waitFor('mouse off; m turns it on');
		assert.equal(terminal.modes.mouseTrackingMode, 'none');
	});

	test('a click selects and opens, the wheel scrolls what is under it', async t => {
		const {env, opened} = standInOpener(t);
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs},
			args: ['--mouse'],
			columns,
			rows,
			env,
		});
		await terminal.waitFor(/A portrait[^]*A song[^]*n9_images[^]*mouse ┘/);
		await terminal.waitFor('execution succeeded');
		wheel(terminal, 'VAEDecode done', 'up');
		await terminal.waitFor(screen => !screen.join('\n').includes('execution succeeded'));
		wheel(terminal, 'VAEDecode done', 'down');
		await terminal.waitFor(/Log ─ follow[^]*execution succeeded/);
		click(terminal, 'n10_text');
		await terminal.waitFor(/▸Outputs[^]*▸≡ text +n10_text/);
		click(terminal, 'n9_images');
		await terminal.waitFor(/▸▣ image +n9_images/);
		assert.equal(existsSync(opened), false);
		click(terminal, 'n9_images');
		await terminal.waitFor('opened n9_images');
		wheel(terminal, 'A film', 'down');
		await terminal.waitFor(/▸✓ \w+ A song/);
		// The keys go where they went.
		await terminal.waitFor('▸Outputs');
		terminal.press('?');
		await terminal.waitFor('▸Help');
		wheel(terminal, 'Everywhere', 'down');
		await terminal.waitFor(screen => !screen.join('\n').includes('Everywhere'));
		terminal.press('esc');
		await terminal.waitFor('▸Outputs');
		assertStraightFrame(terminal, columns, rows);
	});

	test('the config turns it on; q, a signal and a stop give it back', async t => {
		for (const leave of ['q', 'SIGTERM'] as const) {
			const home = makeHome(t, {mouse: true});
			const {terminal} = await watchOnScreen(t, {
				scenario: {runs},
				env: {...home.env, CHENYU_API_KEY: apiKey},
			});
			await terminal.waitFor('n9_images');
			assert.equal(terminal.modes.mouseTrackingMode, 'vt200');

			if (leave === 'q') {
				terminal.press('q');
			} else {
				terminal.kill(leave);
			}

			await terminal.exit;
			assert.equal(terminal.modes.mouseTrackingMode, 'none');
		}
	});
});

/** Presses the left button in the first cell that has the text, and lets it go. */
function click(terminal: TestTerminal, text: string): void {
	const [x, y] = placeOf(terminal, text);
	terminal.type(`\u001B[<0;${x};${y}M\u001B[<0;${x};${y}m`);
}

function wheel(terminal: TestTerminal, text: string, to: 'up' | 'down'): void {
	const [x, y] = placeOf(terminal, text);
	terminal.type(`\u001B[<${to === 'up' ? 64 : 65};${x};${y}M`);
}

/** Column and row of a text, counted from 1 as terminals do; there are no wide characters before it. */
function placeOf(terminal: TestTerminal, text: string): readonly [x: number, y: number] {
	const screen = terminal.screen();
	const y = screen.findIndex(line => line.includes(text));
	assert.notEqual(y, -1, `${text} is not on the screen:\n${screen.join('\n')}`);
	return [(screen[y]?.indexOf(text) ?? 0) + 1, y + 1];
}

function standInOpener(t: TestContext) {
	const folder = temporaryFolder(t);
	const opened = join(folder, 'opened');
	const file = join(folder, 'xdg-open');
	writeFileSync(file, `#!/bin/sh\nprintf '%s' "$1" > '${opened}'\n`);
	chmodSync(file, 0o700);
	const PATH = [folder, process.env['PATH']].join(delimiter);
	return {env: {PATH, DISPLAY: ':99'}, opened};
}
