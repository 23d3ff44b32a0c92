import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import {backOff, type Random} from './poll-interval.ts';

/** After so many failures in a row the origin is only probed. */
const failuresUntilProbing = 5;

/** What is known of the service as a whole. All moments are monotonic. */
export type Origin = {
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
	readonly refusals: number;
	/** It asked to be left alone until then. */
	readonly heldUntil: Duration;
};

/** An origin of which nothing bad is known. */
export const healthyOrigin: Origin = {
	failures: 0,
	failingSince: null,
	probingSince: null,
	probes: 0,
	probeAt: 0,
	refusals: 0,
	heldUntil: 0,
};

/** When a failed question was asked and when it came back, monotonic. */
export type Asked = {readonly askedAt: Duration; readonly now: Duration};

/** After any reply that shows that the origin is there. What it asked for before still holds. */
export function afterReply(origin: Origin): Origin {
	return {...healthyOrigin, heldUntil: origin.heldUntil};
}

/** After a failed question. `interval` is the normal pause between two questions. */
export function afterTrouble(
	origin: Origin,
	problem: Problem,
	asked: Asked,
	interval: Duration,
	random: Random,
): Origin {
	return hold(count(origin, problem, asked, interval, random), problem, asked, interval, random);
}

/** The earliest moment at which it may be asked. A question that the reader wishes is a probe of its own. */
export function opensAt(origin: Origin, urgent: boolean): Duration {
	return origin.probingSince === null || urgent
		? origin.heldUntil
		: Math.max(origin.heldUntil, origin.probeAt);
}

/** How many questions may be under way at once. */
export function room(origin: Origin, concurrency: number): number {
	return origin.probingSince === null ? concurrency : 1;
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
	origin: Origin,
	problem: Problem,
	{askedAt, now}: Asked,
	interval: Duration,
	random: Random,
): Origin {
	const verdict = judge(problem);

	if (verdict === 'there') {
		return afterReply(origin);
	}

	if (verdict === 'unclear') {
		return origin;
	}

	const failing = {...origin, failingSince: origin.failingSince ?? askedAt};

	if (verdict === 'refused') {
		return {...failing, refusals: origin.refusals + 1};
	}

	if (origin.probingSince !== null) {
		// Questions that were still under way when probing began are no probes.
		return askedAt < origin.probingSince
			? origin
			: probing(failing, origin.probingSince, origin.probes + 1);
	}

	const failures = origin.failures + 1;
	const counted = {...failing, failures};
	return failures < failuresUntilProbing ? counted : probing(counted, now, 0);

	function probing(before: Origin, probingSince: Duration, probes: number): Origin {
		const probeAt = now + backOff(probes + 1, interval, random);
		return {...before, probingSince, probes, probeAt};
	}
}

function hold(
	origin: Origin,
	{kind, retryAfter}: Problem,
	{now}: Asked,
	interval: Duration,
	random: Random,
): Origin {
	if (retryAfter === null && kind !== 'rate-limit') {
		return origin;
	}

	const wait = retryAfter ?? backOff(origin.refusals, interval, random);
	return {...origin, heldUntil: Math.max(origin.heldUntil, now + wait)};
}
