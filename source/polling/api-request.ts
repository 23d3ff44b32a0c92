import type {RunClient} from '../api/http-client.ts';
import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';
import type {RequestTiming} from './rate-limiter.ts';
import {ranks, type QueuedRequest} from './request-queue.ts';

/** A request that waits to be sent. */
export type ApiRequest<Response = unknown> = QueuedRequest & {
	readonly isPoll: boolean;
	/** If a rate limit makes the request later than this, a higher rate is tried. */
	readonly tolerance: Duration;
	/** When its latest attempt was refused (429); null if it was not. */
	readonly refusedAt: Duration | null;
	/** Whether all requests stop if the service refuses the key for this one (401), and for the same one sent again. */
	readonly refusalStops: boolean;
	/** When the service refused the key for it, if it is sent again because of that. */
	readonly keyRefusedAt?: Duration;
	send(client: RunClient, signal: AbortSignal): Promise<Response>;
	onResponse(response: Response, now: Duration): void;
	onFailure(problem: Problem, timing: RequestTiming): void;
};

/**
 * Fields of a request that is no poll. It goes before the polls of runs out of sight. A key that is rejected for it may
 * still be valid for the runs.
 */
export const background = {
	isPoll: false,
	rank: ranks.changed,
	respondedAt: null,
	tolerance: Infinity,
	refusedAt: null,
	refusalStops: false,
} as const;

/** Fields of a request for a page of the run list, from which many runs benefit. */
export const listing = {...background, rank: ranks.inSight} as const;

/**
 * Fields of a request for whose response the user waits. It goes before all polls, even while polling is paused.
 */
export const requested = {...background, rank: ranks.requested, refusalStops: true} as const;
