import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {Writable} from 'node:stream';
import {text} from 'node:stream/consumers';
import test from 'node:test';
import {scheduler} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {lineWriter} from '../../source/report/line-writer.ts';

const program = fileURLToPath(new URL('write-lines.ts', import.meta.url));

/** Starts a program that writes lines of 1 KiB and exits immediately. */
function writeLines(count: number) {
	return spawn(process.execPath, ['--import', 'tsx', program, String(count)], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

test('K2: 50 MiB arrive whole through a slowly read pipe', async () => {
	const child = writeLines(50 * 1024);
	const errors = text(child.stderr);
	let bytes = 0;

	for await (const chunk of child.stdout) {
		bytes += (chunk as Buffer).length;
		// A slow consumer.
		await scheduler.yield();
	}

	assert.equal(bytes, 50 * 1024 * 1024);
	assert.equal(await errors, 'still there');
});

test('K3: a closed pipe ends the program quietly', async () => {
	const child = writeLines(50 * 1024);
	const errors = text(child.stderr);
	const closed = once(child, 'close');
	child.stdout.once('data', () => {
		child.stdout.destroy();
	});
	assert.equal(await errors, 'gone quietly');
	assert.deepEqual(await closed, [0, null]);
});

test('write returns false for a slow consumer, and flush waits for it', async () => {
	const events: string[] = [];
	const stream = new Writable({
		highWaterMark: 4,
		decodeStrings: false,
		write(chunk: string, _encoding, done) {
			setImmediate(() => {
				events.push(`taken ${chunk.trim()}`);
				done();
			});
		},
	});
	const writer = lineWriter(stream);
	assert.equal(writer.write('1'), true);
	assert.equal(writer.write('much more'), false);
	await writer.flush();
	events.push('flushed');
	assert.deepEqual(
		events.filter(event => event !== 'taken '),
		['taken 1', 'taken much more', 'flushed'],
	);
});

test('K3, K6: after a failure nothing waits and nothing is written; a closed pipe is no failure', async () => {
	for (const [code, isTTY, quiet] of [
		['EPIPE', false, true],
		['EIO', true, true],
		['EIO', false, false],
		['ENOSPC', false, false],
	] as const) {
		const error = Object.assign(new Error(code), {code});
		const stream = new Writable({
			write(_chunk, _encoding, done) {
				done(error);
			},
		});
		const writer = lineWriter(Object.assign(stream, {isTTY}));
		writer.write('lost');
		assert.equal(await writer.flush(), quiet ? null : error);
		assert.equal(await writer.gone, quiet ? null : error);
		assert.equal(writer.write('dropped'), true);
		assert.equal(await writer.flush(), quiet ? null : error);
	}
});
