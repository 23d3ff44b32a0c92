import type {RunOrderId} from '../core/run.ts';
import type {Errand} from './job.ts';

/** A question to be asked now. */
export type Question =
	| {readonly kind: 'execution'; readonly id: RunOrderId}
	| {readonly kind: 'errand'; readonly errand: Errand};

/** The questions under way, of either kind. */
export type UnderWay = {
	readonly size: number;
	/** Whether a question about this run has not ended yet. */
	has(id: RunOrderId): boolean;
	/** Whether an errand of this name has not ended yet. */
	hasErrand(key: string): boolean;
};
