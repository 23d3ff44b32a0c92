import type {Clock, Duration} from './clock.ts';

/** The time limit of file calls at startup, which may never return if a network folder is unreachable. */
const fileTimeoutMs: Duration = 10_000;

/** Waits for file calls. Rejects with the code `ETIMEDOUT`, like a file system, after `limit`. */
export async function withTimeout<Value>(
	work: Promise<Value>,
	clock: Pick<Clock, 'after'>,
	limit = fileTimeoutMs,
): Promise<Value> {
	const timeout = Promise.withResolvers<never>();
	const cancel = clock.after(limit, () => {
		timeout.reject(
			Object.assign(new Error('no response'), {code: 'ETIMEDOUT', syscall: 'file call'}),
		);
	});

	try {
		return await Promise.race([work, timeout.promise]);
	} finally {
		cancel();
	}
}
