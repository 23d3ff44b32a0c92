import type {ServiceState} from '../core/service-state.ts';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import type {Breaker} from './breaker.ts';
import type {Limiter} from './limiter.ts';

/** If the service refuses all requests, they are tried for at least this time. */
const minRefused: Duration = 60_000;

/** Returns whether the service was unreachable, or has refused everything, for longer than `giveUpAfter`. */
export function isGivenUp(
	{heldUntil, refusedSince}: Limiter,
	{failingSince, probeAt}: Breaker,
	giveUpAfter: Duration,
	now: Duration,
): boolean {
	const waitUntil = Math.max(now, heldUntil);
	return (
		(probeAt !== null && probeAt - (failingSince ?? probeAt) > giveUpAfter) ||
		waitUntil - (refusedSince ?? waitUntil) > Math.max(giveUpAfter, minRefused)
	);
}

/** Returns the data about the service that the header shows. */
export function serviceState(limiter: Limiter, breaker: Breaker, clock: Clock): ServiceState {
	const now = clock.monotonic();
	const isHeld = limiter.heldUntil > now;
	const isReachable = breaker.probeAt === null;
	const nextAt = Math.max(breaker.probeAt ?? -Infinity, limiter.availableAt);
	const wall = (moment: Duration): Instant => Math.round(clock.now() - now + moment);
	return {
		ratePerSec: limiter.rate === Infinity ? null : limiter.rate,
		isLimited: limiter.isLimiting,
		heldUntil: isHeld ? wall(limiter.heldUntil) : null,
		unreachableSince: isReachable ? null : wall(breaker.failingSince ?? now),
		nextRequestAt: isHeld || !isReachable ? wall(nextAt) : null,
	};
}
