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

function setUp(): {
	stdin: FakeStdin;
	clock: FakeClock;
	keyboard: Keyboard;
	next: () => Promise<unknown>;
} {
	const stdin = new FakeStdin();
	const clock = new FakeClock();
	const keyboard = new Keyboard(stdin, clock);
	// The way Ink reads.
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

test('Keys come through as text, answers of the terminal do not', async () => {
	const {stdin, keyboard, next} = setUp();
	keyboard.setRawMode(true);
	stdin.write('\u001B[I\u001B]11;rgb:0/0/0\u0007j');
	assert.equal(await next(), 'j');
});

test('A character that comes in two pieces is one', async () => {
	const {stdin, keyboard, next} = setUp();
	const bytes = Buffer.from('文');
	keyboard.setRawMode(true);
	stdin.write(bytes.subarray(0, 1));
	stdin.write(bytes.subarray(1));
	assert.equal(await next(), '文');
});

test('An escape alone comes after the wait for its rest', async () => {
	const {stdin, clock, keyboard, next} = setUp();
	keyboard.setRawMode(true);
	const seen = once(stdin, 'data');
	stdin.write('\u001B');
	await seen;
	assert.equal(keyboard.read(), null);
	clock.advance(19);
	assert.equal(keyboard.read(), null);
	clock.advance(1);
	assert.equal(await next(), '\u001B');
	assert.equal(clock.pending, 0);
});

test('Out of raw mode it leaves the keys to whoever has the terminal', async () => {
	const {stdin, clock, keyboard, next} = setUp();
	keyboard.setRawMode(true).setRawMode(false);
	stdin.write('for the pager');
	assert.equal(stdin.listenerCount('data'), 0);
	assert.equal(stdin.isPaused(), true);
	assert.equal(String(stdin.read()), 'for the pager');
	keyboard.setRawMode(true);
	stdin.write('j');
	assert.equal(await next(), 'j');
	assert.equal(clock.pending, 0);
});

test('Modes and references go to the source', () => {
	const {stdin, keyboard} = setUp();
	keyboard.ref().setRawMode(true).setRawMode(false).unref();
	assert.deepEqual(stdin.calls, ['ref', 'raw true', 'raw false', 'unref']);
	assert.equal(keyboard.asStdin().isTTY, true);
	assert.equal(keyboard.isRaw, false);
});

test('D3: it ends with its source', async () => {
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

test('who listens hears what is kept from being taken for keys, until it has heard enough', async () => {
	const {stdin, keyboard, next} = setUp();
	keyboard.setRawMode(true);
	const heard: string[] = [];
	const stop = keyboard.listen(sent => heard.push(sent));
	stdin.write('\u001B[?62;4cj');
	assert.equal(await next(), 'j');
	assert.deepEqual(heard, ['\u001B[?62;4cj']);
	stop();
	stdin.write('k');
	assert.equal(await next(), 'k');
	assert.equal(heard.length, 1);
});

test('D1: on the way out raw mode stays until all is written, and of the keys only ctrl+c counts', async () => {
	const {stdin, keyboard} = setUp();
	let hurried = 0;
	keyboard.setRawMode(true);
	keyboard.beginShutdown(() => {
		hurried++;
	});
	keyboard.setRawMode(false);
	const typed = once(stdin, 'data');
	stdin.write('q');
	await typed;
	assert.deepEqual([keyboard.read(), hurried, stdin.calls], [null, 0, ['raw true']]);
	const interrupted = once(stdin, 'data');
	stdin.write('\u0003');
	await interrupted;
	assert.equal(hurried, 1);
	keyboard.detach();
	assert.deepEqual([stdin.calls, stdin.isPaused()], [['raw true', 'raw false'], true]);
});

test('Keys that another program has when the way out begins stay with it', () => {
	const {stdin, keyboard} = setUp();
	keyboard.setRawMode(true);
	keyboard.setRawMode(false);
	keyboard.beginShutdown(() => {});
	keyboard.detach();
	assert.deepEqual(stdin.calls, ['raw true', 'raw false']);
});
