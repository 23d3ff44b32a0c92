import type {Phase} from '../core/execution.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import type {NodeScript, RunScript} from './run-script.ts';

export type DemoRun = Readonly<ReturnType<typeof createRun>>;

/** An entry of the response field `logs`, except that `at` counts from the creation of the run order. */
type DemoEvent = {
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

export function createRun(script: RunScript, epoch: Instant) {
	const {nodes, queue, ending} = script;
	const failing = ending.kind === 'failed' ? nodes.findIndex(({id}) => id === ending.nodeId) : -1;
	const work =
		ending.kind === 'failed'
			? workOf(nodes.slice(0, failing)) + Math.round((nodes[failing]?.ms ?? 0) * ending.at)
			: workOf(nodes);
	const createdAt: Instant = epoch + script.createdAt;
	const length = Math.min(queue.ms + work, ending.kind === 'canceled' ? ending.afterMs : Infinity);
	/** Infinity if the run is canceled before it starts. */
	const startsAt: Instant = queue.ms > length ? Infinity : createdAt + queue.ms;
	return {script, createdAt, startsAt, endsAt: createdAt + length};
}

function workOf(nodes: readonly NodeScript[]): Duration {
	return nodes.reduce((sum, {ms}) => sum + ms, 0);
}

export function phaseAt(
	{script, startsAt, endsAt}: DemoRun,
	now: Instant,
): Exclude<Phase, 'other'> {
	return now >= endsAt ? script.ending.kind : now >= startsAt ? 'running' : 'queued';
}

/** Returns the costs so far in CNY, rounded to eight decimals like the API's. */
export function costsAt({script, startsAt, endsAt}: DemoRun, now: Instant) {
	const worked = Math.max(0, Math.min(now, endsAt) - startsAt);
	const compute = worked === 0 ? 0 : script.computeCost * (worked / (endsAt - startsAt));
	const external = script.nodes
		.filter((_, index, nodes) => workOf(nodes.slice(0, index + 1)) <= worked)
		.reduce((sum, {externalCost = 0}) => sum + externalCost, 0);
	return {
		compute: toEightDecimals(compute),
		external: toEightDecimals(external),
		total: toEightDecimals(toEightDecimals(compute) + external),
	};
}

function toEightDecimals(amount: number): number {
	return Math.round(amount * 1e8) / 1e8;
}

/** Returns what the engine logs until the end of a run: nothing, if it is canceled in the queue. */
export function eventsOf({script, createdAt, startsAt, endsAt}: DemoRun): readonly DemoEvent[] {
	const {ending, nodes, language = 'en'} = script;
	const success = startsAt === Infinity ? [] : successEvents(script);

	if (ending.kind === 'succeeded' || success.length === 0) {
		return success;
	}

	const end = endsAt - createdAt;
	const events = success.slice(0, -1).filter(({at}) => at <= end);
	const last = {at: end, progress_percent: events.at(-1)?.progress_percent ?? 0};
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
	const cached = nodes.filter(node => node.cached).map(({id}) => id);

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
		...(cached.length > 0 ? [event(0, 'execution_cached', messages.cached(cached))] : []),
		...nodes.flatMap((node, index) =>
			node.cached ? [] : eventsOfNode(node, workOf(nodes.slice(0, index))),
		),
		event(totalWork, 'execution_success', 'execution succeeded', {progress_percent: 100}),
	];
}
