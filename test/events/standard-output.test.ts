import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import test from 'node:test';
import {outputWriter} from '../../source/events/standard-output.ts';

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
	const writer = outputWriter(stream);
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
		const writer = outputWriter(Object.assign(stream, {isTTY}));
		writer.write('lost');
		assert.equal(await writer.flush(), quiet ? null : error);
		assert.equal(await writer.gone, quiet ? null : error);
		assert.equal(writer.write('dropped'), true);
		assert.equal(await writer.flush(), quiet ? null : error);
	}
});
