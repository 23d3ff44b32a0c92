import type {Duration} from '../core/time/clock.ts';
import type {FinalPhase} from '../core/execution.ts';
import {engineWords} from './engine-words.ts';
import {nodeEvents} from './node-events.ts';
import type {NodeScript, RunScript} from './script.ts';
import type {TimelineEvent} from './timeline-event.ts';

/** All events of a script in their order, and when the run starts and ends. */
export type DemoTimeline = {
	readonly script: RunScript;
	/** In ms since the creation; null if the run is canceled before it starts. */
	readonly startsAt: Duration | null;
	readonly endsAt: Duration;
	readonly phase: FinalPhase;
	readonly events: readonly TimelineEvent[];
};

/** Computes the timeline of a script. Pure. Throws a `RangeError` if the failing node is not in the script. */
export function timelineOf(script: RunScript): DemoTimeline {
	const startsAt = script.queue.ms;
	const events = eventsUntilSuccess(script, startsAt);
	const naturalEnd = startsAt + workOf(script.nodes);
	const {ending} = script;
	const phase = ending.kind;

	if (ending.kind === 'succeeded') {
		return {script, startsAt, endsAt: naturalEnd, phase, events};
	}

	if (ending.kind === 'failed') {
		const node = nodeOf(script, ending.nodeId);
		const begun = events.find(({type, nodeId}) => type === 'executing' && nodeId === node.id);
		const endsAt = (begun?.at ?? startsAt) + Math.round(node.ms * ending.at);
		const words = engineWords[script.language ?? 'en'];
		const message = words.failed(node.name, ending.error.reason);
		const last = {type: 'execution_error', level: 'error', nodeId: node.id, message};
		return {script, startsAt, endsAt, phase, events: cutShort(events, endsAt, last)};
	}

	const endsAt = Math.min(ending.afterMs, naturalEnd);

	if (endsAt < startsAt) {
		return {script, startsAt: null, endsAt, phase, events: []};
	}

	const message = engineWords[script.language ?? 'en'].interrupted;
	const last = {type: 'execution_interrupted', level: 'warn', nodeId: null, message};
	return {script, startsAt, endsAt, phase, events: cutShort(events, endsAt, last)};
}

function eventsUntilSuccess(script: RunScript, startsAt: Duration): readonly TimelineEvent[] {
	const words = engineWords[script.language ?? 'en'];
	const total = workOf(script.nodes);
	const cached = script.nodes.filter(node => node.cached);
	const bare = {level: 'info', nodeId: null, step: null, percent: 0, externalCost: 0};
	const events: TimelineEvent[] = [
		{
			...bare,
			at: startsAt,
			type: 'execution_start',
			message: 'execution started',
			completedNodes: 0,
		},
	];

	if (cached.length > 0) {
		events.push({
			...bare,
			at: startsAt,
			type: 'execution_cached',
			message: words.cached(cached.map(({id}) => id)),
			completedNodes: cached.length,
		});
	}

	let before = {at: startsAt, work: 0, completedNodes: cached.length, externalCost: 0};

	for (const node of script.nodes.filter(({cached: isCached}) => !isCached)) {
		events.push(...nodeEvents(node, before, total, words));
		before = {
			at: before.at + node.ms,
			work: before.work + node.ms,
			completedNodes: before.completedNodes + 1,
			externalCost: before.externalCost + (node.externalCost ?? 0),
		};
	}

	events.push({
		...bare,
		at: before.at,
		type: 'execution_success',
		message: 'execution succeeded',
		percent: 100,
		completedNodes: before.completedNodes,
		externalCost: before.externalCost,
	});
	return events;
}

/** The events up to `at`, with `last` at the end. */
function cutShort(
	events: readonly TimelineEvent[],
	at: Duration,
	last: Pick<TimelineEvent, 'type' | 'level' | 'nodeId' | 'message'>,
): readonly TimelineEvent[] {
	const happened = events.filter(event => event.at <= at && event.type !== 'execution_success');
	const reached = happened.at(-1);
	return [
		...happened,
		{
			...last,
			at,
			step: null,
			percent: reached?.percent ?? 0,
			completedNodes: reached?.completedNodes ?? 0,
			externalCost: reached?.externalCost ?? 0,
		},
	];
}

function workOf(nodes: readonly NodeScript[]): Duration {
	return nodes.reduce((sum, node) => sum + (node.cached ? 0 : node.ms), 0);
}

function nodeOf(script: RunScript, id: string): NodeScript {
	const node = script.nodes.find(candidate => candidate.id === id);

	if (node === undefined) {
		throw new RangeError(`run ${script.id} has no node ${id}`);
	}

	return node;
}
