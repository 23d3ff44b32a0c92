import type {RunClient} from '../../source/api/client.ts';
import type {OrderInfo, RunListQuery, RunOrderPage} from '../../source/core/run-order.ts';
import type {Workflow} from '../../source/core/workflow.ts';
import type {Clock, Duration} from '../../source/core/time/clock.ts';
import type {RunOrderId} from '../../source/core/run.ts';
import type {ExecutionResponse, Phase} from '../../source/core/execution.ts';
import type {QueueInfo} from '../../source/polling/poll-interval.ts';
import {execution as anExecution, name} from '../helpers/values.ts';

/** What comes of one question: an answer or an error, after some time. */
export type Reply<T> = {readonly takes?: Duration} & (
	{readonly response: T} | {readonly error: Error}
);

/** What the service does, question by question; `nth` counts from 0 for each run or workflow. */
export type Script = {
	readonly execution: (id: RunOrderId, nth: number) => Reply<ExecutionResponse>;
	readonly workflow?: (id: string, nth: number) => Reply<Workflow>;
	/** An account without runs where it is not said. */
	readonly list?: (query: RunListQuery, nth: number) => Reply<RunOrderPage>;
	readonly info?: (id: RunOrderId, nth: number) => Reply<OrderInfo>;
};

/** One question that the client was asked. Moments are monotonic. */
export type AskedQuestion = {
	readonly kind: 'execution' | 'workflow' | 'list' | 'info';
	readonly id: string;
	readonly at: Duration;
	/** Null while it is under way. */
	endedAt: Duration | null;
	aborted: boolean;
};

/** A client that takes its answers from a script and its time from a clock, and remembers what it was asked. */
export class ScriptedClient implements RunClient {
	readonly requested: AskedQuestion[] = [];
	/** The most questions that were under way at once, in all and about one run. */
	most = 0;
	maxOfOne = 0;
	script: Script;
	readonly #clock: Clock;
	readonly #underWay = new Set<AskedQuestion>();
	readonly #counts = new Map<string, number>();

	constructor(clock: Clock, script: Script) {
		this.#clock = clock;
		this.script = script;
	}

	async execution(id: RunOrderId, signal: AbortSignal): Promise<ExecutionResponse> {
		return this.#ask('execution', id, signal, nth => this.script.execution(id, nth));
	}

	async workflow(id: string, signal: AbortSignal): Promise<Workflow> {
		return this.#ask<Workflow>('workflow', id, signal, nth => {
			return this.script.workflow?.(id, nth) ?? {response: {title: null, outputKinds: new Map()}};
		});
	}

	async list(query: RunListQuery, signal: AbortSignal): Promise<RunOrderPage> {
		return this.#ask<RunOrderPage>('list', String(query.page), signal, nth => {
			return this.script.list?.(query, nth) ?? {response: {orders: [], count: 0, total: 0}};
		});
	}

	async info(id: RunOrderId, signal: AbortSignal): Promise<OrderInfo> {
		return this.#ask<OrderInfo>('info', id, signal, nth => {
			const {info} = this.script;

			if (info === undefined) {
				throw new Error('Nobody wrote what the order says.');
			}

			return info(id, nth);
		});
	}

	async close(): Promise<void> {
		// Nothing is held.
	}

	/** When a run was asked, or all of them were. */
	times(id?: RunOrderId): readonly Duration[] {
		return this.requested
			.filter(
				requested => requested.kind === 'execution' && (id === undefined || requested.id === id),
			)
			.map(requested => requested.at);
	}

	/** The questions that have not ended. */
	get underWay(): readonly AskedQuestion[] {
		return [...this.#underWay];
	}

	async #ask<T>(
		kind: AskedQuestion['kind'],
		id: string,
		signal: AbortSignal,
		replyTo: (nth: number) => Reply<T>,
	): Promise<T> {
		const key = `${kind} ${id}`;
		const nth = this.#counts.get(key) ?? 0;
		this.#counts.set(key, nth + 1);
		const requested: AskedQuestion = {
			kind,
			id,
			at: this.#clock.monotonic(),
			endedAt: null,
			aborted: false,
		};
		this.requested.push(requested);
		this.#underWay.add(requested);
		this.most = Math.max(this.most, this.#underWay.size);
		const ofOne = this.underWay.filter(other => other.kind === kind && other.id === id);
		this.maxOfOne = Math.max(this.maxOfOne, ofOne.length);

		try {
			const reply = replyTo(nth);
			await this.#passing(reply.takes ?? 0, signal);

			if ('error' in reply) {
				throw reply.error;
			}

			return reply.response;
		} finally {
			requested.endedAt = this.#clock.monotonic();
			requested.aborted = signal.aborted;
			this.#underWay.delete(requested);
		}
	}

	async #passing(duration: Duration, signal: AbortSignal): Promise<void> {
		const {promise, resolve, reject} = Promise.withResolvers<undefined>();
		const cancel = this.#clock.after(duration, () => {
			resolve(undefined);
		});
		signal.addEventListener('abort', () => {
			cancel();
			reject(signal.reason as Error);
		});
		await promise;
	}
}

/** An answer with this much in it. */
export function execution(
	phase: Phase,
	{workflowId = null, ...queue}: Partial<QueueInfo> & {workflowId?: string | null} = {},
): ExecutionResponse {
	const workflow = workflowId === null ? null : name(workflowId);
	return {execution: anExecution({phase, workflowId: workflow, ...queue}), logs: []};
}
