import type {ExecutionResponse} from '../core/execution.ts';
import type {Balance} from '../core/money/money.ts';
import type {Asset} from '../core/output/asset.ts';
import type {Problem} from '../core/problem.ts';
import type {OrderInfo, RunOrder, RunOrderPage, Workflow} from '../core/run-order.ts';
import type {GaveUp, RunOrderId} from '../core/run.ts';
import type {ServiceState} from '../core/service-state.ts';
import type {Instant} from '../core/time/clock.ts';

export type PollResult =
	| {readonly kind: 'response'; readonly response: ExecutionResponse}
	| {readonly kind: 'failure'; readonly problem: Problem; readonly gaveUp: GaveUp | null};

export type PollOutcome = PollResult & {
	readonly id: RunOrderId;
	readonly at: Instant;
	/** The time of the next poll; null if the run is not polled again. */
	readonly nextPollAt: Instant | null;
};

/** What the poller reports. */
declare module '../store/registry.ts' {
	interface Actions {
		polled: {readonly outcomes: readonly PollOutcome[]};
		/** The service refused the API key. */
		denied: {readonly problem: Problem};
		serviceChanged: {readonly service: ServiceState};
		runsFound: {readonly orders: readonly RunOrder[]};
		/**
		 * The account's run list was read to its end. `since` is the time when reading began. `left` is the number of found
		 * runs that are not watched yet, because too many others are.
		 */
		listLoaded: {readonly since: Instant; readonly left: number};
		/** Reading the account's run list failed. `nextAt` is the time of the next attempt; null if there is none. */
		listFailed: {readonly problem: Problem; readonly nextAt: Instant | null};
		/** A page of the account's run list arrived for the picker, in which the user chooses runs to watch. */
		pageLoaded: {readonly page: number; readonly response: RunOrderPage};
		pageFailed: {readonly page: number; readonly problem: Problem};
		/** A page of the account's run list was read for the history. */
		runsRead: {readonly orders: readonly RunOrder[]};
		/** The run list was read back to `from`, or until the service failed or there were too many pages. */
		readBackEnded: {readonly from: Instant; readonly isWhole: boolean};
		orderLoaded: {readonly id: RunOrderId; readonly info: OrderInfo};
		orderFailed: {readonly id: RunOrderId; readonly problem: Problem};
		assetLoaded: {readonly assetId: string; readonly asset: Asset};
		/** `balance` is null if the request failed. */
		balanceLoaded: {readonly balance: Balance | null};
		workflowLoaded: {readonly workflowId: string; readonly workflow: Workflow};
		/** A request for a workflow failed, so its title and output kinds are unknown. A retry may still load them. */
		workflowFailed: {readonly workflowId: string};
	}
}
