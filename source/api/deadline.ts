import type {Clock, Duration} from '../core/time/clock.ts';
import {TimeoutError} from './errors/timeout-error.ts';

/**
 * Does some work that listens to a signal, and aborts it when the time is over or when the caller's own signal says
 * so. Rejects with a `TimeoutError` or with the caller's reason then, else as the work does.
 */
export async function withDeadline<Result>(
	work: (signal: AbortSignal) => Promise<Result>,
	{clock, limit, signal}: {clock: Clock; limit: Duration; signal: AbortSignal},
): Promise<Result> {
	signal.throwIfAborted();
	const controller = new AbortController();
	const cancel = clock.after(limit, () => {
		controller.abort(timeIsOver(limit));
	});

	// By hand and not with `AbortSignal.any`: the caller's signal lives as long as the program does, and nothing may
	// be left hanging on it.
	function forward(): void {
		controller.abort(signal.reason);
	}

	signal.addEventListener('abort', forward, {once: true});

	try {
		return await work(controller.signal);
	} catch (error) {
		// Why it was aborted says more than how the request broke.
		controller.signal.throwIfAborted();
		throw error;
	} finally {
		cancel();
		signal.removeEventListener('abort', forward);
	}
}

/** What a question that took longer than its limit fails with. */
export function timeIsOver(limit: Duration): TimeoutError {
	return new TimeoutError({detail: `no whole answer within ${limit / 1000} s`});
}
