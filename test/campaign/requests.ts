import assert from 'node:assert/strict';
import {ApiError} from '../../source/api/errors.ts';
import type {RunClient} from '../../source/api/http-client.ts';
import type {ProblemKind} from '../../source/core/problem.ts';
import type {Clock, Duration} from '../../source/core/time/clock.ts';

/** After this many failures in a row, the program sends only one request at a time, as a probe (circuit breaker). */
const failuresUntilProbing = 5;
const unreachable: ReadonlySet<ProblemKind> = new Set(['network', 'timeout']);

type RequestRecord = {
	/** What was requested, such as `run wfrun_a`. */
	readonly subject: string;
	readonly at: Duration;
	/** When the request ended; Infinity while in flight. */
	ended: Duration;
	/** Null after success and abort. */
	error: ApiError | null;
};

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
		origin: client.origin,
		execution: async (id, signal) => record(`run ${id}`, async () => client.execution(id, signal)),
		workflow: async (id, signal) =>
			record(`workflow ${id}`, async () => client.workflow(id, signal)),
		list: async (query, signal) => record('list', async () => client.list(query, signal)),
		info: async (id, signal) => record(`info ${id}`, async () => client.info(id, signal)),
		balance: async signal => record('balance', async () => client.balance(signal)),
		reconnect: () => client.reconnect(),
		close: async () => client.close(),
	};
}

/**
 * Asserts that no two requests for the same thing overlap, that no request is sent during a `Retry-After` or after
 * the key was rejected, and that probes are sent one at a time (see `failuresUntilProbing`).
 */
export function assertRequestRules(requested: readonly RequestRecord[]): void {
	for (const one of requested) {
		const {subject, at} = one;
		const before = requested.filter(other => other !== one && other.at <= at);
		const overlapping = before.find(other => other.subject === subject && other.ended > at);
		assert.equal(overlapping, undefined, `two requests for ${subject} overlap (H11)`);
		const early = before.find(other => {
			const {ended, error} = other;
			// A long Retry-After holds back only the same request, if a probe shows that others are answered.
			const holdsBack = other.subject === subject || (error?.retryAfter ?? 0) <= 60_000;
			return holdsBack && ended < at && at < ended + (error?.retryAfter ?? 0);
		});
		assert.equal(
			early,
			undefined,
			`${subject} is requested ${at - (early?.ended ?? 0)} ms after a Retry-After of ${early?.error?.retryAfter} ms (H7)`,
		);
		assertProbing(one, before);
		const succeeded = before.filter(({error}) => error === null).map(({ended}) => ended);
		const refusals = before.filter(({error, ended}) => error?.kind === 'auth' && ended < at);
		const rejected = refusals.find(({subject: of, at: sentAt, ended}) =>
			refusals.some(
				first =>
					first.subject === of &&
					first.ended <= sentAt &&
					!succeeded.some(time => time >= first.at && time <= ended),
			),
		);
		assert.equal(
			rejected,
			undefined,
			`${subject} is requested after the key was refused twice (H10)`,
		);
	}
}

/**
 * If the request `one` is a probe (see `failuresUntilProbing`), asserts that no other request is in flight, except
 * for requests that were sent before probing began.
 */
function assertProbing(one: RequestRecord, before: readonly RequestRecord[]): void {
	const ended = before.filter(other => other.ended <= one.at).sort((a, b) => a.ended - b.ended);
	let failures = 0;
	let openedAt = Infinity;

	for (const {error, ended: endedAt} of ended) {
		// Errors of other kinds may leave the count as it is, so they reset it here.
		if (error === null || !(unreachable.has(error.kind) || (error.httpStatus ?? 0) >= 500)) {
			failures = 0;
			openedAt = Infinity;
		} else {
			failures++;
			openedAt = failures === failuresUntilProbing ? endedAt : openedAt;
		}
	}

	const others = before.filter(other => other.ended > one.at && other.at > openedAt);
	assert.deepEqual(
		others.map(({subject}) => subject),
		[],
		'more than one request while probing (H9)',
	);
}
