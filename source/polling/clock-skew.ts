import type {Clock, Duration, Instant} from '../core/time/clock.ts';

/** `Date` is told to the second, and an answer takes a while: less than this is no clock that is wrong. */
const worthTelling: Duration = 30_000;

/**
 * Makes what takes the service's own time with each answer, and tells once by how much it is ahead of this machine's
 * (negative where it is behind), if that is more than 30 s.
 */
export function createClockSkewDetector(
	clock: Pick<Clock, 'now'>,
	report: (ahead: Duration) => void,
): (serviceTime: Instant) => void {
	let isTold = false;

	return serviceTime => {
		const ahead = serviceTime - clock.now();

		if (!isTold && Math.abs(ahead) > worthTelling) {
			isTold = true;
			report(ahead);
		}
	};
}
