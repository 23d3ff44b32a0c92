import type {Duration, Instant} from '../core/time/clock.ts';
import type {Phase} from '../core/execution.ts';
import type {TimelineEvent} from './node-events.ts';
import type {OutputScript} from './script.ts';
import type {DemoTimeline} from './timeline.ts';

export type ServiceContext = {
	readonly createdAt: Instant;
	readonly valueOf: (output: OutputScript, endedAt: Instant) => string;
};

export function phaseAt(timeline: DemoTimeline, elapsed: Duration): Exclude<Phase, 'other'> {
	if (elapsed >= timeline.endsAt) {
		return timeline.phase;
	}

	return timeline.startsAt !== null && elapsed >= timeline.startsAt ? 'running' : 'queued';
}

/**
 * Returns the `data` of the response of `GET /workflow/run/execution`. `elapsed` is the time since the creation of
 * the run. Costs are in CNY, durations in seconds.
 */
export function executionAt(
	timeline: DemoTimeline,
	elapsed: Duration,
	{createdAt, valueOf}: ServiceContext,
) {
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

/** Returns the costs so far in CNY, rounded to eight decimals like the API's. */
export function costsAt({startsAt, endsAt, script, events}: DemoTimeline, elapsed: Duration) {
	const length = startsAt === null ? 0 : endsAt - startsAt;
	const share = length === 0 ? 0 : Math.min(1, Math.max(0, (elapsed - (startsAt ?? 0)) / length));
	const compute = toEightDecimals(script.computeCost * share);
	const external = toEightDecimals(
		events.findLast(event => event.at <= elapsed)?.externalCost ?? 0,
	);
	return {compute, external, total: toEightDecimals(compute + external)};
}

function queueAt({script}: DemoTimeline, elapsed: Duration) {
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

/** Returns an entry of `logs`. Omits fields without a value. */
function logPayload(event: TimelineEvent, createdAt: Instant) {
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

/** Formats a time like the times of executions, as RFC 3339 in whole seconds: `2026-05-08T10:00:00Z`. */
function utcText(instant: Instant): string {
	return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
