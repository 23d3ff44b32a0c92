import assert from 'node:assert/strict';
import test from 'node:test';
import {systemClock} from '../../../source/core/time/clock.ts';

test('H14: a timer never fires before its time by the monotonic clock', async () => {
	const delays = Array.from({length: 40}, (_, index) => index * 0.7);
	const early = await Promise.all(
		delays.map(async delay => {
			const due = systemClock.monotonic() + delay;
			const {promise, resolve} = Promise.withResolvers<number>();
			systemClock.after(delay, () => {
				resolve(due - systemClock.monotonic());
			});
			return promise;
		}),
	);
	assert.ok(Math.max(...early) <= 0, `${Math.max(...early)} ms early`);
});

test("a delay beyond the platform's maximum does not end immediately", async () => {
	let fired = false;
	const cancel = systemClock.after(2 ** 31, () => {
		fired = true;
	});
	await new Promise<void>(resolve => {
		systemClock.after(5, resolve);
	});
	cancel();
	assert.equal(fired, false);
});

test('a cancelled timer does not fire, and cancelling again is harmless', async () => {
	let fired = false;
	const cancel = systemClock.after(1, () => {
		fired = true;
	});
	cancel();
	await new Promise<void>(resolve => {
		systemClock.after(10, resolve);
	});
	cancel();
	assert.equal(fired, false);
});
