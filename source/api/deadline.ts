import type {Clock, Duration} from '../core/time/clock.ts';
import {ApiError} from './errors.ts';

/**
 * Runs `work` with a signal that aborts after `limit` milliseconds, or when the caller's `signal` aborts. Rejects with
 * an `ApiError` of kind `timeout` after the limit, with the caller's abort reason after an abort, or with the error of
 * `work`.
 */
export async function withDeadline<Result>(
	work: (signal: AbortSignal) => Promise<Result>,
	{clock, limit, signal}: {clock: Clock; limit: Duration; signal: AbortSignal},
): Promise<Result> {
	signal.throwIfAborted();
	const controller = new AbortController();
	const cancel = clock.after(limit, () => {
		controller.abort(
			new ApiError('timeout', {detail: `no complete response within ${limit / 1000} s`}),
		);
	});

	// Does not use `AbortSignal.any`: the caller's signal lives as long as the program, so its listener must be removed.
	function forward(): void {
		controller.abort(signal.reason);
	}

	signal.addEventListener('abort', forward, {once: true});

	try {
		return await work(controller.signal);
	} catch (error) {
		controller.signal.throwIfAborted();
		throw error;
	} finally {
		cancel();
		signal.removeEventListener('abort', forward);
	}
}
