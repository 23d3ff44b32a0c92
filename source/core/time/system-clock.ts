import type {Clock} from './clock.ts';

/** `setTimeout` fires at once when it is given more milliseconds than this. */
const longestTimeout = 2 ** 31 - 1;

/** The clock of the machine. */
export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
	after(delay, callback) {
		const due = performance.now() + delay;
		let timer = setTimeout(check, timeoutFor(delay));

		// A timeout counts from the time that the event loop last looked at, so it can end early; and a long one is
		// waited for in pieces.
		function check(): void {
			const rest = due - performance.now();

			if (rest > 0) {
				timer = setTimeout(check, timeoutFor(rest));
			} else {
				callback();
			}
		}

		return () => {
			clearTimeout(timer);
		};
	},
};

function timeoutFor(delay: number): number {
	return Math.max(0, Math.min(Math.ceil(delay), longestTimeout));
}
