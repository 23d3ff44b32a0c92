import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {
	backgroundQuery,
	parseBackground,
	queryBackground,
} from '../../source/terminal/background.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

function ask() {
	const terminal = new EventEmitter();
	const written: string[] = [];
	const clock = new FakeClock();
	const background = queryBackground({
		clock,
		write: sequence => written.push(sequence),
		listen(listener) {
			terminal.on('sent', listener);
			return () => terminal.off('sent', listener);
		},
	});
	return {background, clock, written, terminal};
}

test('Parses the background color and its brightness', () => {
	for (const [response, background] of [
		['rgb:1e1e/1e1e/2e2e', 'dark'],
		['rgb:ffff/ffff/ffff', 'light'],
		['rgb:fd/f6/e3', 'light'],
		['rgb:0/0/f', 'dark'],
		// Green counts most for the brightness, blue least.
		['rgb:0000/ffff/0000', 'light'],
		['rgba:0000/0000/ffff/ffff', 'dark'],
	] as const) {
		assert.equal(parseBackground(`keys\u001B]11;${response}\u0007`), background, response);
	}

	assert.equal(parseBackground('\u001B]11;?\u001B\\'), null);
	assert.equal(parseBackground('\u001B]10;rgb:ffff/ffff/ffff\u0007'), null);
});

test('A response may arrive in chunks; the listener is removed after it', async () => {
	const {background, clock, written, terminal} = ask();
	assert.deepEqual(written, [backgroundQuery]);
	terminal.emit('sent', 'j\u001B]11;rgb:ffff/ff');
	terminal.emit('sent', 'ff/ffff\u001B\\\u001B[?62');
	terminal.emit('sent', 'c');
	assert.equal(await background, 'light');
	assert.equal(terminal.listenerCount('sent'), 0);
	assert.equal(clock.pending, 0);
});

test('The background is unknown if the terminal responds only to DA1, or not at all', async () => {
	const other = ask();
	other.terminal.emit('sent', '\u001B[?62;4c');
	assert.equal(await other.background, null);
	const silent = ask();
	silent.clock.advance(1000);
	assert.equal(await silent.background, null);
});
