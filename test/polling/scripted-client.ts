import type {RunClient} from '../../source/api/http-client.ts';
import type {Execution, ExecutionResponse, Phase} from '../../source/core/execution.ts';
import type {Balance} from '../../source/core/money/money.ts';
import {unknownAsset, type Asset} from '../../source/core/output/asset.ts';
import type {
	OrderInfo,
	RunListQuery,
	RunOrder,
	RunOrderPage,
	Workflow,
} from '../../source/core/run-order.ts';
import type {RunOrderId} from '../../source/core/run.ts';
import {waitFor, type Clock, type Duration} from '../../source/core/time/clock.ts';
import {order} from '../features/runs/order.ts';
import {execution as anExecution, name} from '../helpers/values.ts';

/** The result of one request, after some time. */
export type Reply<T> = {readonly takes?: Duration} & (
	{readonly response: T} | {readonly error: Error}
);

/** What the service does for each request; `nth` counts from 0 for each run or workflow. */
export type Script = {
	readonly execution: (id: RunOrderId, nth: number) => Reply<ExecutionResponse>;
	readonly workflow?: (id: string, nth: number) => Reply<Workflow>;
	/** Default: an account without runs. */
	readonly list?: (query: RunListQuery, nth: number) => Reply<RunOrderPage>;
	readonly info?: (id: RunOrderId, nth: number) => Reply<OrderInfo>;
	readonly balance?: (nth: number) => Reply<Balance>;
};

/** A request to the scripted client. Moments are monotonic. */
export type ScriptedRequest = {
	readonly kind: 'execution' | 'workflow' | 'list' | 'info' | 'asset' | 'balance';
	readonly id: string;
	readonly at: Duration;
	/** When the request ended; null while in flight. */
	endedAt: Duration | null;
	aborted: boolean;
	/** Whether it got a response. */
	isGranted: boolean;
};

/** A client with scripted responses on a fake clock, which records its requests. */
export class ScriptedClient implements RunClient {
	readonly origin = 'http://127.0.0.1';
	readonly requests: ScriptedRequest[] = [];
	/** The maximum number of requests in flight at once: in all, and for one run. */
	maxInFlight = 0;
	maxOfOne = 0;
	reconnections = 0;
	readonly #script: Script;
	readonly #clock: Clock;
	readonly #inFlight = new Set<ScriptedRequest>();
	readonly #counts = new Map<string, number>();

	constructor(clock: Clock, script: Script) {
		this.#clock = clock;
		this.#script = script;
	}

	async inspect(): Promise<never> {
		throw new Error('The poller reads every response.');
	}

	async execution(id: RunOrderId, signal: AbortSignal): Promise<ExecutionResponse> {
		return this.#request('execution', id, signal, nth => this.#script.execution(id, nth));
	}

	async workflow(id: string, signal: AbortSignal): Promise<Workflow> {
		return this.#request<Workflow>('workflow', id, signal, nth => {
			return (
				this.#script.workflow?.(id, nth) ?? {
					response: {title: null, outputKinds: new Map(), inputNames: new Map()},
				}
			);
		});
	}

	async list(query: RunListQuery, signal: AbortSignal): Promise<RunOrderPage> {
		return this.#request<RunOrderPage>('list', String(query.page), signal, nth => {
			return this.#script.list?.(query, nth) ?? {response: {orders: [], count: 0, total: 0}};
		});
	}

	async info(id: RunOrderId, signal: AbortSignal): Promise<OrderInfo> {
		return this.#request<OrderInfo>('info', id, signal, nth => {
			return this.#script.info?.(id, nth) ?? {error: new Error('The script has no order info.')};
		});
	}

	async asset(id: string, signal: AbortSignal): Promise<Asset> {
		return this.#request<Asset>('asset', id, signal, () => ({response: unknownAsset}));
	}

	async balance(signal: AbortSignal): Promise<Balance> {
		return this.#request<Balance>('balance', '', signal, nth => {
			return this.#script.balance?.(nth) ?? {error: new Error('The script has no balance.')};
		});
	}

	reconnect(): void {
		this.reconnections++;
	}

	async close(): Promise<void> {
		// Holds no connection.
	}

	requestsOf(kind: ScriptedRequest['kind']): readonly ScriptedRequest[] {
		return this.requests.filter(request => request.kind === kind);
	}

	/** Returns when the run `id` was polled. Without `id`, returns when any run was polled. */
	times(id?: RunOrderId): readonly Duration[] {
		return this.requestsOf('execution')
			.filter(request => id === undefined || request.id === id)
			.map(({at}) => at);
	}

	get inFlight(): readonly ScriptedRequest[] {
		return [...this.#inFlight];
	}

	async #request<T>(
		kind: ScriptedRequest['kind'],
		id: string,
		signal: AbortSignal,
		replyTo: (nth: number) => Reply<T>,
	): Promise<T> {
		const key = `${kind} ${id}`;
		const nth = this.#counts.get(key) ?? 0;
		this.#counts.set(key, nth + 1);
		const request: ScriptedRequest = {
			kind,
			id,
			at: this.#clock.monotonic(),
			endedAt: null,
			aborted: false,
			isGranted: false,
		};
		this.requests.push(request);
		this.#inFlight.add(request);
		this.maxInFlight = Math.max(this.maxInFlight, this.#inFlight.size);
		const ofOne = this.inFlight.filter(other => other.kind === kind && other.id === id);
		this.maxOfOne = Math.max(this.maxOfOne, ofOne.length);

		try {
			const reply = replyTo(nth);
			await waitFor(reply.takes ?? 0, this.#clock, signal);

			if ('error' in reply) {
				throw reply.error;
			}

			request.isGranted = true;
			return reply.response;
		} finally {
			request.endedAt = this.#clock.monotonic();
			request.aborted = signal.aborted;
			this.#inFlight.delete(request);
		}
	}
}

/** A run as the run list has it. */
export function listedRun(id: RunOrderId, phase: Phase): RunOrder {
	return order(id, {status: name(phase), phase, createdAt: null});
}

export function execution(
	phase: Phase,
	{
		workflowId = null,
		...queue
	}: Partial<Pick<Execution, 'queuePosition' | 'estimatedWaitSec'>> & {
		workflowId?: string | null;
	} = {},
): ExecutionResponse {
	const workflow = workflowId === null ? null : name(workflowId);
	return {execution: anExecution({phase, workflowId: workflow, ...queue}), logs: []};
}
