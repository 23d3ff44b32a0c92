import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {Digest, digestOf} from '../../source/api/digest.ts';

/** Sizes below and above the limit of SHA-256. */
const bytes = fc.oneof(
	fc.uint8Array({maxLength: 40}),
	fc.integer({min: 8190, max: 8195}).map(size => new Uint8Array(size)),
	fc.constant(new Uint8Array(20_000).fill(7)),
);

test('equal bytes have equal digests in any chunks, others do not', () => {
	fc.assert(
		fc.property(bytes, bytes, fc.array(fc.nat(20_000), {maxLength: 4}), (one, other, cuts) => {
			const digest = new Digest();
			let from = 0;

			for (const to of [...cuts.toSorted((a, b) => a - b), one.length]) {
				digest.update(one.subarray(from, to));
				from = Math.max(from, Math.min(to, one.length));
			}

			assert.equal(digest.end(), digestOf(one));
			assert.equal(digestOf(one) === digestOf(other), Buffer.compare(one, other) === 0);
		}),
	);
});
