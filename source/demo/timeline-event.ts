import type {Duration} from '../core/time/clock.ts';

/** Something that happens in the engine, and how far the run is then. */
export type TimelineEvent = {
	/** In ms since the run order was created. */
	readonly at: Duration;
	readonly type: string;
	readonly level: string;
	readonly message: string;
	readonly nodeId: string | null;
	/** The node's own counter. */
	readonly step: {readonly value: number; readonly max: number} | null;
	/** 0 to 100, over the whole run. */
	readonly percent: number;
	readonly completedNodes: number;
	/** CNY spent on models of others until now. */
	readonly externalCost: number;
};
