import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import {picture} from '../../e2e/frame.ts';
import {openTerminal} from '../../helpers/terminal.ts';
import {scoped, type Part} from '../part.ts';
import {startServices} from '../terminal/services.ts';
import {apiKey, assertWritten} from '../terminal/shell.ts';

const whole = 5000;
/** Sizes come in bursts, as while a window is dragged. */
const burst = 25;
const columns = 120;
const rows = 40;

/** Any size from one cell on, thousands of times: nothing is thrown, and in the end the screen is that of a fresh start (D5). */
export const resizes: Part = {
	name: 'resizes',
	whole,
	async run({share, chance, results}) {
		await scoped(async scope => {
			const {answering} = await startServices(scope);
			const setup = {args: answering, env: {CHENYU_API_KEY: apiKey}, columns, rows};
			const [terminal, fresh] = [openTerminal(scope, setup), openTerminal(scope, setup)];
			await Promise.all([terminal.waitFor(/A film/), fresh.waitFor(/A film/)]);
			let ended = false;
			void terminal.exit.then(() => {
				ended = true;
			});

			for (let nth = 1; nth <= share(whole); nth++) {
				terminal.resize(chance.between(1, 500), chance.between(1, 200));

				if (nth % burst === 0) {
					await setTimeout(chance.between(0, 120));
				}

				results.case(`resize ${nth}`, () => {
					assert.equal(ended, false, 'the program ended');
				});
			}

			terminal.resize(columns, rows);
			await terminal.waitFor(
				() => picture(terminal, columns).join() === picture(fresh, columns).join(),
				{
					timeout: 60_000,
				},
			);
			terminal.press('q');
			assert.deepEqual(await terminal.exit, {code: 0, signal: null});
			assertWritten(terminal);
		});
	},
};
