import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestTerminal} from '../helpers/terminal.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), queuedRun('A film'), finishedRun('A song')];
const [columns, rows] = [100, 30];

test('belongs to the terminal until m turns it on', async t => {
	const {terminal} = await watchOnScreen(t, {scenario: {runs}, columns, rows});
	await terminal.waitFor(/○ A film[^]*A portrait[^]*A song/);
	await terminal.play(['j', /▸✓ A portrait[^]*4 Outputs \d/]);
	assert.equal(terminal.modes.mouseTrackingMode, 'none');
	// A mouse report is neither a key nor a click now.
	click(terminal, 'A song');
	const screen = await terminal.play(['m', 'mouse on: shift selects text']);
	assert.equal(terminal.modes.mouseTrackingMode, 'vt200');
	assert.match(screen.join('\n'), /▸✓ A portrait/);
	click(terminal, 'A song');
	await terminal.play(['', /▸✓ A song/], ['z', 'TITLE']);
	click(terminal, 'TITLE');
	await terminal.waitFor(/TITLE▴[^]*A film[^]*A portrait/);
	click(terminal, 'TITLE');
	await terminal.play(['', /TITLE▾[^]*A song[^]*A portrait/], ['m', 'mouse off; m turns it on']);
	assert.equal(terminal.modes.mouseTrackingMode, 'none');
});

/** Clicks with the left button on the first cell of a text. Assumes that no wide characters precede the text. */
function click(terminal: TestTerminal, text: string): void {
	const screen = terminal.screen();
	const y = screen.findIndex(line => line.includes(text));
	assert.notEqual(y, -1, `${text} is not on the screen:\n${screen.join('\n')}`);
	const cell = `${(screen[y]?.indexOf(text) ?? 0) + 1};${y + 1}`;
	terminal.type(`\u001B[<0;${cell}M\u001B[<0;${cell}m`);
}
