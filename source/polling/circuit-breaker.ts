import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';
import {backOff, type Random} from './back-off.ts';
import type {RequestTiming} from './rate-limiter.ts';

/** After this many failures in a row the breaker opens. Then only one request at a time is sent, as a probe. */
const maxFailures = 5;
/** The longest time from a failed probe to the next one. With the time that a probe takes, they are 10 s apart. */
const maxProbeDelay: Duration = 9000;

export type CircuitBreaker = {
	/** The failures in a row: requests without a response, with a timeout, or with an error status that may pass. */
	readonly failures: number;
	/** When the first request of these failures was sent; null if there are none. */
	readonly failingSince: Duration | null;
	/** When the breaker opened; null while it is closed. */
	readonly probingSince: Duration | null;
	/** The earliest time of the next probe. An urgent request does not wait for it. */
	readonly probeAt: Duration;
};

export const closedBreaker: CircuitBreaker = {
	failures: 0,
	failingSince: null,
	probingSince: null,
	probeAt: 0,
};

/** Counts a failed request, which may open the breaker. A response that proves the service available closes it. */
export function afterProblem(
	breaker: CircuitBreaker,
	{kind, httpStatus, retriable}: Problem,
	{sentAt, now}: RequestTiming,
	random: Random,
): CircuitBreaker {
	const isUnreachable =
		kind === 'network' ||
		kind === 'timeout' ||
		(kind === 'http' && retriable) ||
		(httpStatus !== null && httpStatus >= 500);

	if (!isUnreachable) {
		// A proxy or a login page in front of the service can also send a malformed or a too large response.
		return kind === 'malformed' || kind === 'too-large' ? breaker : closedBreaker;
	}

	const {probingSince, failingSince} = breaker;

	// A request that was sent before the breaker opened is not a probe.
	if (probingSince !== null && sentAt < probingSince) {
		return breaker;
	}

	const failures = breaker.failures + 1;
	const failed = {...breaker, failures, failingSince: failingSince ?? sentAt};

	if (failures < maxFailures) {
		return failed;
	}

	const delay = Math.min(maxProbeDelay, backOff(failures - maxFailures + 1, 0, random));
	return {...failed, probingSince: probingSince ?? now, probeAt: now + delay};
}
