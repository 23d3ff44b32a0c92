import {apiErrorOf, type ApiError} from '../../api/errors.ts';
import type {InspectedResponse} from '../../api/failure.ts';
import type {RunClient} from '../../api/http-client.ts';
import {isRecord, type JsonObject} from '../../api/wire/readers.ts';
import {responseShapes, type ResponseName} from '../../api/wire/response-shapes.ts';
import {phaseOf, readRunList} from '../../api/wire/responses.ts';
import {isFinalPhase} from '../../core/execution.ts';
import type {RunOrder} from '../../core/run-order.ts';
import {pageSize} from '../../core/run-pages.ts';
import type {RunOrderId} from '../../core/run.ts';
import {waitFor, type Clock, type Duration} from '../../core/time/clock.ts';

export type EndpointAnswers = Awaited<ReturnType<typeof askEndpoints>>;

export type EndpointAnswer = {
	readonly endpoint: ResponseName;
	readonly query: Readonly<Record<string, string>>;
	/** Null if nothing came. */
	readonly response: InspectedResponse | null;
	/** Why the response has no `data`, or why there is none; null if it has. */
	readonly failure: ApiError | null;
	readonly ms: Duration;
};

/** A longer `Retry-After` is not waited for. */
const maxWait: Duration = 10_000;
const pauseBetweenLogs: Duration = 2000;

/**
 * Asks each endpoint once, one after the other. `named`: the run to ask for, null for the newest of the list. `laterLog`: the
 * log of a second response for a run that has not ended, which shows whether the service sends whole logs; null without one.
 */
export async function askEndpoints(
	client: Pick<RunClient, 'inspect'>,
	clock: Clock,
	signal: AbortSignal,
	named: RunOrderId | null,
) {
	async function ask(
		endpoint: ResponseName,
		query: EndpointAnswer['query'],
		isRetry = false,
	): Promise<EndpointAnswer> {
		const since = clock.monotonic();
		const received = await client.inspect(responseShapes[endpoint].path, query, signal).then(
			response => ({response, failure: response.failure}),
			(error: unknown) => ({response: null, failure: apiErrorOf(error)}),
		);
		const wait = received.failure?.problem.retryAfter ?? Infinity;

		if (wait <= maxWait && !isRetry) {
			await waitFor(wait, clock, signal);
			return ask(endpoint, query, true);
		}

		return {endpoint, query, ...received, ms: Math.round(clock.monotonic() - since)};
	}

	const list = await ask('list', {page: '1', page_size: String(pageSize)});
	const run = named ?? newestRun(dataIn(list));

	if (run === null) {
		return {run, answers: [list, await ask('balance', {})], laterLog: null};
	}

	const execution = await ask('execution', {run_order_id: run});
	const info = await ask('info', {run_order_id: run});
	const {status, workflow_id: workflow = dataIn(info)['workflow_id']} = dataIn(execution);
	const answers = [
		list,
		execution,
		info,
		...(typeof workflow === 'string' ? [await ask('workflow', {workflow_id: workflow})] : []),
		await ask('balance', {}),
	];

	if (execution.failure !== null || isFinalPhase(phaseOf(String(status).toLowerCase()))) {
		return {run, answers, laterLog: null};
	}

	await waitFor(pauseBetweenLogs, clock, signal);
	const later = await ask('execution', {run_order_id: run});
	return {run, answers, laterLog: dataIn(later)['logs'] ?? null};
}

/** Returns the field `data` of a response; an object without fields if that is missing. */
export function dataIn({response}: EndpointAnswer): JsonObject {
	const json = response?.json;
	return isRecord(json) && isRecord(json['data']) ? json['data'] : {};
}

/** Returns the newest run that is not queued, because the engine may not know a queued one yet; else the newest, or null. */
function newestRun({items}: JsonObject): RunOrderId | null {
	const {orders} = readRunList({items: Array.isArray(items) ? items : null});
	const isQueued = (order: RunOrder) => Number(order.phase === 'queued');
	const [newest] = orders.toSorted(
		(a, b) => isQueued(a) - isQueued(b) || (b.createdAt ?? 0) - (a.createdAt ?? 0),
	);
	return newest?.id.exact ?? null;
}
