import {ApiError} from '../../source/api/errors.ts';
import type {RunClient} from '../../source/api/http-client.ts';
import {isFinalPhase} from '../../source/core/execution.ts';
import type {RunListQuery, RunOrderPage} from '../../source/core/run-order.ts';
import type {Clock, Duration} from '../../source/core/time/clock.ts';
import {emptyWorkflow} from '../../source/core/workflow.ts';
import type {Dice} from '../../test/helpers/dice.ts';
import {name} from '../../test/helpers/values.ts';
import type {SimulatedRequest} from './recording.ts';
import {createResponder, phaseAt, type SimulatedRun} from './runs.ts';
import type {Situation} from './situation.ts';
import {createTokenBucket} from './token-bucket.ts';

export type SimulatedService = {
	/** Returns a client. All clients share the rate limit. */
	readonly clientFor: (client: number) => RunClient;
	readonly requests: readonly SimulatedRequest[];
};

type Asked = Pick<SimulatedRequest, 'client' | 'kind' | 'id'>;

/** A service in this process. A request is decided with the state at its start; its latency follows. */
export function createSimulatedService(
	situation: Situation,
	watched: readonly SimulatedRun[],
	others: readonly SimulatedRun[],
	clock: Clock,
	dice: Dice,
): SimulatedService {
	const {latencyMs = 20, limit, outage} = situation;
	const runs = new Map([...watched, ...others].map(run => [run.id, run]));
	const listed = [...watched, ...others].sort((a, b) => a.id.localeCompare(b.id, 'en'));
	const requests: SimulatedRequest[] = [];
	const began = clock.monotonic();
	const refuse = limit === undefined ? () => null : createTokenBucket(limit);

	/** Returns the failure of a request that is sent now; null if it is accepted. */
	function failureAt(now: Duration): ApiError | null {
		if (outage !== undefined && now >= outage.from && now < outage.until) {
			return outage.hangMs === undefined
				? new ApiError('network', {detail: 'ECONNREFUSED'})
				: new ApiError('timeout', {detail: 'no response'});
		}

		const refusal = refuse(now);
		return refusal === null
			? null
			: new ApiError('rate-limit', {
					detail: 'HTTP 429',
					httpStatus: 429,
					retryAfter: refusal.retryAfterSec === null ? null : refusal.retryAfterSec * 1000,
				});
	}

	async function request<T>(
		asked: Asked,
		signal: AbortSignal,
		respond: (now: Duration) => {
			readonly response: T;
			readonly reported: SimulatedRequest['reported'];
		},
	): Promise<T> {
		const sentAt = clock.monotonic() - began;
		const failure = failureAt(sentAt);
		const result = failure ?? respond(sentAt);
		const sent: SimulatedRequest = {
			...asked,
			sentAt,
			endedAt: Infinity,
			result: failure === null ? 'granted' : failure.kind === 'rate-limit' ? 'refused' : 'failed',
			reported: 'reported' in result ? result.reported : null,
		};
		requests.push(sent);
		const hangMs = sent.result === 'failed' ? (outage?.hangMs ?? 0) : 0;
		await passing(clock, hangMs + latencyMs * dice.between(0.7, 1.3), signal);
		sent.endedAt = clock.monotonic() - began;

		if (result instanceof ApiError) {
			throw result;
		}

		return result.response;
	}

	function listAt(
		now: Duration,
		{workflowId = null, status = null, page, pageSize = 100}: RunListQuery,
	): RunOrderPage {
		const found = listed.filter(
			run =>
				(workflowId === null || run.order.workflowId?.exact === workflowId) &&
				(status === null || phaseAt(run, now) === status),
		);
		const orders = found.slice((page - 1) * pageSize, page * pageSize).map(run => {
			const phase = phaseAt(run, now);
			return phase === 'running' ? run.order : {...run.order, phase, status: name(phase)};
		});
		return {orders, count: orders.length, total: found.length};
	}

	return {
		requests,
		clientFor(client) {
			const responseOf = createResponder();
			return {
				origin: 'http://127.0.0.1',
				execution: (id, signal) =>
					request({client, kind: 'execution', id}, signal, now => {
						const run = runs.get(id);

						if (run === undefined) {
							throw new RangeError(`no run has the id ${id}`);
						}

						const response = responseOf(run, now);
						const {phase} = response.execution;
						const isQueued = phase === 'queued';
						return {response, reported: {isQueued, isFinal: isFinalPhase(phase)}};
					}),
				list: (query, signal) =>
					request({client, kind: 'list', id: ''}, signal, now => ({
						response: listAt(now, query),
						reported: null,
					})),
				workflow: (id, signal) =>
					request({client, kind: 'workflow', id}, signal, () => ({
						response: emptyWorkflow,
						reported: null,
					})),
				info: async () => {
					throw new Error('The simulation has no order info.');
				},
				balance: async () => {
					throw new Error('The simulation has no balance.');
				},
				reconnect: () => {},
				close: async () => {
					// Holds no connection.
				},
			};
		},
	};
}

async function passing(clock: Clock, duration: Duration, signal: AbortSignal): Promise<void> {
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	const cancel = clock.after(duration, resolve);
	signal.addEventListener('abort', () => {
		cancel();
		reject(signal.reason as Error);
	});
	await promise;
}
