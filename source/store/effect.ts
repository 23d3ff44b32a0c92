import type {DownloadId, DownloadRequest} from '../core/output/download.ts';
import type {Output} from '../core/output/output.ts';
import type {RunOrderId} from '../core/run.ts';
import type {FailureCard} from '../features/failure/failure-card.ts';
import type {SafeText} from '../core/text/text.ts';
import type {ReplayMove} from '../features/replay/state.ts';
import type {Setting} from '../features/settings/state.ts';
import type {LogExcerpt} from '../features/log/export/state.ts';
import type {Size} from '../features/panes/state.ts';

/** Something to be done outside the state, as data. `effects` carries it out and reports back by an action. */
export type Effect =
	| {readonly type: 'watch'; readonly ids: readonly RunOrderId[]}
	| {readonly type: 'unwatch'; readonly id: RunOrderId}
	/** The run that the reader looks at; it is polled at the shortest interval. */
	| {readonly type: 'prioritize'; readonly id: RunOrderId | null}
	| {readonly type: 'pollNow'; readonly id: RunOrderId}
	/** Asks for the order and billing view of a run. */
	| {readonly type: 'loadOrder'; readonly id: RunOrderId}
	/** Asks for a page of the account's list, to add runs from. */
	| {readonly type: 'loadListPage'; readonly page: number}
	/** Asks for a page of the list for the titles of runs, which is not urgent. */
	| {readonly type: 'loadTitles'; readonly page: number}
	/** Sets what is no part of the state; tells what came of it. */
	| {
			readonly type: 'set';
			readonly setting: Exclude<Setting, 'sort' | 'filter'>;
			readonly value: string;
	  }
	| {readonly type: 'pause'; readonly paused: boolean}
	| {readonly type: 'replay'; readonly move: ReplayMove}
	| {readonly type: 'open'; readonly address: URL; readonly what: SafeText}
	| {readonly type: 'download'; readonly requests: readonly DownloadRequest[]}
	| {readonly type: 'stopDownload'; readonly id: DownloadId}
	| {readonly type: 'copy'; readonly text: string; readonly what: SafeText}
	/** Asks how large files are and of what type (`fileMetadataLoaded`). */
	| {readonly type: 'loadFileMetadata'; readonly addresses: readonly URL[]}
	/** Looks at an output in so many cells at most, instead of at any other (`previewUpdated`). */
	| {
			readonly type: 'loadPreview';
			readonly requestId: number;
			readonly output: Output;
			readonly box: Size;
	  }
	| {readonly type: 'stopPreview'}
	/** Copies why a run failed, as Markdown. */
	| {readonly type: 'copyFailure'; readonly card: FailureCard}
	| {readonly type: 'copyLog'; readonly log: LogExcerpt}
	| {readonly type: 'pageLog'; readonly log: LogExcerpt}
	| {readonly type: 'saveLog'; readonly form: 'text' | 'json'; readonly log: LogExcerpt}
	/** Lets others have their turn, then goes on with a long log (`logContinued`). */
	| {readonly type: 'continueLog'}
	| {readonly type: 'leave'; readonly how: 'quit' | 'interrupt'}
	| {readonly type: 'suspend'}
	| {readonly type: 'redraw'};
