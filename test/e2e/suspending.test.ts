import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import {node, program} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {openPty, type TestTerminal} from '../helpers/terminal.ts';
import {assertStraightFrame} from './frame.ts';
import {apiKey, assertKeyless} from './key.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {watchArguments, watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), queuedRun('A film')];

/** A shell with job control: when its program stops, it waits for a key and brings it to the front again. */
const script = `
	set -m
	tell_and_wait() { echo "stopped $?"; echo "{$(stty -a)}"; read -r; }
	echo "{$(stty -a)}"
	"$@"
	tell_and_wait; fg > /dev/null
	tell_and_wait; fg > /dev/null
	echo "code $?"
`;

suite('suspending', {concurrency: 2}, () => {
	test('ctrl+z gives the terminal back and stops, and fg paints the screen again (D2)', async t => {
		const terminal = await startInShell(t);

		for (const time of [1, 2]) {
			await terminal.waitFor(/✓ succeeded[^]*A film[^]*n9_images/);
			terminal.press('j', 'ctrl+z');
			await terminal.waitFor(() => isStopped(terminal, time));
			assert.equal(terminal.isAlternate(), false);
			assert.equal(terminal.cursorVisible, true);
			assert.equal(terminal.modes.bracketedPasteMode, false);
			const settings =
				terminal
					.scrollback()
					.join('')
					.match(/\{[^}]+\}/g) ?? [];
			assert.equal(settings.length, time + 1);
			assert.equal(new Set(settings.map(withoutSize)).size, 1);

			// Who comes back to a window of another size finds the screen drawn for it.
			terminal.resize(100, 30 - time);
			terminal.press('enter');
			await terminal.waitFor(/○ queued │[^]*#3/);
			assert.equal(terminal.isAlternate(), true);
			assert.equal(terminal.cursorVisible, false);
			await terminal.waitFor(screen => /^┌[^]*\n└/.test(screen.join('\n')));
			assertStraightFrame(terminal, 100, 30 - time);
			terminal.press('k');
		}

		await terminal.waitFor('✓ succeeded │');
		terminal.press('q');
		await terminal.exit;
		assert.match(
			terminal.scrollback().join('\n'),
			/\n2 runs: 1 succeeded, 1 unfinished[^]*\ncode 0$/,
		);
	});

	test('without a shell that could continue it, ctrl+z leaves the screen as it is', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}});
		await terminal.waitFor('A film');
		terminal.press('ctrl+z');
		await terminal.waitFor(() => count(terminal.raw().toString(), '\u001B[?1049h') === 2);
		terminal.press('j');
		await terminal.waitFor('○ queued │');
		assert.equal(terminal.isAlternate(), true);
	});

	test('ctrl+l draws the screen anew over what another program wrote (D5)', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}});
		await terminal.waitFor('A film');
		await terminal.overwrite('\u001B[5;5H@@@@@@@@\n@@@@');
		terminal.press('ctrl+l');
		await terminal.waitFor(screen => !screen.join('\n').includes('@'));
		assertStraightFrame(terminal, 80, 24);
	});
});

async function startInShell(t: TestContext): Promise<TestTerminal> {
	const service = await startService(t, {scenario: {runs}});
	const command = [node, program(), ...watchArguments(service, service.runOrderIds, [])];
	const terminal = openPty(t, 'bash', {
		args: ['-c', script, 'bash', ...command],
		env: {CHENYU_API_KEY: apiKey},
		columns: 100,
		rows: 30,
	});
	t.after(() => {
		assertKeyless(terminal.raw());
	});
	return terminal;
}

/** Whether the shell has its terminal back so many times, and has said how that one is set. */
function isStopped(terminal: TestTerminal, times: number): boolean {
	const text = terminal.scrollback().join('');
	return count(text, 'stopped 148') === times && count(text, '}') === times + 1;
}

function withoutSize(settings: string): string {
	return settings.replace(/rows \d+; columns \d+/, '').replaceAll(/\s+/g, '');
}

function count(text: string, part: string): number {
	return text.split(part).length - 1;
}
