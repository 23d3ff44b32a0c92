import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {leave, watchOnScreen} from './watch.ts';

/* oxlint-disable no-control-regex -- terminal output has control characters */
const setup = {
	scenario: {runs: [finishedRun('A portrait'), queuedRun('A film'), runEndingIn(3000, 'A song')]},
	args: ['--interval', '0.2'],
	env: {INK_SCREEN_READER: 'true'},
	columns: 160,
	rows: 50,
};

/**
 * Matches control sequences that move the cursor, erase or color text, or switch the screen. They make a screen
 * reader read nothing, or the whole screen again.
 */
const painting = /\u001B\[[\d;]*[A-HJKSTdfm]|\u001B\[\?(?:1049|2026)|\r(?!\n)/;

suite('for a screen reader', {concurrency: 2}, () => {
	test('events are lines, nothing is painted, and keys print lines', async t => {
		const {terminal} = await watchOnScreen(t, setup);
		await terminal.play(
			['', /chenyu-top reports every change/],
			['', /wfrun_\w+: succeeded, \d+s, ¥/],
			['', /wfrun_\w+: queued, #3/],
			['', /A song wfrun_\w+: succeeded/],
			// A row that has ended keeps its line.
			['down', /2 of 3: A film wfrun_\w+: queued/],
			['end', /3 of 3: A portrait wfrun_\w+: succeeded/],
			['home', /1 of 3: A song wfrun_\w+: succeeded/],
			['4', /Outputs: portrait\.png/],
			['down', /^n10_text A song, seed 42/m],
			['y', 'copied n10_text'],
		);
		await leave(terminal);
		const written = terminal.raw().toString();
		assert.doesNotMatch(
			written.replaceAll(/\u001B\]52;[^\u0007\u001B]*(?:\u0007|\u001B\\)/g, ''),
			painting,
		);
		assert.equal(terminal.isAlternate(), false);
		assert.equal(terminal.modes.bracketedPasteMode, false);
		assert.match(terminal.scrollback().join('\n'), /3 runs: [^]*resume with: /, 'the receipt');
	});

	test('pasted text never acts, and ctrl+c exits at once', async t => {
		const {terminal} = await watchOnScreen(t, setup);
		await terminal.waitFor(/wfrun_\w+: queued/);
		assert.equal(terminal.modes.bracketedPasteMode, true);
		terminal.paste('q\nq\n');
		terminal.press('?');
		await terminal.waitFor(() =>
			terminal.scrollback().some(line => /^q .*close the overlay, or quit$/.test(line)),
		);
		await leave(terminal, ['ctrl+c'], 130);
	});
});
