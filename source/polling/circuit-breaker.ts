import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';
import {backOff, type Random} from './back-off.ts';

/** After this many failures in a row the breaker opens. Then only one request at a time is sent, as a probe. */
const maxFailures = 5;
/** The longest time from a failed probe to the next one. So all runs are polled again within some seconds. */
const maxProbeDelay: Duration = 5000;

/** Notices that the service is unreachable. */
export class CircuitBreaker {
	/** When the first request of the failures in a row was sent; null without failures. */
	failingSince: Duration | null = null;
	/** The earliest time of the next probe; null while the breaker is closed. */
	probeAt: Duration | null = null;
	#failures = 0;
	#openedAt: Duration = 0;

	/** The service has responded, or the machine slept. */
	close(): void {
		this.failingSince = null;
		this.probeAt = null;
		this.#failures = 0;
	}

	onFailure(sentAt: Duration, now: Duration, random: Random): void {
		// A request that was sent before the breaker opened is no probe.
		if (this.probeAt !== null && sentAt < this.#openedAt) {
			return;
		}

		this.#failures++;
		this.failingSince ??= sentAt;

		if (this.#failures >= maxFailures) {
			this.#openedAt = this.probeAt === null ? now : this.#openedAt;
			const probes = this.#failures - maxFailures + 1;
			this.probeAt = now + Math.min(maxProbeDelay, backOff(probes, 0, random));
		}
	}
}

/**
 * Returns whether the failure shows that the service can be reached; null if it shows nothing: a proxy or a login page can
 * also send a malformed or a too large response.
 */
export function provesReachable({kind, httpStatus, retriable}: Problem): boolean | null {
	const isUnreachable =
		kind === 'network' ||
		kind === 'timeout' ||
		(kind === 'http' && retriable) ||
		(httpStatus !== null && httpStatus >= 500);
	return isUnreachable ? false : kind === 'malformed' || kind === 'too-large' ? null : true;
}
