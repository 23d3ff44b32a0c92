import type {Phase} from '../core/execution.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {outputValue} from './media.ts';
import type {RunScript} from './script.ts';
import {eventsOf, lengthOf, type TimelineEvent} from './timeline.ts';

export type DemoRun = {
	readonly script: RunScript;
	readonly createdAt: Instant;
	/** Null if the run is canceled before it starts. */
	readonly startsAt: Instant | null;
	readonly endsAt: Instant;
};

/** Throws a `RangeError` if the run should fail at a node that the script does not contain. */
export function createRun(script: RunScript, startedAt: Instant): DemoRun {
	const createdAt = startedAt + script.createdAt;
	const startsAt = createdAt + script.queue.ms;
	const endsAt = createdAt + lengthOf(script);
	return {script, createdAt, startsAt: startsAt > endsAt ? null : startsAt, endsAt};
}

/** Reports whether the engine already knows the run. Until then, the service responds that the task is not found. */
export function isAccepted({script, createdAt}: DemoRun, now: Instant): boolean {
	return now >= createdAt + (script.unknownFor ?? 0);
}

/** Returns when the run started and when it ended; null for what has not happened by `now`. */
export function timesAt({startsAt, endsAt}: DemoRun, now: Instant) {
	return {
		startedAt: startsAt !== null && now >= startsAt ? startsAt : null,
		endedAt: now >= endsAt ? endsAt : null,
	};
}

export function phaseAt(run: DemoRun, now: Instant): Exclude<Phase, 'other'> {
	const {startedAt, endedAt} = timesAt(run, now);
	return endedAt !== null ? run.script.ending.kind : startedAt !== null ? 'running' : 'queued';
}

/** Returns the `data` of the response of `GET /workflow/run/execution`. Costs are in CNY, durations in seconds. */
export function executionAt(run: DemoRun, now: Instant, origin: string) {
	const {script, createdAt} = run;
	const {startedAt, endedAt} = timesAt(run, now);
	const elapsed = now - createdAt;
	const phase = phaseAt(run, now);
	const events = eventsOf(script).filter(event => event.at <= elapsed);
	const logged =
		script.logged === 'ends' ? events.filter(({type}) => type.startsWith('execution_')) : events;
	const reached = events.at(-1);
	const costs = costsAt(run, now);
	const {ending} = script;
	return {
		task_id: script.taskId,
		workflow_id: script.workflow.id,
		status: phase,
		queue_info: phase === 'queued' ? queueAt(script, elapsed) : null,
		progress_percent: reached?.percent ?? 0,
		progress_snapshot: {
			internal_status: phase,
			completed_node_count: reached?.completedNodes ?? 0,
			total_runnable_nodes: script.nodes.length,
			last_event_type: reached?.type ?? null,
		},
		logs: logged.map(event => logPayload(event, createdAt)),
		actual_execution_duration_sec:
			startedAt !== null && endedAt !== null
				? (script.actualDurationSec ?? Math.round((endedAt - startedAt) / 10) / 100)
				: null,
		compute_cost: costs.compute,
		external_model_cost: costs.external,
		total_cost: costs.total,
		outputs:
			endedAt !== null && ending.kind === 'succeeded'
				? Object.fromEntries(
						ending.outputs.map(output => [output.key, outputValue(output, origin, endedAt)]),
					)
				: {},
		error: endedAt !== null && ending.kind === 'failed' ? ending.error : null,
		created_at: utcText(createdAt),
		started_at: startedAt === null ? null : utcText(startedAt),
		terminal_at: endedAt === null ? null : utcText(endedAt),
	};
}

/** Returns the costs so far in CNY, rounded to eight decimals like the API's. */
export function costsAt({script, createdAt, startsAt, endsAt}: DemoRun, now: Instant) {
	const worked = startsAt === null ? 0 : Math.min(now, endsAt) - startsAt;
	const share = startsAt === null || worked <= 0 ? 0 : worked / (endsAt - startsAt);
	const compute = toEightDecimals(script.computeCost * share);
	// Most runs have no external costs, so that their events are not needed.
	const external = script.nodes.some(({externalCost}) => externalCost !== undefined)
		? toEightDecimals(
				eventsOf(script).findLast(event => event.at <= now - createdAt)?.externalCost ?? 0,
			)
		: 0;
	return {compute, external, total: toEightDecimals(compute + external)};
}

function queueAt({queue: {ms, position, estimated = true}}: RunScript, elapsed: Duration) {
	const left = Math.max(0, ms - elapsed);
	return {
		position: Math.max(1, Math.ceil((position * left) / ms)),
		estimated_wait_sec: estimated ? Math.ceil(left / 1000) : null,
	};
}

/** Returns an entry of the response field `logs`. Omits fields without a value. */
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

function toEightDecimals(amount: number): number {
	return Math.round(amount * 1e8) / 1e8;
}

/** RFC 3339 in whole seconds, as in the response of `GET /workflow/run/execution`: `2026-05-08T10:00:00Z`. */
function utcText(instant: Instant): string {
	return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
