import type {Duration} from '../core/time/clock.ts';

/** An event of the engine, with the progress of the run at that time. */
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
	/** The cost of external models so far, in CNY. */
	readonly externalCost: number;
};
