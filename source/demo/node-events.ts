import type {Duration} from '../core/time/clock.ts';
import type {EngineWords} from './engine-words.ts';
import type {NodeScript} from './script.ts';
import type {TimelineEvent} from './timeline-event.ts';

/** The progress of a run when a node begins. */
export type Reached = {
	readonly at: Duration;
	/** The total time of all finished nodes, in ms. */
	readonly work: Duration;
	readonly completedNodes: number;
	readonly externalCost: number;
};

type Moment = Pick<TimelineEvent, 'type' | 'level' | 'message' | 'step'> & {
	/** When, as a share of the node's time. */
	readonly share: number;
};

/** The events of a node in their order: `executing`, its lines and steps, `executed`. */
export function nodeEvents(
	node: NodeScript,
	before: Reached,
	totalWork: Duration,
	words: EngineWords,
): readonly TimelineEvent[] {
	const steps = Array.from({length: node.steps ?? 0}, (_, index) =>
		stepMoment(node, index + 1, words),
	);
	const lines = (node.lines ?? []).map(line => ({
		share: line.at,
		type: line.eventType ?? 'log',
		level: line.level,
		message: line.message,
		step: null,
	}));
	const quiet = {level: 'info', step: null};
	const executed = words.executed(node.name, (node.ms / 1000).toFixed(1));
	const moments: readonly Moment[] = [
		{...quiet, share: 0, type: 'executing', message: node.says ?? node.name},
		// Sorting keeps the order of what happens at the same moment.
		...[...lines, ...steps].sort((a, b) => a.share - b.share),
		{...quiet, share: 1, type: 'executed', message: executed},
	];
	return moments.map(({share, type, level, message, step}) => ({
		type,
		level,
		message,
		step,
		at: before.at + Math.round(node.ms * share),
		nodeId: node.id,
		percent: percentOf(before.work + node.ms * share, totalWork),
		completedNodes: before.completedNodes + (type === 'executed' ? 1 : 0),
		externalCost: before.externalCost + (type === 'executed' ? (node.externalCost ?? 0) : 0),
	}));
}

function stepMoment(node: NodeScript, value: number, words: EngineWords): Moment {
	const max = node.steps ?? value;
	return {
		share: value / max,
		type: 'progress',
		level: 'info',
		message: words.step(node.name, value, max),
		step: {value, max},
	};
}

function percentOf(work: Duration, total: Duration): number {
	return total === 0 ? 0 : Math.round((work / total) * 1000) / 10;
}
