import assert from 'node:assert/strict';
import {dirname} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {graphicsQuery} from '../../../source/terminal/images/graphics.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {apiKey, assertKeyless} from '../../e2e/key.ts';
import type {Key} from '../../helpers/key-bytes.ts';
import {node, temporaryFolder} from '../../helpers/program.ts';
import {startService} from '../../helpers/service.ts';
import {openTerminal} from '../../helpers/terminal.ts';
import type {Part} from '../part.ts';
import {terminalReplies} from '../payloads.ts';
import {assertAllowed} from '../terminal-grammar.ts';

/** OSC 52: the sequence that copies to the clipboard. One of the random keys makes the program write it. */
const copying = new RegExp(String.raw`\u001B\]52;c;[\w+/=]*(?:\u0007|\u001B\\)`, 'g');
const whole = 10_000;
const burst = 40;
const rows = 40;
/** The maximum time until a key has an effect, on a busy machine. */
const maxKeyMs = 5000;

/** The printable keys to press. Keys like `q`, which exits, are left out. */
const characters =
	'abcdefghijklmnoprstuwxyzABCDEFGIJKLMNOPRSTUVWXYZ0123456789`~!@#$%^&*()-_=+[]{}|;:\'",.<>/?';
const named: readonly Key[] =
	'up down left right home end pageup pagedown tab shift+tab enter esc space backspace del insert f1 f2 f3 f4 f5'.split(
		' ',
	);
const keys: readonly Key[] = [
	...characters,
	...named,
	...[...'abdefgklnoprtuwxy'].map((letter): Key => `ctrl+${letter}`),
];

/** Other input: terminal replies, a paste, Chinese text, an emoji, mouse and key reports, unusual characters. */
const texts: readonly string[] = [
	...terminalReplies,
	'\u001B[200~wfrun_pasted\nq\u0003\u001B[201~',
	'晨羽',
	'👩‍👩‍👧',
	'\u001B[<0;10;5M',
	'\u001B[97;5u',
	'\u001B[1;2P',
	'\u00FF',
	'\u0000',
];

/** Checks that the program still responds after ten thousand random keys, and then exits normally. */
export const part: Part = {
	whole,
	async run({share, chance, results, figure, scope}) {
		const count = share(whole);
		const folder = temporaryFolder(scope);
		const service = await startService(scope, {clock: systemClock});
		const terminal = openTerminal(scope, {
			args: [...service.runOrderIds, '--base-url', service.origin.href],
			// No programs of the machine are found, and files are saved in the temporary folder.
			env: {CHENYU_API_KEY: apiKey, PATH: dirname(node), HOME: folder, PAGER: 'true'},
			columns: 120,
			rows,
			cwd: folder,
		});
		await terminal.waitFor('┌');
		let slowest = 0;

		for (let pressed = 0; pressed < count; pressed += burst) {
			for (let nth = 0; nth < burst; nth++) {
				if (chance.happens(0.05)) {
					terminal.type(chance.pick(texts));
				} else {
					terminal.press(chance.pick(keys));
				}
			}

			await results.caseAsync(`keys from ${pressed} on`, async () => {
				const began = performance.now();
				const columns = 100 + ((pressed / burst) % 20);
				terminal.press('esc');
				terminal.resize(columns, rows);
				await terminal.waitFor(screen => isFrame(screen, columns), {timeout: maxKeyMs});
				slowest = Math.max(slowest, performance.now() - began);
			});
			results.cases += burst - 1;
		}

		await leave(terminal);
		const written = terminal.raw().toString();
		assertKeyless(written);
		assertAllowed(written.replaceAll(copying, '').replaceAll(graphicsQuery, ''), {sequences: true});
		figure('slowest answer in ms', Math.round(slowest));
	},
};

/** Ends the program, whatever is open on the screen: presses `esc` and `q` repeatedly until the program exits. */
async function leave(terminal: ReturnType<typeof openTerminal>): Promise<void> {
	const exit = terminal.exit.then(({code}) => code);
	let code: number | null | 'goes on' = 'goes on';

	for (let tries = 0; tries < 20 && code === 'goes on'; tries++) {
		terminal.press('esc');
		await setTimeout(100);
		terminal.press('q');
		code = await Promise.race([exit, setTimeout(300, 'goes on' as const)]);
	}

	assert.equal(code, 0, 'q does not exit');
}

/** Whether the screen is a complete frame of that width. */
function isFrame(screen: readonly string[], columns: number): boolean {
	const [first = '', last = ''] = [screen[0], screen[rows - 1]];
	return (
		first.startsWith('┌') &&
		last.startsWith('└') &&
		last.endsWith('┘') &&
		cellWidth(last) === columns
	);
}
