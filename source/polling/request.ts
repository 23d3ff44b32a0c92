import type {RunOrderId} from '../core/run.ts';
import type {Job} from './job.ts';

/** A question to be asked now. */
export type PollRequest =
	{readonly kind: 'execution'; readonly id: RunOrderId} | {readonly kind: 'job'; readonly job: Job};

/** The questions under way, of either kind. */
export type RequestsInFlight = {
	readonly size: number;
	/** Whether a question about this run has not ended yet. */
	has(id: RunOrderId): boolean;
	/** Whether an errand of this name has not ended yet. */
	hasErrand(key: string): boolean;
};
