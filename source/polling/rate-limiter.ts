import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';
import {maxCommonHoldMs, type Random} from './back-off.ts';

/** After a refusal the rate falls to this share of the rate that the service has granted. */
const decrease = 0.8;
/**
 * By how much the rate grows each second, in requests per second. It is the same for all but low rates, so that clients
 * that share a limit get equal rates in time.
 */
const maxGrowth = 0.5;
/** A low rate grows by this share of it each second, so that few requests are refused. */
const lowRateGrowth = 0.08;
const minGrowth = 0.05;
/**
 * When the rate has grown above the ceiling for this time, it also grows by this share of the ceiling, and by eight times
 * as much after twice the time: the limit seems to be higher now.
 */
const acceleration = {afterMs: 20_000, share: 0.15};
/** The rate is never lower, in requests per second. */
const minRate = 0.1;
/** The least rate that is assumed to be granted when the first request of the session is refused. */
const minFirstRate = 2;
/** The granted rate is an average over about this time. */
const averageMs: Duration = 5000;
/**
 * If the last decrease was less than this time ago, or nothing was granted since, the granted rate is uncertain. Then the
 * rate that is assumed to be granted is at least this share of the rate.
 */
const uncertain = {ms: 3000, share: 0.9};
/** Requests that were not sent in time may be sent late, but only those of this time, so that no burst is sent. */
const burstMs: Duration = 50;

/** After a `Retry-After` longer than `maxCommonHoldMs`, a probe is sent after this time. */
const probeDelayMs: Duration = 10_000;
/** The first pause after a refusal without `Retry-After`, or with a shorter one, such as 0, and the longest pause. */
const minHoldMs: Duration = 500;
const maxHoldMs: Duration = 60_000;

/**
 * What the responses show about the rate limit of the service: additive increase, multiplicative decrease. All rates are
 * requests per second.
 */
export type RateLimit = {
	/** The rate at which requests are sent; Infinity until the service refuses a request. */
	readonly rate: number;
	/** The rate that the service granted before the last decrease. */
	readonly ceiling: number;
	/** How long the rate has been too low for all due requests since the last decrease. Only then does it grow. */
	readonly grownMs: Duration;
	readonly decreasedAt: Duration;
	/** The granted requests since the last decrease, and the time since then. Both fade, so that old ones count less. */
	readonly granted: number;
	readonly spanMs: Duration;
	readonly grantedAt: Duration;
	/** The number of requests that may be sent at `tokensAt`; below 1, the next one has to wait. */
	readonly tokens: number;
	readonly tokensAt: Duration;
	/** No request is sent before this time. */
	readonly heldUntil: Duration;
	/** While set, one request is sent at a time, since the service asked one of them to wait until this time. */
	readonly probingUntil: Duration | null;
	/** The number of times that requests were held back since the last granted one. */
	readonly holds: number;
	/**
	 * When the first request since the last granted one was refused, or when the last long `Retry-After` since then is
	 * over; null if none was refused.
	 */
	readonly refusedSince: Duration | null;
};

/** When a request was sent and ended, and when the same request was refused before; null if it was not. */
export type RequestTiming = {
	readonly sentAt: Duration;
	readonly now: Duration;
	readonly refusedAt?: Duration | null;
};

export function noRateLimit(now: Duration): RateLimit {
	return {
		rate: Infinity,
		ceiling: Infinity,
		grownMs: 0,
		decreasedAt: now,
		granted: 0,
		spanMs: 0,
		grantedAt: now,
		tokens: 1,
		tokensAt: now,
		heldUntil: now,
		probingUntil: null,
		holds: 0,
		refusedSince: null,
	};
}

/** Returns a limit that starts with the rate of another one, but without its pauses. */
export function knownRateLimit({rate, ceiling}: RateLimit, now: Duration): RateLimit {
	return {...noRateLimit(now), rate, ceiling};
}

/** Returns the earliest time at which the next request may be sent. */
export function sendableAt({rate, tokens, tokensAt, heldUntil}: RateLimit): Duration {
	const wait = tokens >= 1 ? 0 : ((1 - tokens) * 1000) / rate;
	return Math.max(heldUntil, tokensAt + wait);
}

export function afterSent(limit: RateLimit, now: Duration): RateLimit {
	if (limit.rate === Infinity) {
		return limit;
	}

	const full = refilled(limit, now);
	return {...full, tokens: full.tokens - 1};
}

/** `isLate`: the request was sent later than planned, because the rate is too low for all requests that are due. */
export function afterGranted(limit: RateLimit, now: Duration, isLate: boolean): RateLimit {
	const passed = now - limit.grantedAt;
	const fading = Math.exp(-passed / averageMs);
	const counted = {
		...limit,
		granted: limit.granted * fading + 1,
		spanMs: limit.spanMs * fading + passed,
		grantedAt: now,
		probingUntil: null,
		holds: 0,
		refusedSince: null,
	};

	if (limit.rate === Infinity || !isLate) {
		return counted;
	}

	const grownMs = limit.grownMs + Math.min(passed, 1000);
	return {...refilled(counted, now), grownMs, rate: rateAfterGrowth(limit.ceiling, grownMs)};
}

/** `retryAfter` is the header of the refusal in milliseconds; null without one. */
export function afterRefused(
	limit: RateLimit,
	timing: RequestTiming,
	retryAfter: Duration | null,
	random: Random,
): RateLimit {
	const {sentAt, now, refusedAt = null} = timing;
	const refused = {...limit, refusedSince: limit.refusedSince ?? now};
	// A request says nothing about the rate if it was sent before the last decrease, or if it has a limit of its own.
	const isNews = sentAt >= limit.decreasedAt && !isRefusedAlone(limit, refusedAt);
	const decreased = isNews ? {...afterDecrease(refused, now), holds: limit.holds + 1} : refused;
	return heldBack(decreased, timing, retryAfter, random);
}

/** Returns whether others were granted since the same request was refused before, so that it has a limit of its own. */
export function isRefusedAlone(
	{refusedSince}: Pick<RateLimit, 'refusedSince'>,
	refusedAt: Duration | null,
): boolean {
	return refusedAt !== null && (refusedSince ?? Infinity) > refusedAt;
}

/**
 * Returns whether a refused request is sent again. A `Retry-After` of any length is waited for, unless every run is
 * polled once (`giveUpAfter` is 0): then only a short one.
 */
export function isWorthWaiting(
	{retryAfter}: Pick<Problem, 'retryAfter'>,
	{giveUpAfter}: {readonly giveUpAfter: Duration},
): boolean {
	return giveUpAfter !== 0 || (retryAfter ?? 0) <= maxCommonHoldMs;
}

function afterDecrease(limit: RateLimit, now: Duration): RateLimit {
	const spanMs = limit.spanMs + now - limit.grantedAt;
	const granted = (limit.granted * 1000) / Math.max(1000, spanMs);
	const isUncertain = spanMs < uncertain.ms || limit.granted === 0;
	const leastLater = isUncertain ? limit.rate * uncertain.share : 0;
	const least = limit.rate === Infinity ? minFirstRate : leastLater;
	const measured = Math.max(granted, least);
	const ceiling = Math.max(minRate / decrease, Math.min(limit.rate, measured));
	return {
		...limit,
		ceiling,
		rate: ceiling * decrease,
		grownMs: 0,
		decreasedAt: now,
		granted: 0,
		spanMs: 0,
		grantedAt: now,
	};
}

/** Holds back requests as a response asks, also one that reports no rate limit. */
export function heldBack(
	limit: RateLimit,
	{sentAt, now}: RequestTiming,
	retryAfter: Duration | null,
	random: Random,
): RateLimit {
	const asked = retryAfter ?? 0;
	const isProbe = limit.probingUntil !== null && sentAt >= limit.heldUntil;
	const isLong = asked > maxCommonHoldMs;
	const doubled = Math.min(maxHoldMs, minHoldMs * 2 ** Math.max(0, limit.holds - 1));
	const pause = doubled * (0.75 + random() / 2);
	// A long `Retry-After` may hold for one run only. So a probe is sent soon, and all wait only if it is refused as well.
	const usual = asked < minHoldMs ? Math.max(asked, pause) : asked;
	const wait = isLong && !isProbe ? probeDelayMs : usual;
	const longest = Math.max(limit.probingUntil ?? 0, isLong ? now + asked : 0);
	const heldUntil = Math.max(limit.heldUntil, isProbe ? longest : 0, now + wait);
	return {
		...limit,
		heldUntil,
		refusedSince: isLong ? Math.max(heldUntil, limit.refusedSince ?? 0) : limit.refusedSince,
		tokens: 1,
		tokensAt: heldUntil,
		probingUntil: longest > heldUntil ? longest : limit.probingUntil,
	};
}

function rateAfterGrowth(ceiling: number, grownMs: Duration): number {
	const perMs = Math.max(minGrowth, Math.min(maxGrowth, lowRateGrowth * ceiling)) / 1000;
	const linear = ceiling * decrease + perMs * grownMs;
	const aboveMs = Math.max(0, (linear - ceiling) / perMs);
	return linear + ceiling * acceleration.share * (aboveMs / acceleration.afterMs) ** 3;
}

/** Adds the tokens since `tokensAt`. */
function refilled(limit: RateLimit, now: Duration): RateLimit {
	const most = Math.max(1, (limit.rate * burstMs) / 1000);
	const added = (limit.rate * Math.max(0, now - limit.tokensAt)) / 1000;
	const tokens = Math.min(most, limit.tokens + added);
	return {...limit, tokens, tokensAt: Math.max(now, limit.tokensAt)};
}
