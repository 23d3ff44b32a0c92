import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {
	afterGranted,
	afterRefused,
	afterSent,
	heldBack,
	noRateLimit,
	sendableAt,
	type RateLimit,
} from '../../source/polling/rate-limiter.ts';

const half = () => 0.5;

/** A limit after this many granted requests a second for some seconds. */
function granted(perSecond: number, seconds: number, from: RateLimit = noRateLimit(0)): RateLimit {
	const first = from.grantedAt;
	return Array.from({length: perSecond * seconds}).reduce<RateLimit>(
		(limit, _, index) => afterGranted(limit, first + ((index + 1) * 1000) / perSecond, true),
		from,
	);
}

function refused(limit: RateLimit, now: number, retryAfter: number | null = null): RateLimit {
	return afterRefused(limit, {sentAt: now - 10, now}, retryAfter, half);
}

test('without a refusal requests are never held back', () => {
	const limit = granted(100, 10);
	assert.equal(limit.rate, Infinity);
	assert.equal(sendableAt(afterSent(limit, 10_000)), 0);
});

test('after a refusal the rate is four fifths of the granted one', () => {
	const limit = refused(granted(20, 30), 30_000, 1000);
	assert.ok(Math.abs(limit.rate - 16) < 0.5, String(limit.rate));
	assert.equal(sendableAt(limit), 31_000);
	const sent = afterSent(limit, 31_000);
	assert.ok(Math.abs(sendableAt(sent) - 31_000 - 1000 / limit.rate) < 1);
});

test('a burst that a service accepts at the start counts as the requests of a second', () => {
	const limit = refused(granted(150, 0.16), 160, 1000);
	assert.ok(Math.abs(limit.rate - 0.8 * 24) < 1, String(limit.rate));
});

test('refusals of requests that were sent before the last decrease change no rate', () => {
	const limit = refused(granted(20, 30), 30_000, 1000);
	const again = afterRefused(limit, {sentAt: 29_990, now: 30_010}, 1000, half);
	assert.equal(again.rate, limit.rate);
	assert.equal(sendableAt(again), 31_010);
});

test('the rate grows only while it is too low, and ever faster above the last ceiling', () => {
	const limit = refused(granted(10, 30), 30_000, 0);
	const idle = afterGranted(limit, 60_000, false);
	assert.equal(idle.rate, limit.rate);
	const rates = [10, 20, 30, 60].map(seconds => granted(8, seconds, limit).rate);
	const [at10 = 0, at20 = 0, at30 = 0, at60 = 0] = rates;
	assert.ok(at10 > limit.rate + 4.5 && at10 < limit.rate + 5.5, rates.join(' '));
	assert.ok(at20 - at10 < at30 - at20 && at60 > 5 * at10, rates.join(' '));
});

test('a low rate grows slowly', () => {
	const limit = refused(granted(1, 30), 30_000, 0);
	const {rate} = granted(1, 10, limit);
	assert.ok(rate > limit.rate && rate < limit.rate + 2, `${limit.rate} ${rate}`);
});

test('soon after a decrease, or if nothing was granted since, the rate falls by less than a third', () => {
	const limit = refused(granted(20, 30), 30_000, 0);

	for (const now of [31_000, 90_000]) {
		const again = refused(limit, now, 0);
		assert.ok(Math.abs(again.rate - 0.8 * 0.9 * limit.rate) < 0.01, `${again.rate}`);
	}
});

test('requests are sent at the rate, with short bursts at most', () => {
	let limit = refused(granted(100, 30), 30_000, 0);
	let [now, sent] = [sendableAt(limit), 0];

	for (const end = now + 1000; now < end && sent < 1000; sent++) {
		limit = afterSent(limit, now);
		now = Math.max(now, sendableAt(limit));
	}

	assert.ok(Math.abs(sent - limit.rate) <= 0.1 * limit.rate, `${sent} ${limit.rate}`);
});

test('two clients that are refused alike come nearer to each other', () => {
	let [low, high] = [refused(granted(5, 30), 30_000, 0), refused(granted(15, 30), 30_000, 0)];
	const before = high.rate - low.rate;

	for (let round = 1; round <= 5; round++) {
		const at = 30_000 + round * 10_000;
		[low, high] = [refused(granted(20, 10, low), at, 0), refused(granted(20, 10, high), at, 0)];
	}

	assert.ok(high.rate - low.rate < before, `${low.rate} ${high.rate}`);
});

test('without Retry-After the pause doubles while nothing gets through, up to a minute', () => {
	let limit = granted(20, 10);
	let now = 10_000;
	const pauses = Array.from({length: 10}, () => {
		limit = refused(limit, now);
		const pause = sendableAt(limit) - now;
		now += pause + 10;
		return pause;
	});
	assert.deepEqual(pauses.slice(0, 4), [500, 1000, 2000, 4000]);
	assert.deepEqual(pauses.slice(-2), [60_000, 60_000]);
	const through = refused(afterGranted(limit, now, true), now + 100);
	assert.equal(sendableAt(through) - now - 100, 500);
});

test('a Retry-After of 0 is no invitation to send at once, again and again', () => {
	const first = refused(granted(20, 10), 10_000, 0);
	assert.equal(sendableAt(first), 10_500);
	assert.equal(sendableAt(refused(first, 10_510, 0)), 11_510);
});

test('H16: with a long Retry-After one probe is sent after 10 s, and if it is refused too, all wait', () => {
	const limit = refused(granted(20, 10), 10_000, 300_000);
	assert.equal(sendableAt(limit), 20_000);
	assert.equal(limit.probingUntil, 310_000);
	const wrong = refused(limit, 20_020, 1000);
	assert.equal(sendableAt(wrong), 310_000);
	const right = afterGranted(limit, 20_020, false);
	assert.equal(right.probingUntil, null);
	assert.ok(right.rate > 10);
});

test('another response with Retry-After holds requests back, but changes no rate', () => {
	const limit = heldBack(granted(20, 10), {sentAt: 9900, now: 10_000}, 60_000, half);
	assert.equal(sendableAt(limit), 70_000);
	assert.equal(limit.rate, Infinity);
});

test('H16: a request sent before the hold is no probe, though the rate has not changed since', () => {
	const timing = {sentAt: 9900, now: 10_000};
	const limit = heldBack(granted(20, 10), timing, 300_000, half);
	assert.equal(sendableAt(heldBack(limit, {...timing, now: 10_020}, 300_000, half)), 20_020);
	const probe = {sentAt: 20_000, now: 20_020};
	assert.equal(sendableAt(heldBack(limit, probe, 300_000, half)), 320_020);
});

test('H7: property: nothing is sendable before the latest Retry-After of up to a minute has passed', () => {
	const event = fc.record({
		after: fc.integer({min: 1, max: 5000}),
		retryAfter: fc.option(fc.integer({min: 0, max: 60_000})),
		isGranted: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(event, {maxLength: 50}), events => {
			let limit = noRateLimit(0);
			let [now, until] = [0, 0];

			for (const {after, retryAfter, isGranted} of events) {
				now += after;
				limit = isGranted ? afterGranted(limit, now, true) : refused(limit, now, retryAfter);
				until = Math.max(until, isGranted ? 0 : now + (retryAfter ?? 0));
				assert.ok(sendableAt(limit) >= until);
				assert.ok(limit.rate >= 0.1);
			}
		}),
	);
});
