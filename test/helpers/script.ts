import type {Duration, Instant} from '../../source/core/time/clock.ts';
import type {
	Scenario as DemoScenario,
	RunScript as DemoScript,
} from '../../source/demo/run-script.ts';

export type {
	LineScript,
	NodeScript,
	OutputScript,
	RunEnding,
} from '../../source/demo/run-script.ts';

/**
 * A fault of a response. `delay`: the correct response is sent late. `response`: another response is sent. `reset`: the
 * connection is reset before the first byte. `cut`: the connection ends in the middle of the body.
 */
export type Fault =
	| {readonly kind: 'delay'; readonly ms: Duration}
	| {
			readonly kind: 'response';
			readonly status: number;
			readonly headers?: Readonly<Record<string, string>>;
			readonly body: string;
	  }
	| {readonly kind: 'reset'}
	| {readonly kind: 'cut'};

/** A fault and the requests that have it. A request gets the fault of the first rule that matches it. */
export type FaultRule = {
	readonly fault: Fault;
	/** The first and the last number of the affected requests, counted from 1. Default: all requests. */
	readonly requests?: readonly [first: number, last: number];
};

/**
 * Called once per request, with the ms since the service started. Returns null if the request is accepted.
 * `retryAfterSec`: the value of the header `Retry-After`; null without the header.
 */
export type RequestLimit = (elapsed: Duration) => {readonly retryAfterSec: number | null} | null;

/** A simulated run, and how the service of a test misbehaves about it. */
export type RunScript = DemoScript & {
	/** Rules for the requests for its execution. */
	readonly faults?: readonly FaultRule[];
	/** Changes `data` of an execution to another form that the real API may use, such as other words for the status. */
	readonly reworded?: (execution: Readonly<Record<string, unknown>>) => unknown;
};

export type Scenario = Omit<DemoScenario, 'runs'> & {
	readonly runs: readonly RunScript[];
	/** Rules for all requests but those for the balance. */
	readonly faults?: readonly FaultRule[];
	/** Makes the limit of all API requests with a valid key. A refused request has no fault. Default: no limit. */
	readonly limit?: () => RequestLimit;
	/** The time on the service's clock when the service starts; default: the current time. */
	readonly epoch?: Instant;
};

/**
 * The limit of a service that grants so many requests a second, and as many at once; the rate can change. Says when the
 * next request is granted.
 */
export function createTokenBucket(rateAt: (elapsed: number) => number): RequestLimit {
	let bucket = {tokens: rateAt(0), at: 0};

	return elapsed => {
		const rate = rateAt(elapsed);
		const tokens = Math.min(rate, bucket.tokens + ((elapsed - bucket.at) / 1000) * rate);
		const isGranted = tokens >= 1;
		bucket = {tokens: isGranted ? tokens - 1 : tokens, at: elapsed};
		return isGranted ? null : {retryAfterSec: Math.ceil((1 - tokens) / rate)};
	};
}
