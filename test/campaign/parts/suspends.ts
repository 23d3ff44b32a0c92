import assert from 'node:assert/strict';
import {apiKey} from '../../e2e/key.ts';
import {settingsIn, suspendArguments} from '../../helpers/shell.ts';
import {openPty, type TestTerminal} from '../../helpers/terminal.ts';
import type {Part} from '../part.ts';
import {startServices} from '../terminal/services.ts';
import {assertWritten} from '../terminal/shell.ts';

const stopped = /stopped 148\.\r\n\{[^}]*\}/;
const columns = 100;
/** The height of the terminal after this many stops. */
const rowsOf = (stops: number): number => 30 - (stops % 3);
const waitMs = 2000;
const maxPresses = 3;

/** ctrl+z restores the terminal and fg draws the screen again, for its size at that time, a thousand times (D2). */
export const part: Part = {
	whole: 1000,
	async run({share, results, figure, scope}) {
		const times = share(1000);

		const {responding} = await startServices(scope);
		const terminal = openPty(scope, 'bash', {
			args: suspendArguments(times, responding),
			env: {CHENYU_API_KEY: apiKey},
			columns,
			rows: rowsOf(0),
		});
		let seen = 0;
		let presses = 0;

		for (let nth = 1; nth <= times; nth++) {
			const rows = rowsOf(nth - 1);
			// The first frame may still have the earlier size.
			await terminal.waitFor(screen => isFrame(screen, rows) && screen.join().includes('A film'));
			assert.equal(terminal.isAlternate(), true);
			assert.equal(terminal.cursorVisible, false);
			presses += await pressUntil(terminal, () => {
				return stopped.test(terminal.raw().subarray(seen).toString());
			});
			seen = terminal.raw().length;
			// The output is drawn later.
			await terminal.waitFor(() => isRestored(terminal), {timeout: waitMs});
			results.cases++;
			terminal.resize(columns, rowsOf(nth));
			terminal.press('enter');
		}

		await terminal.waitFor(screen => screen[0]?.startsWith('┌') === true);
		figure('presses that came too soon', presses - times);
		terminal.press('q');
		await terminal.exit;
		const written = terminal.raw().toString();
		assert.equal(new Set(settingsIn(written)).size, 1, 'the line settings differ');
		assert.match(written, /stopped 0\.\r\n$/);
		assert.match(terminal.scrollback().join('\n'), /\n2 runs: 1 succeeded, 1 unfinished/);
		assertWritten(terminal);
	},
};

function isFrame(screen: readonly string[], rows: number): boolean {
	const sides = screen.map(row => row.slice(0, 1)).join('');
	return screen.length === rows && /^┌[│├]+└$/.test(sides);
}

function isRestored(terminal: TestTerminal): boolean {
	const {bracketedPasteMode, mouseTrackingMode, sendFocusMode} = terminal.modes;
	return (
		!terminal.isAlternate() &&
		terminal.cursorVisible &&
		!bracketedPasteMode &&
		mouseTrackingMode === 'none' &&
		!sendFocusMode
	);
}

/**
 * Presses ctrl+z until `isStopped` returns true. A press may have no effect, while the program is still resuming, so
 * it is repeated after `waitMs`, up to `maxPresses` presses. Returns the number of presses.
 */
async function pressUntil(terminal: TestTerminal, isStopped: () => boolean): Promise<number> {
	for (let presses = 1; ; presses++) {
		terminal.press('ctrl+z');

		try {
			await terminal.waitFor(isStopped, {timeout: waitMs});
			return presses;
		} catch (error) {
			if (presses === maxPresses) {
				throw error;
			}
		}
	}
}
