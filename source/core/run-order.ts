import type {Instant} from './time/clock.ts';
import type {Money} from './money/money.ts';
import type {Phase} from './execution.ts';
import type {ForeignText} from './text/text.ts';

/** An item of `GET /workflow/run/list`: a run as its order tells of it. Fields that the answer did not carry are null. */
export type RunOrder = {
	/** `run_order_id`: what the run is watched by. */
	readonly id: ForeignText;
	readonly workflowId: ForeignText | null;
	/** The workflow's title. */
	readonly title: ForeignText | null;
	/** `run_status` in the service's own word; `phase` is what it means. */
	readonly status: ForeignText | null;
	readonly phase: Phase;
	/** When the order was placed. When the run ended is not told here. */
	readonly createdAt: Instant | null;
};

/** One page of the list. Nobody says in what order its items come. */
export type RunOrderPage = {
	readonly orders: readonly RunOrder[];
	/** Items of the answer, also those without an id, which are no orders. */
	readonly count: number;
	/** Orders on all pages; null where it is not told. */
	readonly total: number | null;
};

/** What of the list is asked for. */
export type RunListQuery = {
	/** Only the runs of this workflow; null is of all. */
	readonly workflowId: string | null;
	/** Only the runs with this status, in the service's word; null is with any. */
	readonly status: string | null;
	/** Counted from 1. */
	readonly page: number;
	/** At most 100. */
	readonly pageSize: number;
};

/** `GET /workflow/run/info`: the order and what it costs. Fields that the answer did not carry are null. */
export type OrderInfo = {
	readonly workflowId: ForeignText | null;
	readonly revisionId: ForeignText | null;
	/** What the run was expected to cost when it was ordered. */
	readonly quoteAmount: Money | null;
	/** The currency of all amounts, like `CNY`. */
	readonly currency: ForeignText | null;
	/** Whether the quoted amount is held. */
	readonly freezeStatus: ForeignText | null;
	readonly submissionStatus: ForeignText | null;
	readonly runStatus: ForeignText | null;
	readonly settlementStatus: ForeignText | null;
	readonly taskId: ForeignText | null;
	readonly promptId: ForeignText | null;
	readonly computeCost: Money | null;
	readonly externalModelCost: Money | null;
	readonly totalCost: Money | null;
	/** What was paid in the end. */
	readonly finalAmount: Money | null;
	/** What was held and given back. */
	readonly releasedAmount: Money | null;
	readonly errorCode: ForeignText | null;
	readonly errorMessage: ForeignText | null;
	readonly createdAt: Instant | null;
	readonly updatedAt: Instant | null;
	/** What the run was started with: each leaf of `inputs` under the path that leads to it, like `6.text`. */
	readonly inputs: readonly OrderInput[];
};

/** One value that a run was started with. */
export type OrderInput = {readonly key: ForeignText; readonly value: ForeignText};
