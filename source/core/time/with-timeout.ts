import type {Clock, Duration} from './clock.ts';

/** File calls never return if a network folder is gone. */
const fileTimeoutMs: Duration = 10_000;

/** Limits file calls at startup. Rejects with the file system's own code `ETIMEDOUT`. */
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
