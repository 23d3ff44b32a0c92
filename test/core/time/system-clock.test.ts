import assert from 'node:assert/strict';
import test from 'node:test';
import {systemClock} from '../../../source/core/time/clock.ts';

test('a timer never fires before its time by the monotonic clock', async () => {
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

test("a delay beyond the platform's maximum does not end immediately, nor a cancelled one", async () => {
	const fired: string[] = [];
	const cancels = [
		systemClock.after(2 ** 31, () => fired.push('late')),
		systemClock.after(1, () => fired.push('cancelled')),
	];
	cancels[1]?.();
	await new Promise<void>(resolve => {
		systemClock.after(5, resolve);
	});
	cancels.forEach(cancel => {
		cancel();
	});
	assert.deepEqual(fired, []);
});
