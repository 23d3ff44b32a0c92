import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import {picture} from '../../e2e/frame.ts';
import {apiKey} from '../../e2e/key.ts';
import {openTerminal} from '../../helpers/terminal.ts';
import type {Part} from '../part.ts';
import {startServices} from '../terminal/services.ts';
import {assertWritten} from '../terminal/shell.ts';

/** The number of resizes in sequence, as while a window is dragged. */
const burst = 25;
const [columns, rows] = [120, 40];

/** After thousands of resizes to any size the screen equals that of a fresh start (D5). */
export const part: Part = {
	whole: 5000,
	async run({share, chance, results, scope}) {
		const {responding} = await startServices(scope);
		const setup = {args: responding, env: {CHENYU_API_KEY: apiKey}, columns, rows};
		const [terminal, fresh] = [openTerminal(scope, setup), openTerminal(scope, setup)];
		await Promise.all([terminal.waitFor(/A film/), fresh.waitFor(/A film/)]);
		let ended = false;
		void terminal.exit.then(() => {
			ended = true;
		});

		for (let nth = 1; nth <= share(5000); nth++) {
			terminal.resize(chance.between(1, 500), chance.between(1, 200));

			if (nth % burst === 0) {
				await setTimeout(chance.between(0, 120));
			}

			results.case(`resize ${nth}`, () => {
				assert.equal(ended, false, 'the program ended');
			});
		}

		terminal.resize(columns, rows);
		const isEqual = () => picture(terminal, columns).join() === picture(fresh, columns).join();
		await terminal.waitFor(isEqual, {timeout: 60_000});
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assertWritten(terminal);
	},
};
