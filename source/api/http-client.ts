import type {LookupFunction} from 'node:net';
import type {Clock} from '../core/time/clock.ts';
import {reconnectAfterSleep} from './reconnect-after-sleep.ts';
import {isSendableKey} from './bearer.ts';
import type {RunClient} from './client.ts';
import {openDispatcher} from './dispatcher.ts';
import {AuthError} from './errors/auth-error.ts';
import {dataOfWhole} from './failure.ts';
import {get, type OnServerDate} from './get.ts';
import {LastResponses, type OnResponse} from './last-responses.ts';
import {defaultLimits, type Limits} from './limits.ts';
import {redactor} from './redact.ts';
import type {RawResponse} from './reply.ts';
import {readOrderInfo} from './wire/order-info.ts';
import {readRunList} from './wire/run-list.ts';
import {readWorkflowInfo} from './wire/workflow-info.ts';

const root = '/api/open/v2/workflow';

/** What the HTTP client is made from. */
export type HttpClientOptions = {
	/** Where the API is: an origin, perhaps with a path before the API's own. */
	readonly baseUrl: URL;
	/** Sent to the origin of the base URL, and nowhere else. */
	readonly apiKey: string;
	/** Connections, and so requests in flight, at once. */
	readonly concurrency: number;
	readonly clock: Clock;
	/** Told of every answer as it leaves the client, with the `data` that it was made from, which is without the key. */
	readonly onAnswer?: OnResponse;
	readonly limits?: Limits;
	/** Told the service's own time with every answer that carries it (`Date`). */
	readonly onServiceTime?: OnServerDate;
	/** Finds addresses of a host in place of the system. */
	readonly lookup?: LookupFunction;
};

/** The API over HTTP. Nothing is sent before the first question. */
export function createHttpClient(options: HttpClientOptions): RunClient {
	const {baseUrl, apiKey, concurrency, clock, onAnswer, onServiceTime} = options;
	const {limits = defaultLimits, lookup} = options;
	const prefix = baseUrl.pathname.replace(/\/+$/, '') + root;
	const redact = redactor(apiKey);
	const responses = new LastResponses(onAnswer);
	const connections = reconnectAfterSleep(
		() => openDispatcher(baseUrl.origin, apiKey, concurrency, limits, lookup),
		clock,
	);

	async function send(
		resource: string,
		query: Readonly<Record<string, string>>,
		bytes: number,
		signal: AbortSignal,
	): Promise<RawResponse> {
		if (!isSendableKey(apiKey)) {
			throw new AuthError({detail: 'the key holds characters that cannot be sent'});
		}

		const path = `${prefix}${resource}?${queryText(query)}`;
		return get(path, {
			dispatcher: connections.current(),
			clock,
			redact,
			bytes,
			time: limits.total,
			signal,
			...(onServiceTime && {onServiceTime}),
		});
	}

	async function ask(
		...request: Parameters<typeof send>
	): Promise<Readonly<Record<string, unknown>>> {
		return dataOfWhole(await send(...request));
	}

	function told<Answer extends object>(response: Answer, data: Readonly<Record<string, unknown>>) {
		onAnswer?.(response, data);
		return response;
	}

	return {
		async execution(runOrderId, signal) {
			const query = {run_order_id: runOrderId};
			const reply = await send('/run/execution', query, limits.executionBytes, signal);
			return responses.read(runOrderId, reply);
		},
		async workflow(workflowId, signal) {
			const query = {workflow_id: workflowId};
			const data = await ask('/market/info', query, limits.otherBytes, signal);
			return told(readWorkflowInfo(data), data);
		},
		async list({workflowId, status, page, pageSize}, signal) {
			const query = {
				...(workflowId === null ? {} : {workflow_id: workflowId}),
				...(status === null ? {} : {status}),
				page: String(page),
				page_size: String(pageSize),
			};
			return readRunList(await ask('/run/list', query, limits.otherBytes, signal));
		},
		async info(runOrderId, signal) {
			const query = {run_order_id: runOrderId};
			const data = await ask('/run/info', query, limits.otherBytes, signal);
			return told(readOrderInfo(data), data);
		},
		async close() {
			await connections.destroy();
		},
	};
}

/** What `URLSearchParams` would make of it, in a tenth of the time: it is a part of every poll. */
function queryText(query: Readonly<Record<string, string>>): string {
	return Object.entries(query)
		.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
		.join('&');
}
