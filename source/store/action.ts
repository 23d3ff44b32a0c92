import type {Instant} from '../core/time/clock.ts';
import type {DownloadId, DownloadPhase} from '../core/output/download.ts';
import type {FileMetadata, PreviewContent} from '../core/output/output-view.ts';
import type {ExitResult} from '../core/exit-result.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp, RunOrderId} from '../core/run.ts';
import type {ExecutionResponse} from '../core/execution.ts';
import type {OrderInfo, RunOrder, RunOrderPage} from '../core/run-order.ts';
import type {ForeignText} from '../core/text/text.ts';
import type {Workflow} from '../core/workflow.ts';
import type {Command} from './command.ts';
import type {Notice} from '../features/notices/notice.ts';
import type {InitialOptions} from './state.ts';
import type {Replay} from '../features/replay/state.ts';
import type {ServerState} from '../features/replay/server-state.ts';

/** How one poll of one run came out. */
export type PollOutcome = {
	readonly id: RunOrderId;
	/** When the answer or the failure came. */
	readonly at: Instant;
	/** When the run will be asked for next; null when it will not be. */
	readonly nextPollAt: Instant | null;
} & (
	| {readonly kind: 'response'; readonly response: ExecutionResponse}
	| {readonly kind: 'failure'; readonly problem: Problem; readonly gaveUp: GaveUp | null}
);

/**
 * Everything that can happen, from wherever it comes: the service, the keyboard, the clock, the terminal, or an
 * effect that reports back. `at` is the wall clock when it happened.
 */
export type Action = {readonly at: Instant} & (
	| {readonly type: 'runsAdded'; readonly ids: readonly ForeignText[]}
	/** Runs of the account that are worth watching, as the list of its orders tells of them. */
	| {readonly type: 'runsFound'; readonly orders: readonly RunOrder[]}
	/** The list was read to its end; `since` is when that began. */
	| {readonly type: 'listLoaded'; readonly since: Instant}
	/** The list could not be read; `nextAt` is when it will be tried again, null when it will not be. */
	| {readonly type: 'listFailed'; readonly problem: Problem; readonly nextAt: Instant | null}
	/** A page of the account's list, for the picker. */
	| {readonly type: 'pageLoaded'; readonly page: number; readonly response: RunOrderPage}
	| {readonly type: 'pageFailed'; readonly page: number; readonly problem: Problem}
	/** A page of the account's list, for the titles of runs that were named; null where it could not be had. */
	| {readonly type: 'titlesLoaded'; readonly page: number; readonly response: RunOrderPage | null}
	/** Another account is watched from now on; nothing of the one before stays. */
	| {readonly type: 'accountSwitched'; readonly initial: InitialOptions}
	| {readonly type: 'orderLoaded'; readonly id: RunOrderId; readonly info: OrderInfo}
	| {readonly type: 'orderFailed'; readonly id: RunOrderId; readonly problem: Problem}
	/** One action for all polls that came out in the same moment. */
	| {readonly type: 'polled'; readonly outcomes: readonly PollOutcome[]}
	| {readonly type: 'denied'; readonly problem: Problem}
	| {
			readonly type: 'workflowLoaded';
			readonly workflowId: string;
			readonly workflow: Workflow;
	  }
	/** The question about a workflow failed: its runs are shown without what it would have told. */
	| {readonly type: 'workflowFailed'; readonly workflowId: string}
	/** Others had their turn: what is still to be looked at of a long log is gone on with. */
	| {readonly type: 'logContinued'}
	/** How outputs stand that are being saved. All that changed in the same moment come at once. */
	| {
			readonly type: 'downloadsUpdated';
			readonly reports: ReadonlyArray<{
				readonly id: DownloadId;
				readonly phase: DownloadPhase;
			}>;
	  }
	| {readonly type: 'ticked'}
	/** The reader of a recorded watch dropped runs from the list. */
	| {readonly type: 'runsRemoved'; readonly ids: readonly RunOrderId[]}
	/** The replay goes on from another moment, which is what `at` says. */
	| {readonly type: 'rewound'; readonly serverState: ServerState}
	| {readonly type: 'replayChanged'; readonly replay: Replay}
	/** A watch without a screen is over; in a replay, the one that was recorded. */
	| {readonly type: 'watchEnded'; readonly result: ExitResult}
	| {readonly type: 'resized'; readonly columns: number; readonly rows: number}
	/** The terminal's window got or lost the focus. */
	| {readonly type: 'windowFocusChanged'; readonly focused: boolean}
	| {readonly type: 'commandInvoked'; readonly command: Command}
	/** What was done with the mouse, and in which cell, counted from 0; a notch that is negative is up. */
	| {readonly type: 'clicked'; readonly column: number; readonly row: number}
	| {
			readonly type: 'wheeled';
			readonly column: number;
			readonly row: number;
			readonly notches: 1 | -1;
	  }
	/** What was told of a file (`id` as in `addressId`); and how the look with that ticket stands. */
	| {readonly type: 'fileMetadataLoaded'; readonly id: string; readonly metadata: FileMetadata}
	| {readonly type: 'previewUpdated'; readonly requestId: number; readonly content: PreviewContent}
	/** Text typed or pasted into the prompt. */
	| {readonly type: 'typed'; readonly text: string}
	| {readonly type: 'noticeShown'; readonly notice: Notice}
);
