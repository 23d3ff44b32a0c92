import type {ExecutionAnswer, RunOrderId} from '../domain/run.ts';
import type {OutputKind} from '../domain/output.ts';
import type {ForeignText} from '../domain/text.ts';

/** What `GET /workflow/market/info` tells of a workflow, as far as this program needs it. */
export type WorkflowInfo = {
	readonly title: ForeignText | null;
	/** `candidate_output_manifest`: the kind of each output, by its key. */
	readonly outputKinds: ReadonlyMap<string, OutputKind>;
};

/** The face of everything that answers like the API: the HTTP client, and a replayed recording. */
export type RunClient = {
	/**
	 * `GET /workflow/run/execution`: status, queue, progress, log and outputs of one run.
	 * Rejects with an `ApiError` of some kind, or with the signal's reason when it was aborted.
	 */
	execution(runOrderId: RunOrderId, signal: AbortSignal): Promise<ExecutionAnswer>;
	/** `GET /workflow/market/info`. Rejects like `execution`. */
	workflow(workflowId: string, signal: AbortSignal): Promise<WorkflowInfo>;
	/** Drops every connection. Questions under way reject. */
	close(): Promise<void>;
};
