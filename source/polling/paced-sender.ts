import {ApiError} from '../api/errors.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import {backOff, type Random} from './poll-interval.ts';
import {
	afterGranted,
	afterRefused,
	afterSent,
	isWorthWaiting,
	noRateLimit,
	sendableAt,
} from './rate-limiter.ts';

type PacedSenderOptions = {
	readonly clock: Clock;
	readonly random: Random;
	/** Called when a request failed and is sent again after `wait` ms. */
	readonly onRetry: (problem: Problem, wait: Duration) => void;
};

/** How often a request is sent that fails for another reason than a rate limit. */
const maxAttempts = 3;
const retryInterval: Duration = 1000;
/** The sender gives up when the service has granted no request for this time in milliseconds. */
const maxRefusedMs: Duration = 120_000;

/**
 * Returns a function that sends requests as fast as the service allows, and sends a failed request again a few times. It
 * rejects with the last `ApiError`: at once if another attempt is hopeless, or `Retry-After` is longer than a minute.
 */
export function createPacedSender({clock, random, onRetry}: PacedSenderOptions) {
	let limit = noRateLimit(clock.monotonic());

	async function sleep(duration: Duration): Promise<void> {
		await new Promise<void>(resolve => {
			clock.after(duration, resolve);
		});
	}

	/** Waits until the next request may be sent. Resolves to the time of waiting. */
	async function takeTurn(): Promise<Duration> {
		const from = clock.monotonic();

		// Another request can take the turn during the wait.
		while (sendableAt(limit) > clock.monotonic()) {
			await sleep(sendableAt(limit) - clock.monotonic());
		}

		const now = clock.monotonic();
		limit = afterSent(limit, now);
		return now - from;
	}

	/** Returns the time after which the request is sent again; null if it is not. */
	function retryDelay(error: ApiError, sentAt: Duration, failures: number): Duration | null {
		const now = clock.monotonic();

		if (error.kind === 'rate-limit') {
			limit = afterRefused(limit, {sentAt, now}, error.retryAfter, random);
			const isHopeless =
				!isWorthWaiting(error, {giveUpAfter: 0}) ||
				now - (limit.refusedSince ?? now) >= maxRefusedMs;
			return isHopeless ? null : Math.max(0, sendableAt(limit) - now);
		}

		return error.retriable && error.kind !== 'not-found' && failures < maxAttempts
			? backOff(failures, retryInterval, random)
			: null;
	}

	return async function sendPaced<T>(request: () => Promise<T>): Promise<T> {
		for (let failures = 0; ;) {
			const waited = await takeTurn();
			const sentAt = clock.monotonic();

			try {
				const response = await request();
				limit = afterGranted(limit, clock.monotonic(), waited > 0);
				return response;
			} catch (error) {
				if (!(error instanceof ApiError)) {
					throw error;
				}

				failures += error.kind === 'rate-limit' ? 0 : 1;
				const delay = retryDelay(error, sentAt, failures);

				if (delay === null) {
					throw error;
				}

				onRetry(error.toProblem(clock.now()), delay);

				if (error.kind !== 'rate-limit') {
					await sleep(delay);
				}
			}
		}
	};
}
