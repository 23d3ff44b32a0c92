import type {RunClient} from '../api/http-client.ts';
import type {Problem} from '../core/problem.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {Action} from '../store/action.ts';
import type {Random} from './back-off.ts';

export type PollerOptions = {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly random: Random;
	/** Milliseconds between two polls of the selected run, or of any without a screen. */
	readonly interval: Duration;
	/** The most requests in flight. */
	readonly concurrency: number;
	/**
	 * Requests stop after the service was unreachable, or has refused everything, for this many milliseconds; Infinity:
	 * never. The time of a long `Retry-After` does not count. 0: every run is polled once.
	 */
	readonly giveUpAfter: Duration;
	readonly dispatch: (action: Action) => void;
	/** Called when a request of `Poller.send` failed, and is sent again after `wait`. */
	readonly onRetry?: (problem: Problem, wait: Duration) => void;
	/** Receives an error that is not a failure of the service. The poller stops before this call. */
	readonly onBug: (error: unknown) => void;
};
