import type {FailureCard} from '../core/failure/failure-card.ts';
import type {HistoryQuery, HistoryRun} from '../core/history.ts';
import type {DownloadId, DownloadRequest} from '../core/output/download.ts';
import type {Output} from '../core/output/output.ts';
import type {Priorities, RunOrderId} from '../core/run.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Instant} from '../core/time/clock.ts';
import type {LogExcerpt} from '../features/log/exported-text.ts';
import type {OwnCommandBatch} from '../features/own-commands/state.ts';
import type {Size} from '../features/panes/state.ts';
import type {ReplayMove} from '../features/replay/state.ts';
import type {SystemSetting} from '../features/settings/state.ts';
import type {Overlays} from './registry.ts';

/** A side effect as data. The effect runner executes it and dispatches the results as actions. */
export type Effect =
	| {readonly type: 'watch'; readonly ids: readonly RunOrderId[]}
	| {readonly type: 'unwatch'; readonly id: RunOrderId}
	| ({readonly type: 'prioritize'} & Priorities)
	| {readonly type: 'pollNow'; readonly id: RunOrderId}
	/** Sends requests again after the service has refused the key. */
	| {readonly type: 'retryKey'}
	| {readonly type: 'loadOrder'; readonly id: RunOrderId}
	/** The user began or stopped to look at the balance, which is kept fresh meanwhile. */
	| {readonly type: 'lookAtBalance'; readonly isLookedAt: boolean}
	/** Loads a page of the account's run list for the picker, in which the user chooses runs to watch. */
	| {readonly type: 'loadListPage'; readonly page: number}
	/** Finds runs of the history. `historyFound` reports them before any other action. */
	| {readonly type: 'findRuns'; readonly query: HistoryQuery}
	/** Loads what is kept of a run of the history. `runReopened` reports it. The run counts as looked at. */
	| {readonly type: 'reopenRun'; readonly run: HistoryRun}
	/** Gets the inputs of runs: from the history, or else from the service. `inputsKept` and `orderRead` report them. */
	| {readonly type: 'readInputs'; readonly ids: readonly RunOrderId[]}
	/** Reads the orders of runs for the `order` event, once each, after all other requests. `orderRead` reports each. */
	| {readonly type: 'readOrders'; readonly ids: readonly RunOrderId[]}
	/** The user has looked at a run that failed while nobody watched. */
	| {readonly type: 'markSeen'; readonly id: RunOrderId}
	/** Adds up what the runs cost that ended since a time. `spendingLoaded` reports it. */
	| {readonly type: 'loadSpending'; readonly from: Instant}
	| {
			readonly type: 'set';
			readonly setting: SystemSetting;
			readonly value: string;
	  }
	| {readonly type: 'pause'; readonly paused: boolean}
	| {readonly type: 'replay'; readonly move: ReplayMove}
	| {readonly type: 'open'; readonly address: URL; readonly what: SafeText}
	| {readonly type: 'download'; readonly requests: readonly DownloadRequest[]}
	| {readonly type: 'stopDownload'; readonly id: DownloadId}
	/** `runs`: how many run ids the text has. */
	| {
			readonly type: 'copy';
			readonly text: string;
			readonly what: SafeText;
			readonly runs?: number;
	  }
	| {readonly type: 'loadFileMetadata'; readonly addresses: readonly URL[]}
	/**
	 * Loads what the preview shows: an output, or a page of pictures. `previewUpdated` reports the content of each. `next`
	 * is the picture to fetch afterwards, since the user will probably look at it. `box` is the maximum size in cells.
	 */
	| {
			readonly type: 'loadPreview';
			readonly requestId: number;
			readonly outputs: ReadonlyArray<{readonly id: DownloadId; readonly output: Output}>;
			readonly next: Output | null;
			readonly box: Size;
	  }
	| {readonly type: 'stopPreview'}
	| {readonly type: 'runOwnCommand'; readonly batch: OwnCommandBatch}
	| {readonly type: 'copyFailure'; readonly card: FailureCard}
	| {readonly type: 'copyComparison'; readonly model: NonNullable<Overlays['compare']['model']>}
	| {readonly type: 'copyLog'; readonly log: LogExcerpt}
	| {readonly type: 'pageLog'; readonly log: LogExcerpt}
	/** `name`: of the file, as JSON lines if it ends in `.jsonl`. A relative one is in the current folder. */
	| {readonly type: 'saveLog'; readonly name: string; readonly log: LogExcerpt}
	| {readonly type: 'leave'; readonly how: 'quit' | 'interrupt'}
	| {readonly type: 'suspend'}
	| {readonly type: 'redraw'};
