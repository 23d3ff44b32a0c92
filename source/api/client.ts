import type {RunOrderId} from '../core/run.ts';
import type {ExecutionResponse} from '../core/execution.ts';
import type {OrderInfo, RunListQuery, RunOrderPage} from '../core/run-order.ts';
import type {Workflow} from '../core/workflow.ts';

/** The face of everything that answers like the API: the HTTP client, and a replayed recording. */
export type RunClient = {
	/**
	 * `GET /workflow/run/execution`: status, queue, progress, log and outputs of one run.
	 * Rejects with an `ApiError` of some kind, or with the signal's reason when it was aborted.
	 */
	execution(runOrderId: RunOrderId, signal: AbortSignal): Promise<ExecutionResponse>;
	/** `GET /workflow/market/info`. Rejects like `execution`. */
	workflow(workflowId: string, signal: AbortSignal): Promise<Workflow>;
	/** `GET /workflow/run/list`: one page of the runs of the account. Rejects like `execution`. */
	list(query: RunListQuery, signal: AbortSignal): Promise<RunOrderPage>;
	/** `GET /workflow/run/info`: the order and billing view of one run. Rejects like `execution`. */
	info(runOrderId: RunOrderId, signal: AbortSignal): Promise<OrderInfo>;
	/** Drops every connection. Questions under way reject. */
	close(): Promise<void>;
};
