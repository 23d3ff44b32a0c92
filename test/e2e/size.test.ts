import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {openTerminal} from '../helpers/terminal.ts';
import {assertStraightFrame, picture} from './frame.ts';
import {finishedRun} from './runs.ts';
import {openOn, watchOnScreen} from './watch.ts';

const titles = ['A portrait', '国风人像 · 汉服', '🐱 表情包 👩‍👩‍👧', 'e\u0301te\u0301 ✍️'];

suite('the size of the terminal', {concurrency: 2}, () => {
	test('after every resize the screen equals that of a fresh start (D5)', async t => {
		const {service, terminal} = await watchOnScreen(t, {
			scenario: {runs: titles.map(title => finishedRun(title))},
			columns: 120,
			rows: 40,
		});
		await terminal.waitFor(isComplete);

		for (const [columns, rows] of [
			[80, 24],
			[50, 14],
			[200, 60],
			[60, 15],
			[120, 40],
		] as const) {
			const fresh = openOn(t, service, {columns, rows});
			await fresh.waitFor(isComplete);
			const wanted = picture(fresh, columns);
			// As while a window is dragged.
			terminal.resize(columns + 7, rows - 3);
			terminal.resize(columns - 9, rows + 4);
			terminal.resize(columns, rows);
			await terminal.waitFor(() => picture(terminal, columns).join() === wanted.join());

			if (columns >= 60) {
				assertStraightFrame(terminal, columns, rows);
			}

			await fresh.close();
		}

		terminal.resize(19, 4);
		await terminal.waitFor(screen => screen.join('').trim() === 'terminal too small');
		terminal.resize(80, 24);
		await terminal.waitFor(isComplete);
		assertStraightFrame(terminal, 80, 24);
	});

	test('with Chinese texts the frame is straight (D7)', async t => {
		const terminal = openTerminal(t, {args: ['--demo', '--lang', 'zh']});
		await terminal.waitFor(/文生图[^]*音乐生成[^]*证件照/);
		assertStraightFrame(terminal, 80, 24);

		for (let presses = 0; presses < 16; presses++) {
			const before = selectedRow(terminal.screen());
			terminal.press('j');
			const screen = await terminal.waitFor(rows => selectedRow(rows) === before + 1);
			assert.match(screen.join('\n'), /运行 17[^]*日志[^]*输出/);
			assertStraightFrame(terminal, 80, 24);
		}

		terminal.press('?');
		await terminal.waitFor('帮助');
		assert.equal(terminal.cell(79, 12).text, '│');
	});
});

function selectedRow(screen: readonly string[]): number {
	return screen.findIndex(row => row.startsWith('│▸'));
}

/** Whether all titles and responses are shown. */
function isComplete(screen: readonly string[]): boolean {
	const text = screen.join('\n');
	return titles.every(title => text.includes(title.slice(0, 4))) && !/waiting/.test(text);
}
