/* oxlint-disable no-control-regex -- what programs write to terminals is full of them. */
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), queuedRun('A film'), runEndingIn(3000, 'A song')];
const listening = {
	scenario: {runs},
	args: ['--interval', '0.2'],
	env: {INK_SCREEN_READER: 'true'},
	columns: 160,
	rows: 50,
};

/** Sequences that move, erase or paint: with them a screen reader reads nothing, or all again and again. */
const painting = /\u001B\[[\d;]*[A-HJKSTdfm]|\u001B\[\?(?:1049|2026)|\r(?!\n)/;

suite('for a screen reader', {concurrency: 2}, () => {
	test('events are lines, nothing is painted, and keys confirm with lines', async t => {
		const {terminal} = await watchOnScreen(t, listening);
		await terminal.waitFor(/chenyu-top reports every change/);
		await terminal.waitFor(/wfrun_\w+: succeeded, took \d+ seconds, 2 outputs, cost CNY/);
		await terminal.waitFor(/wfrun_\w+: queued, place 3 in the queue/);
		await terminal.waitFor(/A song wfrun_\w+: succeeded/);
		terminal.press('down');
		await terminal.waitFor(/2 of 3: A film wfrun_\w+: queued/);
		terminal.press('up');
		await terminal.waitFor(/1 of 3: A portrait wfrun_\w+: succeeded/);
		terminal.press('4');
		await terminal.waitFor(/Outputs: image n9_images .*portrait\.png/);
		terminal.press('down');
		await terminal.waitFor(/^text n10_text A portrait, seed 42/m);
		terminal.press('y');
		await terminal.waitFor('copied n10_text');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		const written = terminal.raw().toString();
		assert.doesNotMatch(
			written.replaceAll(/\u001B\]52;[^\u0007\u001B]*(?:\u0007|\u001B\\)/g, ''),
			painting,
		);
		assert.equal(terminal.isAlternate(), false);
		assert.equal(terminal.modes.bracketedPasteMode, false);
		// The receipt stands below, as after a screen.
		assert.match(terminal.scrollback().join('\n'), /3 runs: [^]*resume with: /);
	});

	test('what is pasted never acts, and ctrl+c leaves at once', async t => {
		const {terminal} = await watchOnScreen(t, listening);
		await terminal.waitFor(/wfrun_\w+: queued/);
		assert.equal(terminal.modes.bracketedPasteMode, true);
		terminal.paste('q\nq\n');
		terminal.press('?');
		await terminal.waitFor(() =>
			terminal.scrollback().includes('q ctrl+q close the help, else quit'),
		);
		terminal.press('ctrl+c');
		assert.deepEqual(await terminal.exit, {code: 130, signal: null});
	});
});
