import {hash} from 'node:crypto';
import {interceptors, type Dispatcher} from 'undici';
import {isFinalPhase, type ExecutionResponse} from '../core/execution.ts';
import type {HttpProxy} from '../core/http-proxy.ts';
import type {RunListQuery} from '../core/run-order.ts';
import {pageSize as maxPageSize} from '../core/run-pages.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {authorize, openAgent, readOnly} from './agent.ts';
import {ApiError, toTransportError} from './errors.ts';
import {dataOf, inspectResponse} from './failure.ts';
import {get, isSuccess, type OnServerDate, type RawResponse} from './get.ts';
import {redactor} from './redact.ts';
import {withoutKnownEntries, type LogBytes} from './wire/log-bytes.ts';
import type {JsonObject} from './wire/readers.ts';
import {
	readAsset,
	readBalance,
	readExecution,
	readOrderInfo,
	readRunList,
	readWorkflowInfo,
} from './wire/responses.ts';

const root = '/api/open/v2';

/** How long an idle connection stays open. It is longer than a usual poll interval. */
const keepAliveTimeout: Duration = 30_000;

const mebibyte = 1024 * 1024;

/** The limits of one request. Times are in milliseconds. Sizes are in bytes after decompression. */
export const defaultLimits = {
	connect: 10_000,
	/** From the request to the response headers. */
	headers: 15_000,
	idle: 15_000,
	/** Of the whole request, because a response that arrives byte by byte never exceeds the other limits. */
	total: 30_000,
	executionBytes: 32 * mebibyte,
	otherBytes: 4 * mebibyte,
};

type Limits = Readonly<typeof defaultLimits>;

export type RunClient = Readonly<ReturnType<typeof createHttpClient>>;

export type HttpClientOptions = {
	readonly proxy: HttpProxy | null;
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
	readonly onResponse?: (response: object, data: JsonObject) => void;
	readonly limits?: Limits;
	readonly onServerDate?: OnServerDate;
};

/** `log`: null if the response was read whole. */
type ReadResponse = {readonly response: ExecutionResponse; readonly log: LogBytes | null};
type LastResponse = ReadResponse & {readonly digest: string};

/** Opens a client of the API. Its requests reject with an `ApiError`, or with the abort reason of `signal`. */
export function createHttpClient(options: HttpClientOptions) {
	const {baseUrl, concurrency, clock, proxy, onResponse, onServerDate} = options;
	const {limits = defaultLimits, readKey} = options;
	const {origin} = baseUrl;
	const prefix = baseUrl.pathname.replace(/\/+$/, '') + root;
	const usedProxy = proxy?.serves(baseUrl) === true ? proxy.address : null;
	/**
	 * The last response to each run that has not ended. A body with the same digest is not parsed again. A digest takes
	 * 3 ms for 20,000 entries; keeping the bodies of 200 runs with 200,000 entries instead would take 50 MB.
	 */
	const lastResponses = new Map<RunOrderId, LastResponse>();
	let {apiKey} = options;
	let redact = redactor(apiKey);
	let dispatcher = open();

	function open(): Dispatcher {
		// The first interceptor is the innermost. A body may be compressed twice; the limit holds for each decompression.
		return openAgent({
			proxy,
			connections: concurrency,
			connectTimeout: limits.connect,
			headersTimeout: limits.headers,
			bodyTimeout: limits.idle,
			keepAliveTimeout,
		}).compose(
			interceptors.decompress({skipErrorResponses: false, maxSize: limits.executionBytes}),
			authorize(origin, apiKey),
			readOnly,
		);
	}

	async function send(
		resource: string,
		query: Readonly<Record<string, string>>,
		signal: AbortSignal,
		maxBytes = limits.otherBytes,
	): Promise<RawResponse> {
		const parameters = new URLSearchParams(query).toString().replaceAll('+', '%20');
		const path = `${prefix}${resource}${parameters === '' ? '' : `?${parameters}`}`;
		const context = {dispatcher, origin, redact, clock, timeLimit: limits.total, onServerDate};

		try {
			return await get(path, maxBytes, signal, context);
		} catch (error) {
			signal.throwIfAborted();
			throw toTransportError(error, redact, usedProxy);
		}
	}

	async function read<Response extends object>(
		raw: RawResponse,
		signal: AbortSignal,
		readData: (data: JsonObject) => Response,
	): Promise<Response> {
		const data = await dataOf(raw, redact);
		signal.throwIfAborted();
		const response = readData(data);
		onResponse?.(response, data);
		return response;
	}

	/** Reads the new entries only of a log that has grown, unless `onResponse` needs all of them. */
	async function readGrowing(
		raw: RawResponse,
		signal: AbortSignal,
		last: LastResponse | undefined,
	): Promise<ReadResponse> {
		const since = clock.monotonic();
		const part =
			isSuccess(raw.status) && onResponse === undefined
				? withoutKnownEntries(raw.bytes, last?.log ?? null)
				: null;
		const data = part && (await dataOf({...raw, bytes: part.bytes}, redact).catch(() => null));
		signal.throwIfAborted();
		const logs: unknown = data?.['logs'];
		const [entries = null, ...more] = Array.isArray(logs) ? (logs as readonly unknown[]) : [];
		const known = last?.response.logs ?? [];

		// Something else than the log has this name, or another array follows it.
		if (part === null || !Array.isArray(entries) || more.length > 0) {
			const whole = await read(raw, signal, json => ({
				...readExecution(json, known),
				readMs: clock.monotonic() - since,
			}));
			return {response: whole, log: null};
		}

		const response = readExecution({...data, logs: entries}, part.isGrown ? [] : known);
		const all = part.isGrown ? [...known, ...response.logs] : response.logs;
		const readMs = clock.monotonic() - since;
		return {response: {...response, logs: all, readMs}, log: part.log};
	}

	return {
		origin,
		/** The whole response to any request, also a failed one, to compare it with what this program reads. */
		inspect: async (
			resource: string,
			query: Readonly<Record<string, string>>,
			signal: AbortSignal,
		) => inspectResponse(await send(resource, query, signal, limits.executionBytes), redact),
		/** `GET /workflow/run/execution` */
		async execution(id: RunOrderId, signal: AbortSignal): Promise<ExecutionResponse> {
			const query = {run_order_id: id};
			const raw = await send('/workflow/run/execution', query, signal, limits.executionBytes);
			const last = lastResponses.get(id);
			const digest = hash('sha1', raw.bytes);

			if (last !== undefined && isSuccess(raw.status) && digest === last.digest) {
				return last.response;
			}

			const {log, response} = await readGrowing(raw, signal, last);

			// A run that has ended is not polled again.
			if (isFinalPhase(response.execution.phase)) {
				lastResponses.delete(id);
			} else {
				lastResponses.set(id, {digest, response, log});
			}

			return response;
		},
		/** `GET /workflow/market/info` */
		async workflow(id: string, signal: AbortSignal) {
			const raw = await send('/workflow/market/info', {workflow_id: id}, signal);
			return read(raw, signal, readWorkflowInfo);
		},
		/** `GET /workflow/run/info` */
		info: async (id: RunOrderId, signal: AbortSignal) =>
			read(await send('/workflow/run/info', {run_order_id: id}, signal), signal, readOrderInfo),
		/** `GET /workflow/run/list` */
		async list(
			{workflowId = null, status = null, page, pageSize = maxPageSize}: RunListQuery,
			signal: AbortSignal,
		) {
			const query = {
				...(workflowId !== null && {workflow_id: workflowId}),
				...(status !== null && {status}),
				page: String(page),
				page_size: String(pageSize),
			};
			const data = await dataOf(await send('/workflow/run/list', query, signal), redact);
			const list = readRunList(data);

			// Else it would seem that the account has no runs.
			if (list.count > 0 && list.orders.length === 0) {
				throw new ApiError('malformed', {detail: 'a list of runs without ids'});
			}

			return list;
		},
		/** `GET /assets/{asset_id}` */
		asset: async (id: string, signal: AbortSignal) =>
			readAsset(await dataOf(await send(`/assets/${id}`, {}, signal), redact)),
		/** `GET /balance/info` */
		balance: async (signal: AbortSignal) =>
			readBalance(await dataOf(await send('/balance/info', {}, signal), redact)),
		/**
		 * Uses new connections from now on, and the key that its file has now: after a sleep of the machine, the old connections
		 * may be dead, and after a refusal of the key there may be a new one.
		 */
		reconnect(): void {
			const key = readKey?.() ?? apiKey;

			if (key !== apiKey) {
				apiKey = key;
				// A response may still name the key before.
				const [before, after] = [redact, redactor(key)];
				redact = text => after(before(text));
			}

			// `close` waits for requests in flight, because they may still succeed.
			void dispatcher.close();
			dispatcher = open();
		},
		close: async () => dispatcher.destroy(),
	};
}
