import type {Clock, Duration} from './clock.ts';

/** The time limit of file calls, which may never return if a network folder is unreachable. */
const fileTimeoutMs: Duration = 10_000;

/** Waits for file calls at startup. Rejects with the code `ETIMEDOUT`, like a file system, after `fileTimeoutMs`. */
export async function withTimeout<Value>(
	work: Promise<Value>,
	clock: Pick<Clock, 'after'>,
): Promise<Value> {
	const timeout = Promise.withResolvers<never>();
	const cancel = clock.after(fileTimeoutMs, () => {
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
