import assert from 'node:assert/strict';
import {once} from 'node:events';
import {PassThrough} from 'node:stream';
import test from 'node:test';
import {Keyboard} from '../../../source/terminal/input/keyboard.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';

class FakeStdin extends PassThrough {
	readonly isTTY = true;
	readonly calls: string[] = [];

	setRawMode(isRaw: boolean): this {
		this.calls.push(`raw ${isRaw}`);
		return this;
	}

	ref(): void {
		this.calls.push('ref');
	}

	unref(): void {
		this.calls.push('unref');
	}
}

function setUp() {
	const stdin = new FakeStdin();
	const clock = new FakeClock();
	const keyboard = new Keyboard(stdin, clock);
	// Reads like Ink.
	const next = async (): Promise<unknown> => {
		const read: unknown = keyboard.read();

		if (read !== null) {
			return read;
		}

		await once(keyboard, 'readable');
		return keyboard.read();
	};
	return {stdin, clock, keyboard, next};
}

test('Joins the bytes of a character that was split', async () => {
	const {stdin, keyboard, next} = setUp();
	const bytes = Buffer.from('文');
	keyboard.setRawMode(true);
	stdin.write(bytes.subarray(0, 1));
	stdin.write(bytes.subarray(1));
	assert.equal(await next(), '文');
});

test('the rest of a key may come 299 ms late, after the escape 24 ms; else its start is a key', async () => {
	const {stdin, clock, keyboard, next} = setUp();
	keyboard.setRawMode(true);
	const send = async (bytes: string, late: number): Promise<void> => {
		clock.advance(late);
		assert.equal(keyboard.read(), null);
		const seen = once(stdin, 'data');
		stdin.write(bytes);
		await seen;
	};

	await send('\u001B', 0);
	await send('[', 24);
	await send('1;', 299);
	await send('3C', 299);
	assert.equal(await next(), '\u001B[1;3C');
	await send('\u001BO', 0);
	await send('P', 299);
	assert.equal(await next(), '\uF101');
	await send('\u001B[', 0);
	clock.advance(300);
	assert.equal(await next(), '[');
	assert.equal(clock.pending, 0);
});

test('does not read the source outside of raw mode, which a subprocess may read', async () => {
	const {stdin, clock, keyboard, next} = setUp();
	keyboard.ref().setRawMode(true).setRawMode(false).unref();
	assert.deepEqual(stdin.calls, ['ref', 'raw true', 'raw false', 'unref']);
	stdin.write('for the pager');
	assert.equal(stdin.listenerCount('data'), 0);
	assert.equal(String(stdin.read()), 'for the pager');
	keyboard.setRawMode(true);
	stdin.write('j');
	assert.equal(await next(), 'j');
	assert.equal(clock.pending, 0);
});

test('ends when its source ends', async () => {
	for (const finish of [
		(stdin: FakeStdin) => stdin.end(),
		(stdin: FakeStdin) => stdin.destroy(),
		(stdin: FakeStdin) => stdin.destroy(Object.assign(new Error('gone'), {code: 'EIO'})),
	]) {
		const {stdin, keyboard} = setUp();
		keyboard.setRawMode(true);
		const ended = once(keyboard, 'end');
		keyboard.on('readable', () => {
			keyboard.read();
		});
		finish(stdin);
		await ended;
	}
});

test('a listener receives responses of the terminal until it unsubscribes', async () => {
	const {stdin, keyboard, next} = setUp();
	keyboard.setRawMode(true);
	const received: string[] = [];
	const stop = keyboard.listen(input => received.push(input));
	stdin.write('\u001B[?62;4cj');
	assert.equal(await next(), 'j');
	assert.deepEqual(received, ['\u001B[?62;4cj']);
	stop();
	stdin.write('k');
	assert.equal(await next(), 'k');
	assert.equal(received.length, 1);
});

test('during the shutdown raw mode stays on and only ctrl+c is handled', async () => {
	const {stdin, keyboard} = setUp();
	let interrupts = 0;
	keyboard.setRawMode(true);
	keyboard.beginShutdown(() => {
		interrupts++;
	});
	keyboard.setRawMode(false);
	const typed = once(stdin, 'data');
	stdin.write('q');
	await typed;
	assert.deepEqual([keyboard.read(), interrupts, stdin.calls], [null, 0, ['raw true']]);
	const interrupted = once(stdin, 'data');
	stdin.write('\u0003');
	await interrupted;
	assert.equal(interrupts, 1);
	keyboard.detach();
	assert.deepEqual([stdin.calls, stdin.isPaused()], [['raw true', 'raw false'], true]);
});
