import type {Duration, Instant} from '../core/time/clock.ts';
import type {LogEntry} from '../core/log/log-entry.ts';
import type {Money} from '../core/money/money.ts';
import type {Run} from '../core/run.ts';
import type {Phase} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {SafeText} from '../core/text/text.ts';
import type {DownloadsModel} from '../features/outputs/download/select.ts';
import type {FoldedNode} from '../features/log/index/fold.ts';
import type {EntryMarks} from '../features/log/marks.ts';
import type {LogColumns, TextRange} from '../features/log/text.ts';
import type {Notice} from './notice.ts';
import type {ListSort} from '../core/saved-state.ts';
import type {Unseen} from '../features/runs/state.ts';
import type {TimelineModel} from '../features/nodes/select.ts';
import type {TimelineView} from '../features/nodes/state.ts';
import type {OutputsModel} from '../features/outputs/select.ts';
import type {DiscoveryState} from '../features/runs/state.ts';
import type {OverlayModel} from './overlay.ts';
import type {Prompt} from './state.ts';
import type {Pane} from '../features/panes/state.ts';
import type {LogReading} from '../features/log/state.ts';

export type HeaderModel = {
	readonly counts: Readonly<Record<Phase, number>>;
	/** The number of runs without a response. */
	readonly waiting: number;
	readonly stalled: number;
	readonly late: number;
	readonly spent: Money;
	readonly budget: Money | null;
	readonly paused: boolean;
	readonly denied: Problem | null;
	readonly profile: SafeText | null;
	/** Null without active downloads. */
	readonly downloads: DownloadsModel | null;
	readonly replay: ReplayModel | null;
	readonly now: Instant;
};

export type ReplayModel = {
	readonly position: Duration;
	readonly length: Duration;
	/** A multiple of real time. Infinite: as fast as possible. */
	readonly speed: number;
	readonly paused: boolean;
};

export type RunRow = {
	readonly run: Run;
	/** An id as short as possible but unique among the watched runs. */
	readonly shortId: SafeText;
	readonly selected: boolean;
	readonly marked: boolean;
	readonly pinned: boolean;
	readonly unseen: Unseen;
};

export type RunListModel = {
	readonly rows: readonly RunRow[];
	/** The number of runs that pass the filter, and the index of the first visible one. */
	readonly shown: number;
	readonly first: number;
	readonly total: number;
	readonly filter: string;
	readonly sort: ListSort;
	readonly discovery: DiscoveryState | null;
	readonly denied: Problem | null;
};

/** A row of the log. `gap`: the entries before `index` are missing. `unread`: the entries from `index` on are unread. */
export type LogRow =
	| {
			readonly kind: 'entry';
			readonly index: number;
			readonly entry: LogEntry;
			/** The message, and the range of it in this row; null if the message is not wrapped. */
			readonly text: string;
			readonly part: TextRange | null;
			/** The index of the row within the entry. Only the first row shows time, level and node. */
			readonly row: number;
			/** Whether the search matches the entry, and the matched ranges. */
			readonly hit: boolean;
			readonly marks: EntryMarks | null;
			readonly current: boolean;
			/** The folded entries that this row represents; null for a single entry. */
			readonly fold: FoldedNode | null;
			readonly selected: boolean;
			readonly run: SafeText | null;
			/** The time since the run's start or the previous entry; null if not shown or unknown. */
			readonly since: Duration | null;
	  }
	| {readonly kind: 'gap' | 'unread'; readonly index: number};

export type LogModel = {
	readonly rows: readonly LogRow[];
	readonly columns: LogColumns;
	readonly reading: LogReading;
	/** The number of entries, the number of entries that pass the filters, and the index of the first visible one of them. */
	readonly total: number;
	readonly shown: number;
	readonly first: number;
	readonly following: boolean;
	readonly fresh: number;
	readonly errors: number;
	readonly sideways: number;
	/** The exact id of the only node shown; null: all nodes. */
	readonly node: string | null;
	readonly folded: boolean;
	readonly search: string;
	readonly searchState: 'fine' | 'invalid' | 'too-slow';
	/** The number of hits, and the number of the hit at the cursor, from 1; null: none. */
	readonly hits: number;
	readonly hitNumber: number | null;
	/** The indexed percentage of a long log; null: all of it. */
	readonly readPercent: number | null;
	readonly selected: number;
};

export type {OutputRow, OutputsModel} from '../features/outputs/select.ts';

/** Everything that a frame shows. The views have no other input. */
export type ScreenModel = {
	readonly header: HeaderModel;
	readonly list: RunListModel;
	/** Null if no run is watched or passes the filter. */
	readonly run: Run | null;
	readonly detailTop: number;
	readonly log: LogModel;
	readonly timeline: TimelineModel | null;
	readonly timelineView: TimelineView;
	readonly outputs: OutputsModel;
	readonly focus: Pane;
	readonly zoomed: boolean;
	readonly prompt: Prompt | null;
	readonly overlay: OverlayModel | null;
	readonly notice: Notice | null;
	readonly mouse: boolean;
	readonly now: Instant;
};
