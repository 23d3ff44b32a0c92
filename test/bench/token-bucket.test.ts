import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {createTokenBucket, type ServiceLimit} from '../../bench/polling/token-bucket.ts';

/** Returns how many of 100 requests at each of these moments are accepted. */
function acceptedAt(limit: ServiceLimit, moments: readonly number[]): readonly number[] {
	const refuse = createTokenBucket(limit);
	return moments.map(
		moment => Array.from({length: 100}, () => refuse(moment)).filter(one => one === null).length,
	);
}

test('accepts a burst, and then as many requests as the rate allows', () => {
	assert.deepEqual(acceptedAt({perSecond: 20}, [0, 500, 550, 590, 60_000]), [20, 10, 1, 0, 20]);
	assert.deepEqual(acceptedAt({perSecond: 20, burst: 5}, [0, 100, 60_000]), [5, 2, 5]);
	assert.deepEqual(acceptedAt({perSecond: 0.5}, [0, 1000, 2000]), [1, 0, 1]);
});

test('a limit with portions is a fixed window', () => {
	const limit = {perSecond: 2, portionMs: 30_000};
	assert.deepEqual(acceptedAt(limit, [10_000, 29_999, 30_000, 45_000, 90_000]), [60, 0, 60, 0, 60]);
});

test('the rate changes at its times', () => {
	const changes = [
		{from: 10_000, perSecond: 2},
		{from: 20_000, perSecond: 30},
	];
	const accepted = acceptedAt({perSecond: 10, changes}, [9999, 10_000, 11_000, 21_000]);
	assert.deepEqual(accepted, [10, 0, 2, 30]);
});

test('a request after the time in Retry-After is accepted, and it is at most a second too long', () => {
	const limits = fc.record({
		perSecond: fc.double({min: 0.1, max: 50, noNaN: true}),
		portionMs: fc.constantFrom(0, 5000, 60_000),
	});
	fc.assert(
		fc.property(limits, fc.nat(100_000), (limit, start) => {
			const refuse = createTokenBucket(limit);
			let refusal = refuse(start);

			while (refusal === null) {
				refusal = refuse(start);
			}

			const waitMs = (refusal.retryAfterSec ?? 0) * 1000;
			assert.ok(waitMs > 0);
			assert.notEqual(refuse(start + waitMs - 1000), null);
			// A product of rates and times can be too small by a rounding error.
			assert.equal(refuse(start + waitMs + 0.001), null);
		}),
	);
});
