import type {Duration, Instant} from '../core/time/clock.ts';
import type {Phase} from '../core/execution.ts';
import type {ErrorPayload, OutputScript} from './script.ts';
import {utcText} from './time-text.ts';
import type {TimelineEvent} from './timeline-event.ts';
import type {DemoTimeline} from './timeline.ts';

/** An entry of `logs`, as the API writes it, without the fields that have no value. */
export type LogPayload = {
	readonly at: string;
	readonly event_type: string;
	readonly level: string;
	readonly message: string;
	readonly node_id?: string;
	readonly progress_percent: number;
	readonly value?: number;
	readonly max?: number;
	readonly fraction?: number;
};

/** `data` of `GET /workflow/run/execution`, as the API writes it. Costs are numbers in CNY, durations seconds. */
export type ExecutionPayload = {
	readonly task_id: string;
	readonly workflow_id: string;
	readonly status: string;
	readonly queue_info: {
		readonly position: number;
		readonly estimated_wait_sec: number | null;
	} | null;
	readonly progress_percent: number;
	readonly progress_snapshot: {
		readonly internal_status: string;
		readonly completed_node_count: number;
		readonly total_runnable_nodes: number;
		readonly last_event_type: string | null;
	};
	readonly logs: readonly LogPayload[];
	readonly actual_execution_duration_sec: number | null;
	readonly compute_cost: number;
	readonly external_model_cost: number;
	readonly total_cost: number;
	readonly outputs: Readonly<Record<string, string>>;
	readonly error: ErrorPayload | null;
	readonly created_at: string;
	readonly started_at: string | null;
	readonly terminal_at: string | null;
};

/** The inputs of a run's response besides its timeline. */
export type ServiceContext = {
	readonly createdAt: Instant;
	/** The text or the address of an output of a run that ended then. */
	readonly valueOf: (output: OutputScript, endedAt: Instant) => string;
};

/** The phase of a run `elapsed` ms after its creation. */
export function phaseAt(timeline: DemoTimeline, elapsed: Duration): Exclude<Phase, 'other'> {
	if (elapsed >= timeline.endsAt) {
		return timeline.phase;
	}

	return timeline.startsAt !== null && elapsed >= timeline.startsAt ? 'running' : 'queued';
}

/** The engine's response for a run, `elapsed` ms after its creation. Pure. */
export function executionAt(
	timeline: DemoTimeline,
	elapsed: Duration,
	{createdAt, valueOf}: ServiceContext,
): ExecutionPayload {
	const {script, startsAt, endsAt} = timeline;
	const phase = phaseAt(timeline, elapsed);
	const ended = phase !== 'queued' && phase !== 'running';
	const started = startsAt !== null && elapsed >= startsAt;
	const events = timeline.events.filter(event => event.at <= elapsed);
	const reached = events.at(-1);
	const costs = costsAt(timeline, elapsed);
	const {ending} = script;
	return {
		task_id: script.taskId,
		workflow_id: script.workflow.id,
		status: phase,
		queue_info: phase === 'queued' ? queueAt(timeline, elapsed) : null,
		progress_percent: reached?.percent ?? 0,
		progress_snapshot: {
			internal_status: phase,
			completed_node_count: reached?.completedNodes ?? 0,
			total_runnable_nodes: script.nodes.length,
			last_event_type: reached?.type ?? null,
		},
		logs: loggedOf(timeline, events).map(event => logPayload(event, createdAt)),
		actual_execution_duration_sec: ended ? durationOf(timeline) : null,
		compute_cost: costs.compute,
		external_model_cost: costs.external,
		total_cost: costs.total,
		outputs:
			ended && ending.kind === 'succeeded'
				? Object.fromEntries(
						ending.outputs.map(output => [output.key, valueOf(output, createdAt + endsAt)]),
					)
				: {},
		error: ended && ending.kind === 'failed' ? ending.error : null,
		created_at: utcText(createdAt),
		started_at: started ? utcText(createdAt + startsAt) : null,
		terminal_at: ended ? utcText(createdAt + endsAt) : null,
	};
}

/** CNY spent `elapsed` ms after the creation, to the API's eight decimals. */
export function costsAt(
	timeline: DemoTimeline,
	elapsed: Duration,
): {readonly compute: number; readonly external: number; readonly total: number} {
	const {startsAt, endsAt, script} = timeline;
	const length = startsAt === null ? 0 : endsAt - startsAt;
	const share = length === 0 ? 0 : Math.min(1, Math.max(0, (elapsed - (startsAt ?? 0)) / length));
	const compute = toEightDecimals(script.computeCost * share);
	const external = toEightDecimals(
		timeline.events.findLast(event => event.at <= elapsed)?.externalCost ?? 0,
	);
	return {compute, external, total: toEightDecimals(compute + external)};
}

function queueAt({script}: DemoTimeline, elapsed: Duration): ExecutionPayload['queue_info'] {
	const {ms, position, estimated = true} = script.queue;
	const left = Math.max(0, ms - elapsed);
	return {
		position: Math.max(1, Math.ceil((position * left) / ms)),
		estimated_wait_sec: estimated ? Math.ceil(left / 1000) : null,
	};
}

function loggedOf(
	{script}: DemoTimeline,
	events: readonly TimelineEvent[],
): readonly TimelineEvent[] {
	return script.logged === 'ends'
		? events.filter(({type}) => type.startsWith('execution_'))
		: events;
}

function logPayload(event: TimelineEvent, createdAt: Instant): LogPayload {
	const {nodeId, step} = event;
	return {
		at: utcText(createdAt + event.at),
		event_type: event.type,
		level: event.level,
		message: event.message,
		...(nodeId === null ? {} : {node_id: nodeId}),
		progress_percent: event.percent,
		...(step === null ? {} : {...step, fraction: step.value / step.max}),
	};
}

function durationOf({script, startsAt, endsAt}: DemoTimeline): number | null {
	return startsAt === null
		? null
		: (script.actualDurationSec ?? Math.round((endsAt - startsAt) / 10) / 100);
}

function toEightDecimals(amount: number): number {
	return Math.round(amount * 1e8) / 1e8;
}
