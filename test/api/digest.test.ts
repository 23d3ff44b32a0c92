import assert from 'node:assert/strict';
import test from 'node:test';
import {digestOf} from '../../source/api/digest.ts';

test('a digest depends on every byte, also of bytes that are read in portions', async () => {
	for (const length of [1, 5800, 1_048_576, 1_048_577, 3_000_000]) {
		const bytes = Buffer.alloc(length, 'log');
		const digest = await digestOf(bytes);
		assert.equal(await digestOf(Buffer.from(bytes)), digest);
		assert.notEqual(await digestOf(bytes.subarray(1)), digest);

		for (const index of [0, Math.floor(length / 2), length - 1]) {
			const changed = Buffer.from(bytes);
			changed.writeUInt8(bytes.readUInt8(index) ^ 1, index);
			assert.notEqual(await digestOf(changed), digest, `${length} bytes, changed at ${index}`);
		}
	}
});
