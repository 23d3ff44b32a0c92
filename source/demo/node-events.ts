import type {Duration} from '../core/time/clock.ts';
import type {NodeScript} from './script.ts';

/** An event of the engine. It contains the progress of the run at that time. */
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

/** Log messages in the engine's wording. The engine writes start and success in English in both languages. */
export const engineMessages = {
	en: {
		step: (name: string, value: number, max: number) => `${name} step ${value}/${max}`,
		executed: (name: string, seconds: string) => `${name} done in ${seconds} s`,
		cached: (nodeIds: readonly string[]) => `cached nodes: ${nodeIds.join(', ')}`,
		failed: (name: string, reason: string) => `${name} failed: ${reason}`,
		interrupted: 'execution interrupted by user',
	},
	zh: {
		step: (name: string, value: number, max: number) => `${name} 第 ${value}/${max} 步`,
		executed: (name: string, seconds: string) => `${name} 完成,用时 ${seconds} 秒`,
		cached: (nodeIds: readonly string[]) => `使用缓存的节点:${nodeIds.join('、')}`,
		failed: (name: string, reason: string) => `${name} 失败:${reason}`,
		interrupted: '用户已取消运行',
	},
};

type EngineMessages = (typeof engineMessages)['en'];

type NodeStart = Pick<TimelineEvent, 'at' | 'completedNodes' | 'externalCost'> & {
	readonly work: Duration;
};

/** Returns the events of a node in order: `executing`, then its additional entries and steps, then `executed`. */
export function nodeEvents(
	node: NodeScript,
	start: NodeStart,
	totalWork: Duration,
	messages: EngineMessages,
): readonly TimelineEvent[] {
	const {name, steps: max = 0, lines = []} = node;
	const info = {level: 'info', step: null};
	const steps = Array.from({length: max}, (_, index) => ({
		share: (index + 1) / max,
		type: 'progress',
		level: 'info',
		message: messages.step(name, index + 1, max),
		step: {value: index + 1, max},
	}));
	const logged = lines.map(({at, eventType = 'log', level, message}) => ({
		share: at,
		type: eventType,
		level,
		message,
		step: null,
	}));
	return [
		{...info, share: 0, type: 'executing', message: node.message ?? name},
		// Sorting is stable, so additional entries precede steps of the same time.
		...[...logged, ...steps].sort((a, b) => a.share - b.share),
		{
			...info,
			share: 1,
			type: 'executed',
			message: messages.executed(name, (node.ms / 1000).toFixed(1)),
		},
	].map(({share, ...event}) => {
		const isDone = event.type === 'executed';
		return {
			...event,
			at: start.at + Math.round(node.ms * share),
			nodeId: node.id,
			percent: percentOf(start.work + node.ms * share, totalWork),
			completedNodes: start.completedNodes + (isDone ? 1 : 0),
			externalCost: start.externalCost + (isDone ? (node.externalCost ?? 0) : 0),
		};
	});
}

function percentOf(work: Duration, total: Duration): number {
	return total === 0 ? 0 : Math.round((work / total) * 1000) / 10;
}
