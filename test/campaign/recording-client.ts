import type {RunClient} from '../../source/api/http-client.ts';
import {ApiError} from '../../source/api/errors.ts';
import type {Clock, Duration} from '../../source/core/time/clock.ts';

export type RequestRecord = {
	/** Such as `run wfrun_a`. */
	readonly subject: string;
	readonly at: Duration;
	/** Infinity while in flight. */
	ended: Duration;
	/** Null after success and abort. */
	error: ApiError | null;
};

/** Wraps a client and records its requests. */
export function recordRequests(
	client: RunClient,
	clock: Clock,
): RunClient & {readonly requested: RequestRecord[]} {
	const requested: RequestRecord[] = [];

	async function record<Response>(
		subject: string,
		request: () => Promise<Response>,
	): Promise<Response> {
		const entry: RequestRecord = {subject, at: clock.monotonic(), ended: Infinity, error: null};
		requested.push(entry);

		try {
			return await request();
		} catch (error) {
			entry.error = error instanceof ApiError ? error : null;
			throw error;
		} finally {
			entry.ended = clock.monotonic();
		}
	}

	return {
		requested,
		execution: async (id, signal) => record(`run ${id}`, async () => client.execution(id, signal)),
		workflow: async (id, signal) =>
			record(`workflow ${id}`, async () => client.workflow(id, signal)),
		list: async (query, signal) => record('list', async () => client.list(query, signal)),
		info: async (id, signal) => record(`info ${id}`, async () => client.info(id, signal)),
		close: async () => client.close(),
	};
}
