import type {Phase} from '../core/execution.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import type {NodeScript, RunScript} from './script.ts';

export type DemoRun = {
	readonly script: RunScript;
	readonly createdAt: Instant;
	/** Null if the run is canceled before it starts. */
	readonly startsAt: Instant | null;
	readonly endsAt: Instant;
};

/** An entry of the response field `logs`, except that `at` counts from the creation of the run order. */
export type DemoEvent = {
	readonly at: Duration;
	readonly event_type: string;
	readonly level: string;
	readonly message: string;
	readonly node_id?: string;
	readonly progress_percent: number;
	readonly value?: number;
	readonly max?: number;
	readonly fraction?: number;
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

export function createRun(script: RunScript, startedAt: Instant): DemoRun {
	const createdAt = startedAt + script.createdAt;
	const startsAt = createdAt + script.queue.ms;
	const endsAt = createdAt + lengthOf(script);
	return {script, createdAt, startsAt: startsAt > endsAt ? null : startsAt, endsAt};
}

/** Returns how long a run takes from its creation to its end. */
export function lengthOf({ending, nodes, queue}: RunScript): Duration {
	const success = queue.ms + workOf(nodes);

	if (ending.kind !== 'failed') {
		return ending.kind === 'succeeded' ? success : Math.min(ending.afterMs, success);
	}

	const index = nodes.findIndex(({id}) => id === ending.nodeId);
	const failing = Math.round((nodes[index]?.ms ?? 0) * ending.at);
	return queue.ms + workOf(nodes.slice(0, index)) + failing;
}

function workOf(nodes: readonly NodeScript[]): Duration {
	return nodes.reduce((sum, {ms}) => sum + ms, 0);
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

/** Returns the costs so far in CNY, rounded to eight decimals like the API's. */
export function costsAt({script, startsAt, endsAt}: DemoRun, now: Instant) {
	const worked = startsAt === null ? 0 : Math.max(0, Math.min(now, endsAt) - startsAt);
	const share = startsAt === null || worked === 0 ? 0 : worked / (endsAt - startsAt);
	const compute = toEightDecimals(script.computeCost * share);
	const charged = script.nodes.filter(
		(_, index, nodes) => workOf(nodes.slice(0, index + 1)) <= worked,
	);
	const external = toEightDecimals(
		charged.reduce((sum, {externalCost = 0}) => sum + externalCost, 0),
	);
	return {compute, external, total: toEightDecimals(compute + external)};
}

function toEightDecimals(amount: number): number {
	return Math.round(amount * 1e8) / 1e8;
}

/** Returns what the engine logs until the end of a run: nothing, if it is canceled in the queue. */
export function eventsOf(script: RunScript): readonly DemoEvent[] {
	const {ending, nodes, queue, language = 'en'} = script;
	const endsAt = lengthOf(script);
	const success = successEvents(script);

	if (ending.kind === 'succeeded' || endsAt < queue.ms) {
		return endsAt < queue.ms ? [] : success;
	}

	const events = success.slice(0, -1).filter(({at}) => at <= endsAt);
	const last = {at: endsAt, progress_percent: events.at(-1)?.progress_percent ?? 0};
	const {failed, interrupted} = engineMessages[language];

	if (ending.kind === 'canceled') {
		const type = 'execution_interrupted';
		return [...events, {...last, event_type: type, level: 'warn', message: interrupted}];
	}

	const name = nodes.find(({id}) => id === ending.nodeId)?.name ?? '';
	const message = failed(name, ending.error.reason);
	const error = {event_type: 'execution_error', level: 'error', message, node_id: ending.nodeId};
	return [...events, {...last, ...error}];
}

/** What a run would log if it succeeded. */
function successEvents({queue, nodes, language = 'en'}: RunScript): readonly DemoEvent[] {
	const messages = engineMessages[language];
	const totalWork = Math.max(1, workOf(nodes));
	const cached = nodes.filter(node => node.cached);

	function event(
		work: Duration,
		event_type: string,
		message: string,
		more: Partial<DemoEvent> = {},
	): DemoEvent {
		const progress_percent = Math.round((work / totalWork) * 1000) / 10;
		const at = queue.ms + Math.round(work);
		return {at, event_type, level: 'info', message, progress_percent, ...more};
	}

	function eventsOfNode(node: NodeScript, before: Duration): readonly DemoEvent[] {
		const {id: node_id, name, ms, message = name, steps: max = 0, lines = []} = node;
		const logged = lines.map(({at, eventType = 'log', level, message: text}) =>
			event(before + ms * at, eventType, text, {node_id, level}),
		);
		const steps = Array.from({length: max}, (_, index) => {
			const value = index + 1;
			const step = {node_id, value, max, fraction: value / max};
			const text = messages.step(name, value, max);
			return event(before + ms * step.fraction, 'progress', text, step);
		});
		return [
			event(before, 'executing', message, {node_id}),
			// Sorting is stable, so additional entries precede steps of the same time.
			...[...logged, ...steps].sort((a, b) => a.at - b.at),
			event(before + ms, 'executed', messages.executed(name, (ms / 1000).toFixed(1)), {node_id}),
		];
	}

	return [
		event(0, 'execution_start', 'execution started'),
		...(cached.length > 0
			? [event(0, 'execution_cached', messages.cached(cached.map(({id}) => id)))]
			: []),
		...nodes.flatMap((node, index) =>
			node.cached ? [] : eventsOfNode(node, workOf(nodes.slice(0, index))),
		),
		event(totalWork, 'execution_success', 'execution succeeded', {progress_percent: 100}),
	];
}
