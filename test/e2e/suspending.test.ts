import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {startService} from '../helpers/service.ts';
import {settingsIn, suspendArguments} from '../helpers/shell.ts';
import {openPty, type TestTerminal} from '../helpers/terminal.ts';
import {assertStraightFrame} from './frame.ts';
import {apiKey, assertKeyless} from './key.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {leave, watchArguments, watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), queuedRun('A film')];

suite('suspending', {concurrency: 2}, () => {
	test('ctrl+z restores the terminal and stops; fg draws the screen for the current size (D2)', async t => {
		const service = await startService(t, {scenario: {runs}});
		const terminal = openPty(t, 'bash', {
			args: suspendArguments(2, watchArguments(service, service.runOrderIds, [])),
			env: {CHENYU_API_KEY: apiKey},
			columns: 100,
			rows: 30,
		});

		for (const time of [1, 2]) {
			await terminal.play(
				['', /✓ succeeded[^]*A film[^]*n9_images/],
				['j ctrl+z', () => isStopped(terminal, time)],
			);
			assert.equal(terminal.isAlternate(), false);
			assert.equal(terminal.cursorVisible, true);
			assert.equal(terminal.modes.bracketedPasteMode, false);
			const settings = settingsIn(terminal.raw().toString());
			assert.equal(settings.length, time + 1);
			assert.equal(new Set(settings).size, 1);

			terminal.resize(100, 30 - time);
			await terminal.play(['enter', /○ queued ─[^]*#3/]);
			assert.equal(terminal.isAlternate(), true);
			assert.equal(terminal.cursorVisible, false);
			await terminal.waitFor(/^┌[^]*\n└/);
			assertStraightFrame(terminal, 100, 30 - time);
			terminal.press('k');
		}

		await terminal.waitFor('✓ succeeded ─');
		await leave(terminal);
		assert.match(
			terminal.scrollback().join('\n'),
			/\n2 runs: 1 succeeded, 1 unfinished[^]*\nstopped 0\.$/,
		);
		assertKeyless(terminal.raw());
	});

	test('without a shell that could continue it, ctrl+z draws the screen again', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}});
		await terminal.play(
			['', 'A film'],
			['ctrl+z', () => count(terminal.raw().toString(), '\u001B[?1049h') === 2],
			['j', '○ queued ─'],
		);
		assert.equal(terminal.isAlternate(), true);
	});
});

/** Whether the program was stopped `times` times, and the shell printed the terminal settings after each stop. */
function isStopped(terminal: TestTerminal, times: number): boolean {
	const text = terminal.scrollback().join('');
	return count(text, 'stopped 148') === times && count(text, '}') === times + 1;
}

function count(text: string, part: string): number {
	return text.split(part).length - 1;
}
