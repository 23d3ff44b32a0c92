import assert from 'node:assert/strict';
import test from 'node:test';
import {messagesFor} from '../../source/i18n/index.ts';
import {progressText} from '../../source/report/progress-text.ts';
import {statusLine} from '../../source/report/status-line.ts';
import {parseMoney} from '../../source/core/money/money.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';
import {answered, name} from '../helpers/values.ts';
import {watch, watching} from './watch.ts';

/** A terminal of 20 columns and what is written to it. */
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

test('a text takes the place of the one before, also a shorter one', async () => {
	const given = terminal();
	const line = statusLine(given);
	line.show(() => '3 running');
	assert.deepEqual(await given.lines(), ['3 running']);
	line.show(() => 'done');
	assert.deepEqual(await given.lines(), ['done']);
	line.clear();
	assert.deepEqual(await given.lines(), []);
});

test('the same text is not written again, and nothing is cleared where nothing is shown', () => {
	const given = terminal();
	const line = statusLine(given);
	line.clear();
	line.show(() => '1 running');
	const {length} = given.written();
	line.show(() => '1 running');
	assert.equal(given.written().length, length);
	assert.ok(given.written().startsWith('\r1 running'));
});

test('a text that is too long is cut, so that it stays in its line', async () => {
	const given = terminal();
	const line = statusLine(given);
	line.show(() => '运行中'.repeat(10));
	line.show(() => '运行中'.repeat(9));
	assert.deepEqual(await given.lines(), ['运行中运行中运行中']);
});

test('what else is written comes above it', async () => {
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

test('the progress counts the runs and adds up what they cost', () => {
	const {state} = watch(
		watching('a', 'b', 'c', 'd'),
		answered('a', {phase: 'running', totalCost: parseMoney('0.01')}),
		answered('b', {phase: 'queued'}),
		answered('c', {phase: 'succeeded', totalCost: parseMoney('0.02')}),
		answered('d', {phase: 'other', status: name('paused')}),
	);
	assert.equal(
		progressText(state, messagesFor('en')),
		'1 running · 1 queued · 1 succeeded · 1 unfinished · CNY 0.03',
	);
	assert.match(progressText(state, messagesFor('zh')), /^1 个?运行中 · .*¥0\.03$/);
});
