import type {RunClient} from '../api/http-client.ts';
import type {Problem} from '../core/problem.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {Action} from '../store/action.ts';

/** Returns a number from 0 to 1, like `Math.random`. */
export type Random = () => number;

export type PollerOptions = {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly random: Random;
	/** Milliseconds between two polls of the selected run, or of any without a screen. */
	readonly interval: Duration;
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

/**
 * How long a request may wait after it is due, in milliseconds. The request that has waited longest in relation to its
 * patience is sent first. So if the service allows fewer requests than are due, all polls slow down by the same factor,
 * and nothing starves.
 */
export const patience = {
	/** The user waits for it: it is sent during a pause and an outage too. */
	asked: 10,
	selected: 100,
	inSight: 3000,
	outOfSight: 30_000,
	/** Nobody waits for it. */
	history: 600_000,
} as const satisfies Readonly<Record<string, Duration>>;

type Rank = keyof typeof patience;

/** A request that waits to be sent. At most one with the same key is in flight. */
export type ApiRequest<Response = unknown> = {
	readonly key: string;
	/** The request is not sent before this time. */
	due: Duration;
	rank: Rank;
	/** Whether all requests stop if the service refuses the key for this one (401), and for the same one sent again. */
	readonly provesKey: boolean;
	send(client: RunClient, signal: AbortSignal): Promise<Response>;
	onResponse(response: Response, now: Duration): void;
	/** If the service was given up, no problem is retriable. */
	onFailure(problem: Problem, timing: Timing): void;
	/** Set by the queue: the newest refusal by a rate limit, when the request may be sent again, and the refusals in a row. */
	refusal?: {readonly at: Duration; readonly until: Duration; readonly inARow: number} | null;
	/** Set by the queue: when the key was refused for this request, which is therefore sent again at once. */
	keyRefusedAt?: Duration | null;
};

export type Timing = {readonly sentAt: Duration; readonly now: Duration};
