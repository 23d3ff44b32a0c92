import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import {backOff, type Random} from './poll-interval.ts';

/** After so many failures in a row the origin is only probed. */
const failuresUntilProbing = 5;

/** What is known of the service as a whole. All moments are monotonic. */
export type CircuitBreaker = {
	/** Questions in a row that it was out of reach for. */
	readonly failures: number;
	/** Since when it has neither answered nor said no; null when the last question was answered. */
	readonly failingSince: Duration | null;
	/** Since when one question at a time is asked; null when it is not. */
	readonly probingSince: Duration | null;
	/** Probes that failed. */
	readonly probes: number;
	/** The next probe is not sent before, unless the reader wishes it. */
	readonly probeAt: Duration;
	/** Rate limits in a row. */
	readonly rateLimits: number;
	/** It asked to be left alone until then. */
	readonly retryAfter: Duration;
};

/** An origin of which nothing bad is known. */
export const closedBreaker: CircuitBreaker = {
	failures: 0,
	failingSince: null,
	probingSince: null,
	probes: 0,
	probeAt: 0,
	rateLimits: 0,
	retryAfter: 0,
};

/** When a failed question was asked and when it came back, monotonic. */
export type RequestTiming = {readonly sentAt: Duration; readonly now: Duration};

/** After any reply that shows that the origin is there. What it asked for before still holds. */
export function afterSuccess(breaker: CircuitBreaker): CircuitBreaker {
	return {...closedBreaker, retryAfter: breaker.retryAfter};
}

/** After a failed question. `interval` is the normal pause between two questions. */
export function afterTrouble(
	breaker: CircuitBreaker,
	problem: Problem,
	requested: RequestTiming,
	interval: Duration,
	random: Random,
): CircuitBreaker {
	return hold(
		count(breaker, problem, requested, interval, random),
		problem,
		requested,
		interval,
		random,
	);
}

/** The earliest moment at which it may be asked. A question that the reader wishes is a probe of its own. */
export function availableAt(breaker: CircuitBreaker, urgent: boolean): Duration {
	return breaker.probingSince === null || urgent
		? breaker.retryAfter
		: Math.max(breaker.retryAfter, breaker.probeAt);
}

/** How many questions may be under way at once. */
export function maxInFlight(breaker: CircuitBreaker, concurrency: number): number {
	return breaker.probingSince === null ? concurrency : 1;
}

/** What a failure says of the origin: it is there, it said no, it is out of reach, or nothing for sure. */
function judge({kind, httpStatus}: Problem): 'there' | 'refused' | 'out-of-reach' | 'unclear' {
	if (kind === 'rate-limit') {
		return 'refused';
	}

	if (kind === 'network' || kind === 'timeout' || (httpStatus !== null && httpStatus >= 500)) {
		return 'out-of-reach';
	}

	// Broken answers can come from a proxy or a login page before the origin just as well.
	return kind === 'malformed' || kind === 'too-large' ? 'unclear' : 'there';
}

function count(
	breaker: CircuitBreaker,
	problem: Problem,
	{sentAt: askedAt, now}: RequestTiming,
	interval: Duration,
	random: Random,
): CircuitBreaker {
	const verdict = judge(problem);

	if (verdict === 'there') {
		return afterSuccess(breaker);
	}

	if (verdict === 'unclear') {
		return breaker;
	}

	const failing = {...breaker, failingSince: breaker.failingSince ?? askedAt};

	if (verdict === 'refused') {
		return {...failing, rateLimits: breaker.rateLimits + 1};
	}

	if (breaker.probingSince !== null) {
		// Questions that were still under way when probing began are no probes.
		return askedAt < breaker.probingSince
			? breaker
			: probing(failing, breaker.probingSince, breaker.probes + 1);
	}

	const failures = breaker.failures + 1;
	const counted = {...failing, failures};
	return failures < failuresUntilProbing ? counted : probing(counted, now, 0);

	function probing(before: CircuitBreaker, probingSince: Duration, probes: number): CircuitBreaker {
		const probeAt = now + backOff(probes + 1, interval, random);
		return {...before, probingSince, probes, probeAt};
	}
}

function hold(
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
