import {ApiError, apiErrorOf} from '../api/errors.ts';
import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';
import {backOff} from './failures.ts';
import {maxCommonHold} from './limiter.ts';
import type {RequestQueue} from './queue.ts';
import type {ApiRequest, PollerOptions} from './request.ts';

export type Question<Response> = Pick<ApiRequest<Response>, 'rank' | 'send'> & {
	/** By default, the request has a key of its own. */
	readonly key?: string;
	/** Not sent before this time; by default now. */
	readonly due?: Duration;
	/** The maximum number of attempts; by default 1. A refusal by a rate limit does not count. */
	readonly attempts?: number;
	/** By default, only a request that the user waits for proves the key. */
	readonly provesKey?: boolean;
	/** Must also abort the request itself. */
	readonly signal?: AbortSignal;
	readonly onRetry?: (problem: Problem, wait: Duration) => void;
};

/**
 * Sends a request by the queue. Rejects with an `ApiError`, or with the reason of the signal. May not settle after the
 * poller has stopped or the service has refused the key.
 */
export type Ask = <Response>(question: Question<Response>) => Promise<Response>;

export function createAsk({clock, random, interval}: PollerOptions, queue: RequestQueue): Ask {
	let questions = 0;

	return async <Response>({attempts = 1, signal, onRetry, ...question}: Question<Response>) => {
		const {promise, resolve, reject} = Promise.withResolvers<Response>();
		let failures = 0;
		const request: ApiRequest<Response> = {
			key: `question ${++questions}`,
			due: clock.monotonic(),
			provesKey: question.rank === 'asked',
			...question,
			onResponse: resolve,
			onFailure(problem, {now}) {
				const {kind, retriable, retryAfter} = problem;
				const isRefused = kind === 'rate-limit';
				const isTooLong = request.rank === 'asked' && (retryAfter ?? 0) > maxCommonHold;
				failures += isRefused ? 0 : 1;

				if (!retriable || kind === 'not-found' || isTooLong || failures >= attempts) {
					reject(new ApiError(kind, problem));
					return;
				}

				request.due = isRefused ? request.due : now + backOff(failures, interval, random);
				queue.put(request);
				onRetry?.(problem, (queue.expectedAt(request) ?? now) - now);
			},
		};
		const abort = () => {
			queue.cancel(request.key);
			reject(signal?.reason as Error);
		};
		signal?.throwIfAborted();
		signal?.addEventListener('abort', abort, {once: true});
		queue.put(request);
		queue.pump();
		return promise.finally(() => signal?.removeEventListener('abort', abort));
	};
}

/** For `catch`: returns null for a failure of the service. Throws any other error. */
export function nullIfFailed(error: unknown): null {
	apiErrorOf(error);
	return null;
}
