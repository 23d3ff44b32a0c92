import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openTerminal} from '../helpers/terminal.ts';
import {assertStraightFrame} from './frame.ts';

test('with Chinese texts the frame is straight', async t => {
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

function selectedRow(screen: readonly string[]): number {
	return screen.findIndex(row => row.startsWith('│▸'));
}
