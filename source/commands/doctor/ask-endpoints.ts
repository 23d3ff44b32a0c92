import {apiErrorOf, type ApiError} from '../../api/errors.ts';
import type {InspectedResponse} from '../../api/failure.ts';
import type {RunClient} from '../../api/http-client.ts';
import {compactJson, isRecord, parseTime, type JsonObject} from '../../api/wire/readers.ts';
import {responseShapes, type ResponseName} from '../../api/wire/response-shapes.ts';
import {phaseOf} from '../../api/wire/responses.ts';
import {isFinalPhase} from '../../core/execution.ts';
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

type Asking = {
	readonly client: Pick<RunClient, 'inspect'>;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Returns the run to ask for, null for the newest of the list. `listed` throws if the list could not be read. */
	readonly chooseRun: (listed: () => Promise<readonly RunOrderId[]>) => Promise<RunOrderId | null>;
};

/** A longer `Retry-After` is not waited for. */
const maxWait: Duration = 10_000;
/** So that there are at most ten requests: five endpoints, another run, and a second log. */
const maxRetries = 3;
const pauseBetweenLogs: Duration = 2000;

/**
 * Asks each endpoint once, one after the other. `laterLog`: the log of a second response for a run that has not ended,
 * which shows whether the service sends whole logs; null if there is none.
 */
export async function askEndpoints({client, clock, signal, chooseRun}: Asking) {
	let retries = maxRetries;

	async function ask(
		endpoint: ResponseName,
		query: EndpointAnswer['query'],
	): Promise<EndpointAnswer> {
		const since = clock.monotonic();
		const {path} = responseShapes[endpoint];
		const received = await client.inspect(path, query, signal).then(
			response => ({response, failure: response.failure}),
			(error: unknown) => ({response: null, failure: apiErrorOf(error)}),
		);
		const {kind, retryAfter} = received.failure ?? {};

		if (kind === 'rate-limit' && (retryAfter ?? Infinity) <= maxWait && retries > 0) {
			retries--;
			await waitFor(retryAfter ?? 0, clock, signal);
			return ask(endpoint, query);
		}

		return {endpoint, query, ...received, ms: Math.round(clock.monotonic() - since)};
	}

	const list = await ask('list', {page: '1', page_size: String(pageSize)});
	const listed = newestFirst(list);
	const chosen = await chooseRun(async () => {
		if (list.failure !== null && listed.length === 0) {
			throw list.failure;
		}

		return listed;
	});
	const [newest = null, second = null] = listed;

	if (chosen === null && newest === null) {
		return {run: null, answers: [list, await ask('balance', {})], laterLog: null};
	}

	let run = chosen ?? newest ?? '';
	let execution = await ask('execution', {run_order_id: run});

	// The engine may not know the newest run yet.
	if (chosen === null && second !== null && execution.failure?.kind === 'not-found') {
		run = second;
		execution = await ask('execution', {run_order_id: run});
	}

	const info = await ask('info', {run_order_id: run});
	const workflow =
		dataIn(execution)['workflow_id'] ??
		dataIn(info)['workflow_id'] ??
		findText([list, execution, info], /"(wf_\w+)"/);
	const answers = [
		list,
		execution,
		info,
		...(typeof workflow === 'string' ? [await ask('workflow', {workflow_id: workflow})] : []),
		await ask('balance', {}),
	];
	const {status, logs} = dataIn(execution);
	const isOpen = typeof status === 'string' && !isFinalPhase(phaseOf(status.toLowerCase()));

	if (!isOpen || !Array.isArray(logs) || logs.length === 0) {
		return {run, answers, laterLog: null};
	}

	await waitFor(pauseBetweenLogs, clock, signal);
	const later = await ask('execution', {run_order_id: run});
	return {run, answers, laterLog: dataIn(later)['logs'] ?? null};
}

/** Returns the field `data` of a response; an object without fields if that is missing. */
export function dataIn({response}: Pick<EndpointAnswer, 'response'>): JsonObject {
	const json = response?.json;
	return isRecord(json) && isRecord(json['data']) ? json['data'] : {};
}

/** Returns the ids in the run list. If its items cannot be found, returns the first text that looks like such an id. */
function newestFirst(list: EndpointAnswer): readonly RunOrderId[] {
	const {items} = dataIn(list);
	const runs = (Array.isArray(items) ? (items as readonly unknown[]) : []).filter(isRecord);
	const ids = runs
		.toSorted((a, b) => (parseTime(b['created_at']) ?? 0) - (parseTime(a['created_at']) ?? 0))
		.flatMap(({run_order_id: id}) => (typeof id === 'string' && id !== '' ? id : []));
	return ids.length > 0 ? ids : [findText([list], /"(wfrun_\w+)"/) ?? []].flat();
}

function findText(answers: readonly EndpointAnswer[], pattern: RegExp): string | null {
	return pattern.exec(compactJson(answers.map(({response}) => response?.json)))?.[1] ?? null;
}
