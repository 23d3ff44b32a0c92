import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import {backOff, type Random} from './poll-interval.ts';

/** After this many failures in a row the breaker opens. Then only one request at a time is sent, as a probe. */
const maxFailures = 5;

/** What the responses show about the availability of the service. All times come from the monotonic clock. */
export type CircuitBreaker = {
	/**
	 * The number of failures in a row: requests without a response, with a timeout, or with an HTTP status 5xx. Not
	 * counted while the breaker is open.
	 */
	readonly failures: number;
	/** When the first request of the current series of failures or rate limits was sent; null after a success. */
	readonly failingSince: Duration | null;
	/** When the breaker opened; null while it is closed. */
	readonly probingSince: Duration | null;
	readonly failedProbes: number;
	/** The earliest time of the next probe. An urgent request does not wait for it. */
	readonly probeAt: Duration;
	readonly rateLimits: number;
	/** No request is sent before this time, because a response had `Retry-After` or reported a rate limit. */
	readonly retryAfter: Duration;
};

export const closedBreaker: CircuitBreaker = {
	failures: 0,
	failingSince: null,
	probingSince: null,
	failedProbes: 0,
	probeAt: 0,
	rateLimits: 0,
	retryAfter: 0,
};

/** When a failed request was sent, and when it ended. Both times come from the monotonic clock. */
export type RequestTiming = {readonly sentAt: Duration; readonly now: Duration};

/** Closes the breaker after a response that proves the service available. A pending `Retry-After` still applies. */
export function recordSuccess(breaker: CircuitBreaker): CircuitBreaker {
	return {...closedBreaker, retryAfter: breaker.retryAfter};
}

/** Counts a failed request, which may open the breaker. `interval` is the normal time between two polls of a run. */
export function recordFailure(
	breaker: CircuitBreaker,
	problem: Problem,
	timing: RequestTiming,
	interval: Duration,
	random: Random,
): CircuitBreaker {
	return holdBack(
		count(breaker, problem, timing, interval, random),
		problem,
		timing,
		interval,
		random,
	);
}

/** Returns the earliest time of the next request. An urgent request need not wait for the time of the next probe. */
export function availableAt(breaker: CircuitBreaker, urgent: boolean): Duration {
	return breaker.probingSince === null || urgent
		? breaker.retryAfter
		: Math.max(breaker.retryAfter, breaker.probeAt);
}

export function maxInFlight(breaker: CircuitBreaker, concurrency: number): number {
	return breaker.probingSince === null ? concurrency : 1;
}

function serviceStateAfter({
	kind,
	httpStatus,
}: Problem): 'available' | 'rate-limited' | 'unreachable' | 'unclear' {
	if (kind === 'rate-limit') {
		return 'rate-limited';
	}

	if (kind === 'network' || kind === 'timeout' || (httpStatus !== null && httpStatus >= 500)) {
		return 'unreachable';
	}

	// A proxy or a login page in front of the service can also send such a response.
	return kind === 'malformed' || kind === 'too-large' ? 'unclear' : 'available';
}

function count(
	breaker: CircuitBreaker,
	problem: Problem,
	{sentAt, now}: RequestTiming,
	interval: Duration,
	random: Random,
): CircuitBreaker {
	const serviceState = serviceStateAfter(problem);

	if (serviceState === 'available') {
		return recordSuccess(breaker);
	}

	if (serviceState === 'unclear') {
		return breaker;
	}

	const failing = {...breaker, failingSince: breaker.failingSince ?? sentAt};

	if (serviceState === 'rate-limited') {
		return {...failing, rateLimits: breaker.rateLimits + 1};
	}

	if (breaker.probingSince !== null) {
		// A request that was sent before probing began is not a probe.
		return sentAt < breaker.probingSince
			? breaker
			: probing(failing, breaker.probingSince, breaker.failedProbes + 1);
	}

	const failures = breaker.failures + 1;
	const counted = {...failing, failures};
	return failures < maxFailures ? counted : probing(counted, now, 0);

	function probing(
		before: CircuitBreaker,
		probingSince: Duration,
		failedProbes: number,
	): CircuitBreaker {
		const probeAt = now + backOff(failedProbes + 1, interval, random);
		return {...before, probingSince, failedProbes, probeAt};
	}
}

function holdBack(
	breaker: CircuitBreaker,
	{kind, retryAfter}: Problem,
	{now}: RequestTiming,
	interval: Duration,
	random: Random,
): CircuitBreaker {
	if (retryAfter === null && kind !== 'rate-limit') {
		return breaker;
	}

	const wait = retryAfter ?? backOff(breaker.rateLimits, interval, random);
	return {...breaker, retryAfter: Math.max(breaker.retryAfter, now + wait)};
}
