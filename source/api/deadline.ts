import type {Clock, Duration} from '../core/time/clock.ts';
import {ApiError} from './errors.ts';

/** Rejects with an `ApiError` of kind `timeout` after `limit`, or with the reason of `signal`. */
export async function withDeadline<Result>(
	work: (signal: AbortSignal) => Promise<Result>,
	{clock, limit, signal}: {clock: Pick<Clock, 'after'>; limit: Duration; signal: AbortSignal},
): Promise<Result> {
	signal.throwIfAborted();
	const controller = new AbortController();
	const cancel = clock.after(limit, () => controller.abort(timeoutAfter(limit)));

	// Does not use `AbortSignal.any`: the caller's signal lives as long as the program, so its listener must be removed.
	function forward(): void {
		controller.abort(signal.reason);
	}

	signal.addEventListener('abort', forward);

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

/** Returns the error of a request that has no complete response after `limit`. */
export function timeoutAfter(limit: Duration): ApiError {
	return new ApiError('timeout', {detail: `no complete response within ${limit / 1000} s`});
}
