import assert from 'node:assert/strict';
import test from 'node:test';
import {messagesFor} from '../../source/i18n/index.ts';
import {progressText} from '../../source/report/progress-text.ts';
import {statusLine} from '../../source/report/status-line.ts';
import {parseMoney} from '../../source/core/money/money.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';
import {polled, name} from '../helpers/values.ts';
import {watch, watching} from './watch.ts';

/** A terminal of 20 columns and its output. */
function terminal() {
	const screen = new VirtualScreen(20, 5, () => undefined);
	let written = '';
	return {
		columns: 20,
		write(text: string) {
			written += text;
			screen.write(text, () => undefined);
		},
		written: () => written,
		async lines() {
			await new Promise<void>(resolve => {
				screen.write('', resolve);
			});
			return screen.lines().filter(line => line !== '');
		},
	};
}

test('a text replaces the previous one, also if shorter', async () => {
	const given = terminal();
	const line = statusLine(given);
	line.show(() => '3 running');
	assert.deepEqual(await given.lines(), ['3 running']);
	line.show(() => 'done');
	assert.deepEqual(await given.lines(), ['done']);
	line.clear();
	assert.deepEqual(await given.lines(), []);
});

test('an unchanged text is not written again, and an empty line is not cleared', () => {
	const given = terminal();
	const line = statusLine(given);
	line.clear();
	line.show(() => '1 running');
	const {length} = given.written();
	line.show(() => '1 running');
	assert.equal(given.written().length, length);
	assert.ok(given.written().startsWith('\r1 running'));
});

test('a long text is cut to the line', async () => {
	const given = terminal();
	const line = statusLine(given);
	line.show(() => '运行中'.repeat(10));
	line.show(() => '运行中'.repeat(9));
	assert.deepEqual(await given.lines(), ['运行中运行中运行中']);
});

test('other output appears above the line', async () => {
	const given = terminal();
	const line = statusLine(given);
	line.show(() => '1 running');
	line.aside(() => {
		given.write('an event\r\n');
	});
	assert.deepEqual(await given.lines(), ['an event', '1 running']);
});

test('D4: no escape sequence is written', () => {
	const given = terminal();
	const line = statusLine(given);
	line.show(() => 'a');
	line.show(() => 'bb');
	line.show(() => '');
	line.aside(() => undefined);
	line.clear();
	assert.match(given.written(), /^[ab \r]*$/);
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
		'1 running · 1 queued · 1 succeeded · 1 unfinished · CNY 0.03',
	);
	assert.match(progressText(state, messagesFor('zh')), /^1 个?运行中 · .*¥0\.03$/);
});
