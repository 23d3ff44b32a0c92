import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {Writable} from 'node:stream';
import {text} from 'node:stream/consumers';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {lineWriter} from '../../source/report/line-writer.ts';

const program = fileURLToPath(new URL('write-lines.ts', import.meta.url));

/** Starts a program that writes so many lines of a kibibyte and then leaves at once. */
function writeLines(count: number) {
	return spawn(process.execPath, ['--import', 'tsx', program, String(count)], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

test('K2: 50 MiB through a pipe that is read slowly arrive whole', async () => {
	const child = writeLines(50 * 1024);
	const errors = text(child.stderr);
	let bytes = 0;

	for await (const chunk of child.stdout) {
		bytes += (chunk as Buffer).length;
		// A reader that is slower than the writer: it lets everything else go first.
		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}

	assert.equal(bytes, 50 * 1024 * 1024);
	assert.equal(await errors, 'still there');
});

test('K3: a reader that goes away ends it quietly', async () => {
	const child = writeLines(50 * 1024);
	const errors = text(child.stderr);
	const code = new Promise(resolve => {
		child.on('close', resolve);
	});
	child.stdout.once('data', () => {
		child.stdout.destroy();
	});
	assert.equal(await errors, 'gone quietly');
	assert.equal(await code, 0);
});

test('a slow reader is told of, and flush waits for it', async () => {
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

test('K3, K6: after a failure nothing waits and nothing is written; a reader that left is none', async () => {
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
