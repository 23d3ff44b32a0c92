import {forecast, likelySeconds} from '../core/forecast/forecast.ts';
import {lateSince} from '../core/forecast/late.ts';
import type {Money} from '../core/money/money.ts';
import type {Run} from '../core/run.ts';
import {stalledSince} from '../core/forecast/stall.ts';
import {executionCost} from '../core/execution.ts';
import {rfc3339} from '../core/time/rfc3339.ts';

/** What a `run` event tells, by the names of the API; null where it is not known. */
export type EventFields = {
	readonly status: string | null;
	/** 0 to 100. */
	readonly progress_percent: number | null;
	readonly queue_position: number | null;
	readonly estimated_wait_sec: number | null;
	readonly completed_node_count: number | null;
	readonly total_runnable_nodes: number | null;
	/** The engine's own word for the status. */
	readonly internal_status: string | null;
	readonly last_event_type: string | null;
	/** Exactly as the service says it. */
	readonly actual_execution_duration_sec: number | null;
	/** Seconds until the run is over, most likely, counted from the answer; null while it is stalled or longer than usual. */
	readonly eta_sec: number | null;
	readonly stalled_since: string | null;
	readonly late_since: string | null;
	readonly compute_cost: number | null;
	readonly external_model_cost: number | null;
	readonly total_cost: number | null;
	readonly created_at: string | null;
	readonly started_at: string | null;
	readonly terminal_at: string | null;
	readonly task_id: string | null;
	readonly workflow_id: string | null;
	readonly title: string | null;
};

/** They are asked for when a run has changed, when its event is written, and when it changes again. */
const known = new WeakMap<Run, EventFields>();

/**
 * The fields as of the newest answer. They follow from the run alone and not from the time, so they differ only when
 * an answer said something new.
 */
export function eventFields(run: Run): EventFields {
	let fields = known.get(run);

	if (fields === undefined) {
		fields = readFields(run);
		known.set(run, fields);
	}

	return fields;
}

function readFields(run: Run): EventFields {
	const {execution, title, polling} = run;
	const eta = likelySeconds(forecast(run, polling.respondedAt ?? 0));
	return {
		status: execution?.status.exact ?? null,
		progress_percent: execution?.progressPercent ?? null,
		queue_position: execution?.queue?.position ?? null,
		estimated_wait_sec: execution?.queue?.estimatedWaitSec ?? null,
		completed_node_count: execution?.snapshot?.completedNodeCount ?? null,
		total_runnable_nodes: execution?.snapshot?.totalRunnableNodes ?? null,
		internal_status: execution?.snapshot?.internalStatus?.exact ?? null,
		last_event_type: execution?.snapshot?.lastEventType?.exact ?? null,
		actual_execution_duration_sec: execution?.actualDurationSec ?? null,
		eta_sec: eta === null ? null : Math.round(eta),
		stalled_since: rfc3339(stalledSince(run)),
		late_since: rfc3339(lateSince(run)),
		compute_cost: costNumber(execution?.computeCost ?? null),
		external_model_cost: costNumber(execution?.externalModelCost ?? null),
		total_cost: costNumber(execution === null ? null : executionCost(execution)),
		created_at: rfc3339(execution?.createdAt ?? null),
		started_at: rfc3339(execution?.startedAt ?? null),
		terminal_at: rfc3339(execution?.terminalAt ?? null),
		task_id: execution?.taskId?.exact ?? null,
		workflow_id: execution?.workflowId?.exact ?? null,
		title: title?.exact ?? null,
	};
}

/** Whether every field is the same. */
export function sameFields(a: EventFields, b: EventFields): boolean {
	return (Object.keys(a) as Array<keyof EventFields>).every(name => a[name] === b[name]);
}

/**
 * An amount as JSON writes it. The number reads as the same decimal while it has at most 15 digits, that is up to ten
 * million CNY with all of the API's eight decimals.
 */
export function costNumber(amount: Money | null): number | null {
	return amount === null ? null : Number(amount);
}
