import type {Clock, Duration, Instant} from '../core/time/clock.ts';

/**
 * A smaller difference between the clocks is not reported. It may be an error of the measurement: the header `Date` has
 * whole seconds, and a response takes time to arrive.
 */
const minSkew: Duration = 30_000;

/**
 * Returns a function that receives the time in the header `Date` of each response. Calls `report` once, when this time
 * and the local clock differ too much. `ahead` is positive if the service's clock is ahead.
 */
export function createClockSkewDetector(
	clock: Pick<Clock, 'now'>,
	report: (ahead: Duration) => void,
): (serverDate: Instant) => void {
	let isReported = false;

	return serverDate => {
		const ahead = serverDate - clock.now();

		if (!isReported && Math.abs(ahead) > minSkew) {
			isReported = true;
			report(ahead);
		}
	};
}
