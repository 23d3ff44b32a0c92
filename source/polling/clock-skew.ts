import type {Clock, Duration, Instant} from '../core/time/clock.ts';

/** A smaller difference is within the accuracy of the `Date` header and the duration of a request. */
const minSkew: Duration = 30_000;

/**
 * Returns a listener for the service's time (`Date` header). It calls `report` once, when the difference exceeds 30 s: positive
 * if the service's clock is ahead of this machine's.
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
