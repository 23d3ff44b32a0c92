import type {RunClient} from '../api/http-client.ts';
import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';

/**
 * How long a request may wait after its time, in milliseconds. Of the requests that wait, the one that has waited longest
 * in terms of its patience is sent first. So if the service allows less than is due, all polls slow down by the same
 * factor, and nothing starves.
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

export type Rank = keyof typeof patience;

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
	/** A problem is not retriable either if the service was given up, or asks to wait too long. */
	onFailure(problem: Problem, timing: Timing): void;
};

/** When a request was sent and ended. */
export type Timing = {readonly sentAt: Duration; readonly now: Duration};
