import assert from 'node:assert/strict';
import {openPty, type TestTerminal} from '../../helpers/terminal.ts';
import {scoped, type Part} from '../part.ts';
import {startServices} from '../terminal/services.ts';
import {apiKey, assertWritten} from '../terminal/shell.ts';
import {suspendArguments} from '../terminal/suspend-script.ts';

const whole = 1000;
const stopped = /stopped 148\.\r\n\{[^}]*\}/;
const soon = 2000;
const maxPresses = 3;

/** ctrl+z and fg, a thousand times: each gives the terminal back as it was, and each paints the screen again (D2). */
export const suspends: Part = {
	name: 'suspends',
	whole,
	async run({share, results, figure}) {
		const times = share(whole);

		await scoped(async scope => {
			const {answering} = await startServices(scope);
			const terminal = openPty(scope, 'bash', {
				args: suspendArguments(times, answering),
				env: {CHENYU_API_KEY: apiKey},
				columns: 100,
				rows: 30,
			});
			let seen = 0;
			let presses = 0;

			for (let nth = 1; nth <= times; nth++) {
				await terminal.waitFor(
					screen => screen[0]?.startsWith('┌') === true && screen.join().includes('A film'),
				);
				assert.equal(terminal.isAlternate(), true);
				presses += await pressUntil(terminal, () => {
					return stopped.test(terminal.raw().subarray(seen).toString());
				});
				seen = terminal.raw().length;
				// What was written is drawn a moment later.
				await terminal.waitFor(() => isGivenBack(terminal), {timeout: soon});
				results.cases++;
				terminal.press('enter');
			}

			await terminal.waitFor(screen => screen[0]?.startsWith('┌') === true);
			figure('presses that came too soon', presses - times);
			terminal.press('q');
			await terminal.exit;
			const settings = new Set(
				terminal
					.raw()
					.toString()
					.match(/\{speed[^}]+\}/g),
			);
			assert.equal(settings.size, 1, 'the line settings are others');
			assert.match(terminal.raw().toString(), /stopped 0\.\r\n$/);
			assertWritten(terminal);
		});
	},
};

/** Whether the terminal is as a shell expects it. */
function isGivenBack(terminal: TestTerminal): boolean {
	const {bracketedPasteMode, mouseTrackingMode, sendFocusMode} = terminal.modes;
	return (
		!terminal.isAlternate() &&
		terminal.cursorVisible &&
		!bracketedPasteMode &&
		mouseTrackingMode === 'none' &&
		!sendFocusMode
	);
}

/** Presses ctrl+z, once more where the program is only just coming back from the one before. Gives how often. */
async function pressUntil(terminal: TestTerminal, isStopped: () => boolean): Promise<number> {
	for (let presses = 1; ; presses++) {
		terminal.press('ctrl+z');

		try {
			await terminal.waitFor(isStopped, {timeout: soon});
			return presses;
		} catch (error) {
			if (presses === maxPresses) {
				throw error;
			}
		}
	}
}
