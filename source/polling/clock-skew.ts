import type {Clock, Duration, Instant} from '../core/time/clock.ts';

/**
 * The minimum difference, in milliseconds, between the clocks of the service and of this machine that is reported. The
 * measurement is not exact: the header `Date` has whole seconds, and a response takes time to arrive.
 */
const minSkew: Duration = 30_000;

/**
 * Returns a function that receives the time of the service (header `Date`). If the clocks differ by more than 30 s, it
 * calls `report`, but only once. `ahead` is positive if the clock of the service is ahead of the local clock.
 */
export function createClockSkewDetector(
	clock: Pick<Clock, 'now'>,
	report: (ahead: Duration) => void,
): (serviceTime: Instant) => void {
	let isReported = false;

	return serviceTime => {
		const ahead = serviceTime - clock.now();

		if (!isReported && Math.abs(ahead) > minSkew) {
			isReported = true;
			report(ahead);
		}
	};
}
