import assert from 'node:assert/strict';
import test from 'node:test';
import {parseMoney} from '../../source/core/money/money.ts';
import {progressText} from '../../source/events/run-texts.ts';
import {statusLine} from '../../source/events/status-line.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {name, polled} from '../helpers/values.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';
import {watch, watching} from './watch.ts';

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

test('the progress has the counts and the total cost', () => {
	const {state} = watch(
		watching('a', 'b', 'c', 'd'),
		polled('a', {phase: 'running', totalCost: parseMoney('0.01')}),
		polled('b', {phase: 'queued'}),
		polled('c', {phase: 'succeeded', totalCost: parseMoney('0.02')}),
		polled('d', {phase: 'other', status: name('paused')}),
	);
	assert.equal(
		progressText(state, messagesFor('en')),
		'1 running · 1 queued · 1 succeeded · 1 unfinished · ¥0.03',
	);
	assert.match(progressText(state, messagesFor('zh')), /^运行中 1 · .*¥0\.03$/);
});
