import type {ExecutionResponse} from '../core/execution.ts';
import type {ExitResult} from '../core/exit-result.ts';
import type {Absence, HistoryPage, HistoryRun, RunInputs, Spending} from '../core/history.ts';
import type {KeptResponse} from '../core/log/kept-log.ts';
import type {Balance, Money} from '../core/money/money.ts';
import type {DownloadId, DownloadPhase} from '../core/output/download.ts';
import type {FileMetadata, PreviewContent} from '../core/output/output-view.ts';
import type {Problem} from '../core/problem.ts';
import type {OrderInfo, RunOrder, RunOrderPage, Workflow} from '../core/run-order.ts';
import type {GaveUp, RunOrderId} from '../core/run.ts';
import type {StorageProblem} from '../core/saved-state.ts';
import type {ServiceState} from '../core/service-state.ts';
import type {ForeignText} from '../core/text/text.ts';
import type {Instant} from '../core/time/clock.ts';
import type {ServerState} from '../features/replay/server-state.ts';
import type {Replay} from '../features/replay/state.ts';
import type {Command} from './command.ts';
import type {Notice} from './notice.ts';

export type PollResult =
	| {readonly kind: 'response'; readonly response: ExecutionResponse}
	| {readonly kind: 'failure'; readonly problem: Problem; readonly gaveUp: GaveUp | null};

export type PollOutcome = PollResult & {
	readonly id: RunOrderId;
	readonly at: Instant;
	/** The time of the next poll; null if the run is not polled again. */
	readonly nextPollAt: Instant | null;
};

/** An event from the service, the keyboard, the clock, the terminal or an effect. `at` is its wall clock time. */
export type Action = {readonly at: Instant} & ActionWithoutTime;

export type ActionWithoutTime =
	| {readonly type: 'runsAdded'; readonly ids: readonly ForeignText[]}
	| {readonly type: 'runsFound'; readonly orders: readonly RunOrder[]}
	/**
	 * The account's run list was read to its end. `since` is the time when reading began. `left` is the number of found
	 * runs that are not watched yet, because too many others are.
	 */
	| {readonly type: 'listLoaded'; readonly since: Instant; readonly left: number}
	/** Reading the account's run list failed. `nextAt` is the time of the next attempt; null if there is none. */
	| {readonly type: 'listFailed'; readonly problem: Problem; readonly nextAt: Instant | null}
	/** A page of the account's run list arrived for the picker, in which the user chooses runs to watch. */
	| {readonly type: 'pageLoaded'; readonly page: number; readonly response: RunOrderPage}
	| {readonly type: 'pageFailed'; readonly page: number; readonly problem: Problem}
	| {readonly type: 'orderLoaded'; readonly id: RunOrderId; readonly info: OrderInfo}
	| {readonly type: 'orderFailed'; readonly id: RunOrderId; readonly problem: Problem}
	/** `balance` is null if the request failed. */
	| {readonly type: 'balanceLoaded'; readonly balance: Balance | null}
	/** A page of the account's run list was read for the history. */
	| {readonly type: 'runsRead'; readonly orders: readonly RunOrder[]}
	/** The run list was read back to `from`, or until the service failed or there were too many pages. */
	| {readonly type: 'readBackEnded'; readonly from: Instant; readonly isWhole: boolean}
	/** The order of a run that nobody is looking at arrived, for its inputs. `info` is null if the request failed. */
	| {readonly type: 'orderRead'; readonly id: RunOrderId; readonly info: OrderInfo | null}
	/** The history has these inputs of runs. */
	| {readonly type: 'inputsKept'; readonly inputs: readonly RunInputs[]}
	/** Runs of the history were found. */
	| {readonly type: 'historyFound'; readonly page: HistoryPage}
	| {readonly type: 'historyFailed'; readonly problem: StorageProblem}
	/** A run of the history is to be shown in the list. `kept`: its newest response; null if it was never watched. */
	| {readonly type: 'runReopened'; readonly run: HistoryRun; readonly kept: KeptResponse | null}
	/**
	 * What happened since the last visit is known, since the run list was read back to it. `missed`: the newest runs
	 * that failed while nobody watched, and were not looked at.
	 */
	| {
			readonly type: 'absenceKnown';
			readonly absence: Absence;
			readonly missed: readonly HistoryRun[];
	  }
	| {readonly type: 'spendingLoaded'; readonly spending: Spending}
	/** `others`: what the runs of other sessions cost that ended since `from`, when the day began. */
	| {readonly type: 'daySpendingLoaded'; readonly from: Instant; readonly others: Money}
	| {readonly type: 'polled'; readonly outcomes: readonly PollOutcome[]}
	| {readonly type: 'denied'; readonly problem: Problem}
	| {readonly type: 'serviceChanged'; readonly service: ServiceState}
	| {
			readonly type: 'workflowLoaded';
			readonly workflowId: string;
			readonly workflow: Workflow;
	  }
	/** A request for a workflow failed, so its title and output kinds are unknown. A retry may still load them. */
	| {readonly type: 'workflowFailed'; readonly workflowId: string}
	| {readonly type: 'downloadUpdated'; readonly id: DownloadId; readonly phase: DownloadPhase}
	| {readonly type: 'ticked'}
	/** Runs left the list, without a trace: in a replay, or because an MCP server has forgotten them. */
	| {readonly type: 'runsRemoved'; readonly ids: readonly RunOrderId[]}
	/** The replay jumped to another recorded time, the `at` of this action. `serverState`: what the service had reported by then. */
	| {readonly type: 'rewound'; readonly serverState: ServerState}
	| {readonly type: 'replayChanged'; readonly replay: Replay}
	/** A session without a screen ended, or a replay reached the end of the recorded session. */
	| {readonly type: 'watchEnded'; readonly result: ExitResult}
	| {readonly type: 'resized'; readonly columns: number; readonly rows: number}
	/** The overlay was drawn, and cannot be scrolled further than `end`. */
	| {readonly type: 'overlayMeasured'; readonly end: number}
	| {readonly type: 'windowFocusChanged'; readonly focused: boolean}
	| {readonly type: 'commandInvoked'; readonly command: Command}
	/**
	 * The user clicked a cell. `column` and `row` begin with 0. `sortKey`: the sort key of the column title at the cell;
	 * none if no title is there.
	 */
	| {
			readonly type: 'clicked';
			readonly column: number;
			readonly row: number;
			readonly sortKey?: string | null | undefined;
	  }
	| {
			readonly type: 'wheeled';
			readonly column: number;
			readonly row: number;
			readonly notches: 1 | -1;
	  }
	/** `id` identifies the file by its address without signature (see `addressId`). */
	| {readonly type: 'fileMetadataLoaded'; readonly id: string; readonly metadata: FileMetadata}
	/** `id`: the id of the output in the effect `loadPreview`. */
	| {
			readonly type: 'previewUpdated';
			readonly requestId: number;
			readonly id: DownloadId;
			readonly content: PreviewContent;
	  }
	| {readonly type: 'typed'; readonly text: string}
	| {readonly type: 'noticeShown'; readonly notice: Notice};
