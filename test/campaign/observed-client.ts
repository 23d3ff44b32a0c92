import type {RunClient} from '../../source/api/http-client.ts';
import {ApiError} from '../../source/api/errors/api-error.ts';
import type {Clock, Duration} from '../../source/core/time/clock.ts';

/** A question that was asked, by the clock of the watch. */
export type Asked = {
	readonly about: string;
	readonly at: Duration;
	/** Infinite while it is under way. */
	ended: Duration;
	/** What it failed with; null where it did not, or was broken off. */
	error: ApiError | null;
};

/** A client that lets another one do the work, and keeps when it was asked what. */
export function observed(
	client: RunClient,
	clock: Clock,
): RunClient & {readonly requested: Asked[]} {
	const requested: Asked[] = [];

	async function watch<Answer>(about: string, work: () => Promise<Answer>): Promise<Answer> {
		const request: Asked = {about, at: clock.monotonic(), ended: Infinity, error: null};
		requested.push(request);

		try {
			return await work();
		} catch (error) {
			request.error = error instanceof ApiError ? error : null;
			throw error;
		} finally {
			request.ended = clock.monotonic();
		}
	}

	return {
		requested,
		execution: async (id, signal) => watch(`run ${id}`, async () => client.execution(id, signal)),
		workflow: async (id, signal) =>
			watch(`workflow ${id}`, async () => client.workflow(id, signal)),
		list: async (query, signal) => watch('list', async () => client.list(query, signal)),
		info: async (id, signal) => watch(`info ${id}`, async () => client.info(id, signal)),
		close: async () => client.close(),
	};
}
