import type {Cancel, Clock, Duration} from './clock.ts';

/** The maximum delay of `setTimeout` in milliseconds. A timer with a longer delay fires immediately. */
const maxTimeout = 2 ** 31 - 1;

export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
	after(delay, callback) {
		const due = performance.now() + delay;
		let timer = setTimeout(check, timeoutFor(delay));

		// A timeout can fire early, since it counts from the event loop's cached time. A long delay takes several timeouts.
		function check(): void {
			const remaining = due - performance.now();

			if (remaining > 0) {
				timer = setTimeout(check, timeoutFor(remaining));
			} else {
				callback();
			}
		}

		return () => clearTimeout(timer);
	},
};

/** Calls `callback` after `delay`, unless the process ends before: unlike other timers, this one does not keep it running. */
export function afterUnlessEnded(delay: Duration, callback: () => void): Cancel {
	const timer = setTimeout(callback, timeoutFor(delay)).unref();
	return () => clearTimeout(timer);
}

function timeoutFor(delay: number): number {
	return Math.max(0, Math.min(Math.ceil(delay), maxTimeout));
}
