import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import test from 'node:test';
import {outputWriter} from '../../source/events/standard-output.ts';

test('after a failure nothing waits and nothing is written; a closed pipe is no failure', async () => {
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
