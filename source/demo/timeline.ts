import {memoizeByObject} from '../core/memoize.ts';
import type {Duration} from '../core/time/clock.ts';
import type {NodeScript, RunScript} from './script.ts';

/** An event of the engine, with the progress and the cost of the run after this event. */
export type TimelineEvent = {
	/** The time since the creation of the run order. */
	readonly at: Duration;
	readonly type: string;
	readonly level: string;
	readonly message: string;
	readonly nodeId: string | null;
	/** The step counter of the node; null if the event is not about a step. */
	readonly step: {readonly value: number; readonly max: number} | null;
	readonly percent: number;
	readonly completedNodes: number;
	readonly externalCost: number;
};

/** Messages about the start and the success of a run are always in English, so they are not here. */
const engineMessages = {
	en: {
		step: (name: string, value: number, max: number) => `${name} step ${value}/${max}`,
		executed: (name: string, seconds: string) => `${name} done in ${seconds} s`,
		cached: (nodeIds: readonly string[]) => `cached nodes: ${nodeIds.join(', ')}`,
		failed: (name: string, reason: string) => `${name} failed: ${reason}`,
		interrupted: 'execution interrupted by user',
	},
	zh: {
		step: (name: string, value: number, max: number) => `${name} 第 ${value}/${max} 步`,
		executed: (name: string, seconds: string) => `${name} 完成，用时 ${seconds} 秒`,
		cached: (nodeIds: readonly string[]) => `使用缓存的节点：${nodeIds.join('、')}`,
		failed: (name: string, reason: string) => `${name} 失败：${reason}`,
		interrupted: '用户已取消运行',
	},
};

/**
 * Returns how long a run takes from its creation to its end. Throws a `RangeError` if it should fail at a node that the
 * script does not contain.
 */
export function lengthOf({id: runId, ending, nodes, queue}: RunScript): Duration {
	const successAt = queue.ms + workOf(nodes);

	switch (ending.kind) {
		case 'succeeded':
			return successAt;
		case 'failed': {
			const index = nodes.findIndex(({id}) => id === ending.nodeId);
			const node = nodes[index];

			if (node === undefined) {
				throw new RangeError(`run ${runId} has no node ${ending.nodeId}`);
			}

			return queue.ms + workOf(nodes.slice(0, index)) + Math.round(node.ms * ending.at);
		}
		case 'canceled':
			return Math.min(ending.afterMs, successAt);
	}
}

/** Returns the events of a run until its end. Computes them when they are used: of most old runs, only the times are needed. */
export const eventsOf = memoizeByObject((script: RunScript): readonly TimelineEvent[] => {
	const {ending, nodes, queue, language = 'en'} = script;
	const endsAt = lengthOf(script);
	const messages = engineMessages[language];

	if (endsAt < queue.ms) {
		return [];
	}

	const events = eventsUntilSuccess(script);

	switch (ending.kind) {
		case 'succeeded':
			return events;
		case 'failed': {
			const {nodeId, error} = ending;
			const name = nodes.find(({id}) => id === nodeId)?.name ?? '';
			const message = messages.failed(name, error.reason);
			return endAt(events, endsAt, {type: 'execution_error', level: 'error', nodeId, message});
		}

		case 'canceled':
			return endAt(events, endsAt, {
				type: 'execution_interrupted',
				level: 'warn',
				nodeId: null,
				message: messages.interrupted,
			});
	}
});

function eventsUntilSuccess({queue, nodes, language = 'en'}: RunScript): readonly TimelineEvent[] {
	const messages = engineMessages[language];
	const cached = nodes.filter(node => node.cached);
	const totalWork = workOf(nodes);
	let reached = {at: queue.ms, work: 0, completedNodes: 0, externalCost: 0};

	function event(type: string, message: string, more: Partial<TimelineEvent> = {}): TimelineEvent {
		const {work, ...progress} = reached;
		const percent = percentOf(work, totalWork);
		return {...progress, percent, type, message, level: 'info', nodeId: null, step: null, ...more};
	}

	const events = [event('execution_start', 'execution started')];

	if (cached.length > 0) {
		reached.completedNodes = cached.length;
		events.push(event('execution_cached', messages.cached(cached.map(({id}) => id))));
	}

	for (const node of nodes.filter(({cached: isCached}) => !isCached)) {
		const {id: nodeId, name, ms, steps: max = 0, lines = [], externalCost = 0} = node;
		const {at, work, completedNodes, externalCost: earlierCost} = reached;
		const timeAndPercent = (share: number) => ({
			nodeId,
			at: at + Math.round(ms * share),
			percent: percentOf(work + ms * share, totalWork),
		});
		const logged = lines.map(({at: share, eventType = 'log', level, message}) =>
			event(eventType, message, {...timeAndPercent(share), level}),
		);
		const steps = Array.from({length: max}, (_, index) => {
			const step = {value: index + 1, max};
			return event('progress', messages.step(name, step.value, max), {
				...timeAndPercent(step.value / max),
				step,
			});
		});
		events.push(
			event('executing', node.message ?? name, {nodeId}),
			// Sorting is stable, so additional entries precede steps of the same time.
			...[...logged, ...steps].sort((a, b) => a.at - b.at),
		);
		reached = {
			at: at + ms,
			work: work + ms,
			completedNodes: completedNodes + 1,
			externalCost: earlierCost + externalCost,
		};
		events.push(event('executed', messages.executed(name, (ms / 1000).toFixed(1)), {nodeId}));
	}

	return [...events, event('execution_success', 'execution succeeded', {percent: 100})];
}

function percentOf(work: Duration, total: Duration): number {
	return total === 0 ? 0 : Math.round((work / total) * 1000) / 10;
}

/** Returns the events until the time `at`, and then the event `last`. Leaves out the event that reports a success. */
function endAt(
	events: readonly TimelineEvent[],
	at: Duration,
	last: Pick<TimelineEvent, 'type' | 'level' | 'nodeId' | 'message'>,
): readonly TimelineEvent[] {
	const happened = events.filter(event => event.at <= at && event.type !== 'execution_success');
	const {percent = 0, completedNodes = 0, externalCost = 0} = happened.at(-1) ?? {};
	return [...happened, {...last, at, step: null, percent, completedNodes, externalCost}];
}

/** The time that the nodes take. */
export function workOf(nodes: readonly NodeScript[]): Duration {
	return nodes.reduce((sum, node) => sum + (node.cached ? 0 : node.ms), 0);
}
