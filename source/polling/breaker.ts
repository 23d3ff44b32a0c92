import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';
import {backOff} from './failures.ts';
import type {Random, Timing} from './request.ts';

/** After this many failures in a row the breaker opens. Then only one request at a time is sent, as a probe. */
const maxFailures = 5;
/** The longest time from a failed probe to the next one. */
const maxProbeDelay: Duration = 5000;

export class Breaker {
	/** When the first request of the failures in a row was sent; null without failures. */
	failingSince: Duration | null = null;
	/** The earliest time of the next probe; null while the breaker is closed. */
	probeAt: Duration | null = null;
	readonly #random: Random;
	#failures = 0;
	#openedAt: Duration = -Infinity;

	constructor(random: Random) {
		this.#random = random;
	}

	/** The service has responded, or the machine slept. */
	close(): void {
		this.failingSince = null;
		this.probeAt = null;
		this.#failures = 0;
	}

	onFailure(problem: Problem, {sentAt, now}: Timing): void {
		// A proxy or a login page can also send a malformed or a too large response, so it proves nothing.
		if (!isUnanswered(problem)) {
			if (problem.kind !== 'malformed' && problem.kind !== 'too-large') {
				this.close();
			}

			return;
		}

		// A request that was sent before the breaker opened is no probe.
		if (this.probeAt !== null && sentAt < this.#openedAt) {
			return;
		}

		this.#failures++;
		this.failingSince ??= sentAt;

		if (this.#failures >= maxFailures) {
			this.#openedAt = this.probeAt === null ? now : this.#openedAt;
			const probes = this.#failures - maxFailures + 1;
			this.probeAt = now + Math.min(maxProbeDelay, backOff(probes, 0, this.#random));
		}
	}
}

/** Returns whether the failure may mean that the service cannot be reached. */
export function isUnanswered({kind, httpStatus, retriable}: Problem): boolean {
	return (
		kind === 'network' ||
		kind === 'timeout' ||
		(kind === 'http' && retriable) ||
		(httpStatus !== null && httpStatus >= 500)
	);
}
