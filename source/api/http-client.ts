import type {ExecutionResponse} from '../core/execution.ts';
import type {ProxyChoice} from '../core/http-proxy.ts';
import type {Balance} from '../core/money/balance.ts';
import type {OrderInfo, RunListQuery, RunOrderPage} from '../core/run-order.ts';
import {pageSize as maxPageSize} from '../core/run-pages.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Clock} from '../core/time/clock.ts';
import type {Workflow} from '../core/workflow.ts';
import type {ConnectorOptions} from './connector.ts';
import {openDispatcher} from './dispatcher.ts';
import {ApiError} from './errors.ts';
import {checkedDataOf} from './failure.ts';
import {get, type OnServerDate} from './get.ts';
import {isSendableKey} from './guards.ts';
import {LastResponses, type OnResponse} from './last-responses.ts';
import {defaultLimits, type Limits} from './limits.ts';
import type {RawResponse} from './raw-response.ts';
import {jsonRedactor, redactor, type Redact} from './redact.ts';
import {readBalance} from './wire/balance.ts';
import type {JsonObject} from './wire/readers.ts';
import {readOrderInfo, readRunList} from './wire/run-orders.ts';
import {readWorkflowInfo} from './wire/workflow-info.ts';

const root = '/api/open/v2';

/** A client of the API. Its requests reject with an `ApiError`, or with the abort reason of `signal`. */
export type RunClient = {
	/** The origin of the base URL, like `https://www.chenyu.cn`. */
	readonly origin: string;
	/** `GET /workflow/run/execution` */
	execution(runOrderId: RunOrderId, signal: AbortSignal): Promise<ExecutionResponse>;
	/** `GET /workflow/market/info` */
	workflow(workflowId: string, signal: AbortSignal): Promise<Workflow>;
	/** `GET /workflow/run/list` */
	list(query: RunListQuery, signal: AbortSignal): Promise<RunOrderPage>;
	/** `GET /workflow/run/info` */
	info(runOrderId: RunOrderId, signal: AbortSignal): Promise<OrderInfo>;
	/** `GET /balance/info` */
	balance(signal: AbortSignal): Promise<Balance>;
	/**
	 * Uses new connections from now on, and the key that its file has now: after a sleep of the machine, the old connections
	 * may be dead, and after a refusal of the key there may be a new one.
	 */
	reconnect(): void;
	/** Closes all connections. Requests in flight reject. */
	close(): Promise<void>;
};

export type HttpClientOptions = ConnectorOptions & {
	readonly proxy: ProxyChoice;
	readonly baseUrl: URL;
	readonly apiKey: string;
	/** Reads the key again, for `reconnect`: its file may have a new one. Null if it cannot be read. */
	readonly readKey?: () => string | null;
	readonly concurrency: number;
	readonly clock: Clock;
	/**
	 * Called with each parsed response and the JSON `data` from which it was parsed, both without the API key. Not
	 * called for run lists, nor for an execution whose response has not changed.
	 */
	readonly onResponse?: OnResponse;
	readonly limits?: Limits;
	readonly onServerDate?: OnServerDate;
};

export function createHttpClient(options: HttpClientOptions): RunClient {
	const {baseUrl, concurrency, clock, onResponse, onServerDate} = options;
	const {limits = defaultLimits, readKey} = options;
	const prefix = baseUrl.pathname.replace(/\/+$/, '') + root;
	let {apiKey} = options;
	let redact = redactor(apiKey);
	let redactJson = jsonRedactor(apiKey);
	const responses = new LastResponses(onResponse);
	const open = () => openDispatcher(baseUrl.origin, apiKey, concurrency, limits, options);
	let dispatcher = open();

	async function send(
		resource: string,
		query: Query,
		maxBytes: number,
		signal: AbortSignal,
	): Promise<RawResponse> {
		if (!isSendableKey(apiKey)) {
			throw new ApiError('auth', {detail: 'the key holds characters that cannot be sent'});
		}

		const path = `${prefix}${resource}${queryText(query)}`;
		return get(path, {
			dispatcher,
			clock,
			redact,
			redactJson,
			maxBytes,
			timeLimit: limits.total,
			signal,
			...(onServerDate && {onServerDate}),
		});
	}

	async function getData(resource: string, query: Query, signal: AbortSignal): Promise<JsonObject> {
		return checkedDataOf(await send(resource, query, limits.otherBytes, signal));
	}

	function reported<Response extends object>(response: Response, data: JsonObject): Response {
		onResponse?.(response, data);
		return response;
	}

	return {
		origin: baseUrl.origin,
		async execution(runOrderId, signal) {
			const query = {run_order_id: runOrderId};
			const reply = await send('/workflow/run/execution', query, limits.executionBytes, signal);
			return responses.read(runOrderId, reply);
		},
		async workflow(workflowId, signal) {
			const data = await getData('/workflow/market/info', {workflow_id: workflowId}, signal);
			return reported(readWorkflowInfo(data), data);
		},
		async list({workflowId = null, status = null, page, pageSize = maxPageSize}, signal) {
			const query = {workflow_id: workflowId, status, page, page_size: pageSize};
			return readRunList(await getData('/workflow/run/list', query, signal));
		},
		async info(runOrderId, signal) {
			const data = await getData('/workflow/run/info', {run_order_id: runOrderId}, signal);
			return reported(readOrderInfo(data), data);
		},
		async balance(signal) {
			return readBalance(await getData('/balance/info', {}, signal));
		},
		reconnect() {
			const key = readKey?.() ?? apiKey;

			if (key !== apiKey) {
				apiKey = key;
				redact = both(redact, redactor(key));
				redactJson = both(redactJson, jsonRedactor(key));
			}

			// `close` waits for requests in flight, because they may still succeed.
			void dispatcher.close();
			dispatcher = open();
		},
		async close() {
			await dispatcher.destroy();
		},
	};
}

/** Redacts the keys of both: a response may still name the one before. */
function both(first: Redact, second: Redact): Redact {
	return text => second(first(text));
}

/** The query parameters of a request. Parameters with the value null are left out. */
type Query = Readonly<Record<string, string | number | null>>;

/**
 * Builds a query string that begins with `?`, or is empty, with `%20` for a space. `URLSearchParams` would take ten times
 * as long.
 */
function queryText(query: Query): string {
	const parameters = Object.entries(query)
		.filter(([, value]) => value !== null)
		.map(([name, value]) => `${name}=${encodeURIComponent(String(value).toWellFormed())}`);
	return parameters.length === 0 ? '' : `?${parameters.join('&')}`;
}
