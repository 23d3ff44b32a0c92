import type {Clock, Duration, Instant} from '../core/time/clock.ts';

/** The minimum difference that is reported. The `Date` header and the time of a request cause smaller differences. */
const minSkew: Duration = 30_000;

/**
 * Returns a function that receives the time of the service (`Date` header). It calls `report` once, when the clocks
 * differ by more than 30 s. `ahead` is how far the clock of the service is ahead of the local clock; negative if it is
 * behind.
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
