import type {Duration, Instant} from './time/clock.ts';

/** What the responses of this session show about the limits and the availability of the service. */
export type ServiceState = {
	/** The requests that the service allows in a second, estimated from refusals; null while none was refused. */
	readonly ratePerSec: number | null;
	/** Whether this limit makes polls late. */
	readonly isLimited: boolean;
	/** No request is sent before this time, because the service asked to wait; null if none is held back. */
	readonly heldUntil: Instant | null;
	/** Since when the service is unreachable (requests fail one after another); null while it is reachable. */
	readonly unreachableSince: Instant | null;
	/** When the next request is sent while the service is unreachable or requests are held; null otherwise. */
	readonly nextRequestAt: Instant | null;
};

/** The requests of this session, for the metrics. */
export type RequestStatistics = {
	readonly sent: number;
	/** The number of requests that were refused with 429. */
	readonly refused: number;
	/** The usual time from a request to its response; null before the first response. */
	readonly latency: Duration | null;
	/** The number of requests that are due but not sent, because of the limits of the service. */
	readonly waiting: number;
};
