import type {Duration} from '../core/time/clock.ts';
import type {FinalPhase} from '../core/execution.ts';
import {engineMessages, nodeEvents, type TimelineEvent} from './node-events.ts';
import type {NodeScript, RunScript} from './script.ts';

export type DemoTimeline = {
	readonly script: RunScript;
	/** The time since the creation of the run; null if the run is canceled before it starts. */
	readonly startsAt: Duration | null;
	readonly endsAt: Duration;
	readonly phase: FinalPhase;
	readonly events: readonly TimelineEvent[];
};

/** Computes the timeline of a run. Throws a `RangeError` if the script lacks the node at which the run fails. */
export function timelineOf(script: RunScript): DemoTimeline {
	const {ending, nodes} = script;
	const startsAt = script.queue.ms;
	const events = eventsUntilSuccess(script);
	const successAt = startsAt + workOf(nodes);
	const messages = engineMessages[script.language ?? 'en'];

	switch (ending.kind) {
		case 'succeeded':
			return {script, startsAt, endsAt: successAt, phase: ending.kind, events};
		case 'failed': {
			const node = nodes.find(({id}) => id === ending.nodeId);

			if (node === undefined) {
				throw new RangeError(`run ${script.id} has no node ${ending.nodeId}`);
			}

			const begun = events.find(({type, nodeId}) => type === 'executing' && nodeId === node.id);
			const endsAt = (begun?.at ?? startsAt) + Math.round(node.ms * ending.at);
			const last = {
				type: 'execution_error',
				level: 'error',
				nodeId: node.id,
				message: messages.failed(node.name, ending.error.reason),
			};
			return {script, startsAt, endsAt, phase: ending.kind, events: truncate(events, endsAt, last)};
		}
		case 'canceled': {
			const endsAt = Math.min(ending.afterMs, successAt);
			const last = {
				type: 'execution_interrupted',
				level: 'warn',
				nodeId: null,
				message: messages.interrupted,
			};
			return endsAt < startsAt
				? {script, startsAt: null, endsAt, phase: ending.kind, events: []}
				: {script, startsAt, endsAt, phase: ending.kind, events: truncate(events, endsAt, last)};
		}
	}
}

function eventsUntilSuccess({queue, nodes, language = 'en'}: RunScript): readonly TimelineEvent[] {
	const messages = engineMessages[language];
	const cached = nodes.filter(node => node.cached);
	const info = {level: 'info', nodeId: null, step: null, percent: 0, externalCost: 0};
	const events: TimelineEvent[] = [
		{
			...info,
			at: queue.ms,
			type: 'execution_start',
			message: 'execution started',
			completedNodes: 0,
		},
	];

	if (cached.length > 0) {
		events.push({
			...info,
			at: queue.ms,
			type: 'execution_cached',
			message: messages.cached(cached.map(({id}) => id)),
			completedNodes: cached.length,
		});
	}

	let start = {at: queue.ms, work: 0, completedNodes: cached.length, externalCost: 0};

	for (const node of nodes.filter(({cached: isCached}) => !isCached)) {
		events.push(...nodeEvents(node, start, workOf(nodes), messages));
		start = {
			at: start.at + node.ms,
			work: start.work + node.ms,
			completedNodes: start.completedNodes + 1,
			externalCost: start.externalCost + (node.externalCost ?? 0),
		};
	}

	const {at, completedNodes, externalCost} = start;
	return [
		...events,
		{
			...info,
			at,
			type: 'execution_success',
			message: 'execution succeeded',
			percent: 100,
			completedNodes,
			externalCost,
		},
	];
}

/** Returns the events until the time `at`, and then the event `last`. */
function truncate(
	events: readonly TimelineEvent[],
	at: Duration,
	last: Pick<TimelineEvent, 'type' | 'level' | 'nodeId' | 'message'>,
): readonly TimelineEvent[] {
	const happened = events.filter(event => event.at <= at && event.type !== 'execution_success');
	const {percent = 0, completedNodes = 0, externalCost = 0} = happened.at(-1) ?? {};
	return [...happened, {...last, at, step: null, percent, completedNodes, externalCost}];
}

function workOf(nodes: readonly NodeScript[]): Duration {
	return nodes.reduce((sum, node) => sum + (node.cached ? 0 : node.ms), 0);
}
