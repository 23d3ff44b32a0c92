import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {assertStraightFrame, picture} from '../../e2e/frame.ts';
import {finishedRun} from '../../e2e/runs.ts';
import {openOn} from '../../e2e/watch.ts';
import {startService} from '../../helpers/service.ts';
import type {Part} from '../part.ts';
import {assertWritten} from '../terminal/shell.ts';

const whole = 5000;
/** The number of resizes in sequence, as while a window is dragged. */
const burst = 25;
/** The sizes at which the screen is compared, in turn. */
const sizes = [
	[120, 40],
	[80, 24],
	[50, 14],
	[200, 60],
	[60, 15],
] as const;
const titles = ['A portrait', '国风人像 · 汉服', '🐱 表情包 👩‍👩‍👧', 'e\u0301te\u0301 ✍️'];

/** After thousands of resizes to any size the screen equals that of a fresh start (D5). */
export const part: Part = {
	whole,
	async run({share, chance, results, scope}) {
		const scenario = {runs: titles.map(title => finishedRun(title))};
		const service = await startService(scope, {scenario, clock: systemClock});
		const terminal = openOn(scope, service);
		await terminal.waitFor(isComplete);

		for (const [columns, rows] of sizes) {
			const fresh = openOn(scope, service, {columns, rows});
			await fresh.waitFor(isComplete);

			for (let nth = 1; nth <= share(whole / sizes.length); nth++) {
				terminal.resize(chance.between(1, 500), chance.between(1, 200));

				if (nth % burst === 0) {
					await setTimeout(chance.between(0, 120));
				}

				results.cases++;
			}

			terminal.resize(columns, rows);
			const isEqual = () => picture(terminal, columns).join() === picture(fresh, columns).join();
			await terminal.waitFor(isEqual, {timeout: 60_000});

			if (columns >= 60) {
				assertStraightFrame(terminal, columns, rows);
			}

			await fresh.close();
		}

		terminal.resize(19, 4);
		await terminal.waitFor(screen => screen.join('').trim() === 'terminal too small');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assertWritten(terminal);
	},
};

/** Whether all titles and responses are shown. */
function isComplete(screen: readonly string[]): boolean {
	const text = screen.join('\n');
	return titles.every(title => text.includes(title.slice(0, 4))) && !text.includes('waiting');
}
