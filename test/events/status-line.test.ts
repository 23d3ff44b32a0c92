import assert from 'node:assert/strict';
import test from 'node:test';
import {statusLine} from '../../source/events/status-line.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';

/** A status line on a terminal of 20 columns. */
function open() {
	const screen = new VirtualScreen(20, 5, () => undefined);
	let written = '';
	const terminal = {
		columns: 20,
		write(text: string) {
			written += text;
			screen.write(text, () => undefined);
		},
	};
	return {
		line: statusLine(terminal),
		terminal,
		written: () => written,
		lines: async () => {
			await screen.draw();
			return screen.lines().filter(line => line !== '');
		},
	};
}

test('a text replaces the previous one, also if shorter, is cut to the line, and is not written again', async () => {
	const {line, lines, written} = open();
	line.clear();
	line.show(() => '3 running');
	assert.ok(written().startsWith('\r3 running'));
	assert.deepEqual(await lines(), ['3 running']);
	const {length} = written();
	line.show(() => '3 running');
	assert.equal(written().length, length);
	line.show(() => '运行中'.repeat(10));
	assert.deepEqual(await lines(), ['运行中运行中运行中']);
	line.show(() => 'done');
	assert.deepEqual(await lines(), ['done']);
	line.clear();
	assert.deepEqual(await lines(), []);
});

test('other output appears above the line', async () => {
	const {line, lines, terminal} = open();
	line.show(() => '1 running');
	line.aside(() => {
		terminal.write('an event\r\n');
	});
	assert.deepEqual(await lines(), ['an event', '1 running']);
});
