import type {Clock, Duration, Instant} from '../core/time/clock.ts';

/** The measurement is not exact: the header `Date` has whole seconds, and a response takes time to arrive. */
const minSkew: Duration = 30_000;

/** Detects from the header `Date` that the clocks differ. Reports once; positive if the service's clock is ahead. */
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
