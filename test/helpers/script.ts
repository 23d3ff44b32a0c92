import type {Duration, Instant} from '../../source/core/time/clock.ts';
import type {DemoResponse} from '../../source/demo/responses.ts';
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

/** A response that replaces the right one for some requests. The first rule that matches a request applies. */
export type FaultRule = {
	/** Null: the request is never answered. */
	readonly answer: DemoResponse | null;
	/** The first and the last number of the requests, counted from 1. Default: all requests. */
	readonly requests?: readonly [first: number, last: number];
};

/**
 * Called once per request, with the ms since the service started. Returns null if the request is accepted.
 * `retryAfterSec`: the value of the header `Retry-After`; null without the header.
 */
export type RequestLimit = (elapsed: Duration) => {readonly retryAfterSec: number | null} | null;

/** A simulated run, and how the service of a test misbehaves about it. */
export type RunScript = DemoScript & {
	/** Changes `data` of an execution to another form that the real API may use, such as other words for the status. */
	readonly reworded?: (execution: Readonly<Record<string, unknown>>) => unknown;
};

export type Scenario = Omit<DemoScenario, 'runs'> & {
	readonly runs: readonly RunScript[];
	/** The responses about assets, by the ids of the assets. */
	readonly assets?: ReadonlyMap<string, DemoResponse>;
	/** Rules for all requests but those for the balance. */
	readonly faults?: readonly FaultRule[];
	/** Makes the limit of all API requests with a valid key. A refused request has no fault. Default: no limit. */
	readonly limit?: () => RequestLimit;
	/** The time on the service's clock when the service starts; default: the current time. */
	readonly epoch?: Instant;
};

/**
 * Creates a limit of `rateAt(elapsed)` requests a second, with bursts of the same number. A refusal says in how many
 * seconds the next request is granted.
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
