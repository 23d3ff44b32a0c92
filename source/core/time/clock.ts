/** A time in milliseconds since the Unix epoch, by the wall clock. */
export type Instant = number;

/** A time span in milliseconds, or a time of the monotonic clock. */
export type Duration = number;

/** Cancels a timer. Has no effect after the timer has fired. */
export type Cancel = () => void;

/** The source of time. It is always passed in, so that tests control it and never sleep. */
export type Clock = {
	now(): Instant;
	/** Returns a time that never decreases, even if the wall clock is corrected. Its zero point is arbitrary. */
	monotonic(): Duration;
	/** Calls `callback` once, not before `delay` has passed. */
	after(delay: Duration, callback: () => void): Cancel;
};

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

/** Waits for `pause`, or until `subscribe` calls its argument. Rejects with the reason of the signal. */
export async function waitFor(
	pause: Duration,
	clock: Clock,
	signal: AbortSignal,
	subscribe: (wake: () => void) => Cancel = () => () => undefined,
): Promise<void> {
	signal.throwIfAborted();
	const {promise, resolve} = Promise.withResolvers<undefined>();
	const wake = (): void => {
		resolve(undefined);
	};
	const cancels = [clock.after(pause, wake), subscribe(wake)];
	signal.addEventListener('abort', wake, {once: true});
	await promise;
	cancels.forEach(cancel => cancel());
	signal.removeEventListener('abort', wake);
	signal.throwIfAborted();
}
