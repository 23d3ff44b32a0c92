import type {Clock, Duration} from './clock.ts';

/** How long a start waits for a file call that may never return, as in a network folder that is gone. */
const patience: Duration = 10_000;

/** The outcome of file calls at the start. Rejects with `ETIMEDOUT`, as the file system does, where they take too long. */
export async function withTimeout<Value>(
	work: Promise<Value>,
	clock: Pick<Clock, 'after'>,
): Promise<Value> {
	const late = Promise.withResolvers<never>();
	const cancel = clock.after(patience, () => {
		late.reject(Object.assign(new Error('no response'), {code: 'ETIMEDOUT', syscall: 'file call'}));
	});

	try {
		return await Promise.race([work, late.promise]);
	} finally {
		cancel();
	}
}
