import * as v from 'valibot';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {parseMoney} from '../../core/money/money.ts';
import type {ExecutionResponse, ProgressSnapshot, QueueInfo} from '../../core/execution.ts';
import {MalformedError} from '../errors/malformed-error.ts';
import {readLogs} from './logs.ts';
import {readOutputs} from './outputs.ts';
import {phaseOf} from './phase.ts';
import {field, readAmount, readName, readPercent} from './readers.ts';
import {readRunError} from './run-error.ts';
import {parseTime} from './time.ts';

const queueInfo = v.pipe(
	v.object({position: field(readAmount), estimated_wait_sec: field(readAmount)}),
	v.transform((queue): QueueInfo => ({
		position: queue.position,
		estimatedWaitSec: queue.estimated_wait_sec,
	})),
);

const progressSnapshot = v.pipe(
	v.object({
		internal_status: field(readName),
		completed_node_count: field(readAmount),
		total_runnable_nodes: field(readAmount),
		last_event_type: field(readName),
	}),
	v.transform((snapshot): ProgressSnapshot => ({
		internalStatus: snapshot.internal_status,
		completedNodeCount: snapshot.completed_node_count,
		totalRunnableNodes: snapshot.total_runnable_nodes,
		lastEventType: snapshot.last_event_type,
	})),
);

const executionData = v.object({
	task_id: field(readName),
	workflow_id: field(readName),
	status: field(readName),
	queue_info: v.fallback(v.nullable(queueInfo), null),
	progress_percent: field(readPercent),
	progress_snapshot: v.fallback(v.nullable(progressSnapshot), null),
	logs: v.optional(v.unknown()),
	actual_execution_duration_sec: field(readAmount),
	compute_cost: field(parseMoney),
	external_model_cost: field(parseMoney),
	total_cost: field(parseMoney),
	outputs: v.fallback(v.pipe(v.unknown(), v.transform(readOutputs)), {outputs: [], leftOut: 0}),
	error: field(readRunError),
	created_at: field(parseTime),
	started_at: field(parseTime),
	terminal_at: field(parseTime),
});

/**
 * `data` of `GET /workflow/run/execution` as domain values. Fields that are not known are ignored, and one that is wrong
 * or missing is null; but for the status, without which it is no execution: a `MalformedError`. `known` is the log of
 * the answer before, whose entries are taken again where the log repeats them.
 */
export function readExecution(data: unknown, known: readonly LogEntry[] = []): ExecutionResponse {
	const {logs, status, ...rest} = v.parse(executionData, data);

	if (status === null) {
		throw new MalformedError({detail: 'an execution without a status'});
	}

	return {
		execution: {
			taskId: rest.task_id,
			workflowId: rest.workflow_id,
			status,
			phase: phaseOf(status.exact),
			queue: rest.queue_info,
			progressPercent: rest.progress_percent,
			snapshot: rest.progress_snapshot,
			actualDurationSec: rest.actual_execution_duration_sec,
			computeCost: rest.compute_cost,
			externalModelCost: rest.external_model_cost,
			totalCost: rest.total_cost,
			error: rest.error,
			createdAt: rest.created_at,
			startedAt: rest.started_at,
			terminalAt: rest.terminal_at,
			outputs: rest.outputs.outputs,
			outputsLeftOut: rest.outputs.leftOut,
		},
		logs: readLogs(logs, known),
	};
}
