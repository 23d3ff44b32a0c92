import {ApiError, apiErrorOf} from '../../api/errors.ts';
import type {InspectedResponse} from '../../api/failure.ts';
import {createHttpClient, type RunClient} from '../../api/http-client.ts';
import {isRecord, readAmount, readScalar, type JsonObject} from '../../api/wire/readers.ts';
import {responseShapes, type ResponseName} from '../../api/wire/response-shapes.ts';
import {phaseOf, readRunList} from '../../api/wire/responses.ts';
import type {Options} from '../../config/options.ts';
import {isFinalPhase} from '../../core/execution.ts';
import {pageSize} from '../../core/run-pages.ts';
import type {RunOrderId} from '../../core/run.ts';
import {waitFor, type Clock, type Duration} from '../../core/time/clock.ts';

export type EndpointAnswer = {
	readonly endpoint: ResponseName;
	readonly query: Readonly<Record<string, string>>;
	/** Null if nothing came. */
	readonly response: InspectedResponse | null;
	/** Why the response has no `data`, or why there is none; null if it has. */
	readonly failure: ApiError | null;
	readonly ms: Duration;
};

export type EndpointAnswers = Awaited<ReturnType<typeof askEndpoints>>;
export type ServiceAnswer = Awaited<ReturnType<typeof askService>>;

/** A longer `Retry-After` is not waited for. */
const maxWait: Duration = 10_000;
const pauseBetweenLogs: Duration = 2000;

/** Returns a function that sends one request, and the same again after a short `Retry-After`. */
function asker(client: Pick<RunClient, 'inspect'>, clock: Clock, signal: AbortSignal) {
	return async function ask(
		endpoint: ResponseName,
		query: EndpointAnswer['query'] = {},
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
	};
}

/** Asks for the run list and, if that succeeds, for the balance. Rejects only because of a bug. */
export async function askService(
	{baseUrl, proxy}: Pick<Options, 'baseUrl' | 'proxy'>,
	apiKey: string,
	clock: Clock,
) {
	const {signal} = new AbortController();
	const client = createHttpClient({baseUrl, apiKey, concurrency: 1, clock, proxy});

	try {
		const list = await asker(client, clock, signal)('list', {page: '1', page_size: '1'});
		const {response, ms} = list;
		const failure = list.failure ?? faultOf(dataIn(list));
		const date = Date.parse(response?.headers.get('date') ?? '');
		const skew = Number.isNaN(date) ? null : clock.now() - date;
		const balance = failure === null ? await client.balance(signal).catch(apiErrorOf) : null;
		return {
			/** Why the run list could not be read; null if it could. */
			failure,
			/** The number of runs of the account; null if unknown. */
			runs: readAmount(dataIn(list)['total']),
			ms,
			/** How far this machine's clock is ahead of the service's, in milliseconds; null if the service did not respond. */
			skew,
			/** Null if the request failed, or the key may not ask for it. */
			balance: balance instanceof ApiError ? null : balance,
		};
	} finally {
		await client.close();
	}
}

/** Returns why a run list cannot be read; null if it can. */
function faultOf(data: JsonObject): ApiError | null {
	try {
		readRunList(data);
		return null;
	} catch (error) {
		return apiErrorOf(error);
	}
}

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
	const ask = asker(client, clock, signal);
	const list = await ask('list', {page: '1', page_size: String(pageSize)});
	const run = named ?? newestRun(dataIn(list));

	if (run === null) {
		return {run, answers: [list, await ask('balance')], laterLog: null};
	}

	const execution = await ask('execution', {run_order_id: run});
	const info = await ask('info', {run_order_id: run});
	const {status, workflow_id: workflowId = dataIn(info)['workflow_id']} = dataIn(execution);
	const workflow = readScalar(workflowId);
	const others = workflow === null ? [] : [await ask('workflow', {workflow_id: workflow})];
	const answers = [list, execution, info, ...others, await ask('balance')];

	if (execution.failure !== null || isFinalPhase(phaseOf(String(status)))) {
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

/** Returns the first run that is not queued, because the engine may not know a queued one yet; else the first, or null. */
function newestRun(list: JsonObject): RunOrderId | null {
	const {orders} = readRunList(faultOf(list) === null ? list : {items: null});
	const newest = orders.find(({phase}) => phase !== 'queued') ?? orders[0];
	return newest?.id.exact ?? null;
}
