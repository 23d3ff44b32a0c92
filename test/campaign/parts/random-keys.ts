import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {startDemoService} from '../../../source/demo/index.ts';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import type {Key} from '../../helpers/key-bytes.ts';
import {node} from '../../helpers/program.ts';
import {openTerminal} from '../../helpers/terminal.ts';
import {assertKeyless} from '../keyless.ts';
import {scoped, type Part} from '../part.ts';
import {terminalReplies} from '../payloads.ts';
import {apiKey} from '../terminal/shell.ts';
import {readTerminal} from '../terminal-grammar.ts';

/** Copying is asked for by a key, and asks the terminal in its own way. */
const copying = new RegExp(String.raw`\u001B\]52;c;[\w+/=]*(?:\u0007|\u001B\\)`, 'g');
const whole = 10_000;
const burst = 40;
const rows = 40;
/** How soon a key has to be heard, whatever was pressed before. A machine that does other things takes its time too. */
const patience = 5000;

/** Everything but what leaves, stops, or gives the terminal to another program. */
const characters =
	'abcdefghijklmnoprstuwxyzABCDEFGIJKLMNOPRSTUVWXYZ0123456789`~!@#$%^&*()-_=+[]{}|;:\'",.<>/?';
const named: readonly Key[] =
	'up down left right home end pageup pagedown tab shift+tab enter esc space backspace delete insert f1 f2 f3 f4 f5'.split(
		' ',
	);
const keys: readonly Key[] = [
	...characters,
	...named,
	...[...'abdefgklnoprtuwxy'].map((letter): Key => `ctrl+${letter}`),
];

/** What is sent besides keys: pastes, other scripts, answers of the terminal, bytes that are nothing. */
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

/** Ten thousand keys that nobody thought about: the program goes on, hears the next one, and is left as ever. */
export const randomKeys: Part = {
	name: 'random-keys',
	whole,
	async run({share, chance, results, figure}) {
		const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-campaign-'));

		try {
			figure('slowest answer in ms', await pressAll(folder, chance, share(whole), results));
		} finally {
			rmSync(folder, {recursive: true, force: true});
		}
	},
};

async function pressAll(
	folder: string,
	chance: Chance,
	count: number,
	results: Parameters<Part['run']>[0]['results'],
): Promise<number> {
	return scoped(async scope => {
		const service = await startDemoService({scenario: 'showcase', clock: systemClock});
		scope.after(async () => service.close());
		const terminal = openTerminal(scope, {
			args: [...service.runOrderIds, '--base-url', service.origin.href],
			// Nothing of the machine is started by chance, and what is saved goes where it is removed.
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
				await terminal.waitFor(screen => isFrame(screen, columns), {timeout: patience});
				slowest = Math.max(slowest, performance.now() - began);
			});
			results.cases += burst - 1;
		}

		await leave(terminal);
		const written = terminal.raw().toString();
		assertKeyless(written, apiKey, 'what was written to the terminal');
		const {offences} = readTerminal(written.replaceAll(copying, ''), {
			sequences: true,
		});
		assert.deepEqual(offences, []);
		return Math.round(slowest);
	});
}

/** Leaves it with `q`, from wherever it is. */
async function leave(terminal: ReturnType<typeof openTerminal>): Promise<void> {
	const exit = terminal.exit.then(({code}) => code);
	let code: number | null | 'goes on' = 'goes on';

	for (let tries = 0; tries < 20 && code === 'goes on'; tries++) {
		terminal.press('esc');
		await new Promise(resolve => {
			setTimeout(resolve, 100);
		});
		terminal.press('q');
		code = await Promise.race([
			exit,
			new Promise<'goes on'>(resolve => {
				setTimeout(resolve, 300, 'goes on');
			}),
		]);
	}

	assert.equal(code, 0, 'it is not left with q');
}

/** Whether the screen is a whole frame of that width. */
function isFrame(screen: readonly string[], columns: number): boolean {
	const [first = '', last = ''] = [screen[0], screen[rows - 1]];
	return (
		first.startsWith('┌') &&
		last.startsWith('└') &&
		last.endsWith('┘') &&
		cellWidth(last) === columns
	);
}
