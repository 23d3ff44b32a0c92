import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {
	queryBackground,
	backgroundQuery,
	parseBackground,
} from '../../source/terminal/background.ts';
import type {Environment} from '../../source/terminal/environment.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

function ask(env: Environment) {
	const terminal = new EventEmitter();
	const written: string[] = [];
	const clock = new FakeClock();
	const background = queryBackground({
		env,
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
	const {background, clock, written, terminal} = ask({COLORFGBG: '15;0'});
	assert.deepEqual(written, [backgroundQuery]);
	terminal.emit('sent', 'j\u001B]11;rgb:ffff/ff');
	terminal.emit('sent', 'ff/ffff\u001B\\\u001B[?62');
	terminal.emit('sent', 'c');
	assert.equal(await background, 'light');
	assert.equal(terminal.listenerCount('sent'), 0);
	assert.equal(clock.pending, 0);
});

test('A terminal that responds only to DA1 falls back to COLORFGBG', async () => {
	const {background, terminal} = ask({COLORFGBG: '0;default;15'});
	terminal.emit('sent', '\u001B[?62;4c');
	assert.equal(await background, 'light');
});

test('Without a response the environment decides; else the background is unknown', async () => {
	for (const [value, expected] of [
		['15;0', 'dark'],
		['0;15', 'light'],
		['0;7', 'light'],
		['7;8', 'dark'],
		['15;default', null],
		[undefined, null],
	] as const) {
		const {background, clock} = ask({COLORFGBG: value});
		clock.advance(1000);
		await setImmediate();
		assert.equal(await background, expected, value);
	}

	const {background, terminal} = ask({TERM: 'linux'});
	terminal.emit('sent', '\u001B[?6c');
	assert.equal(await background, 'dark', 'the Linux console');
});
