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
import type {Notice} from '../features/notices/notice.ts';
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

/** What the header tells: all runs in a line. */
export type HeaderModel = {
	readonly counts: Readonly<Record<Phase, number>>;
	/** Runs without a first answer. */
	readonly waiting: number;
	/** Running runs that stand still for too long. */
	readonly stalled: number;
	readonly late: number;
	/** What this session cost, and is not to cost more than; null is no matter. */
	readonly spent: Money;
	readonly budget: Money | null;
	readonly paused: boolean;
	readonly denied: Problem | null;
	/** The profile whose account is watched; null without one. */
	readonly profile: SafeText | null;
	/** Null while nothing is being saved. */
	readonly downloads: DownloadsModel | null;
	/** Null where the service itself is watched. */
	readonly replay: ReplayModel | null;
	/** The time as of which the screen is drawn. */
	readonly now: Instant;
};

/** Where the replay of a recording is. */
export type ReplayModel = {
	readonly position: Duration;
	readonly length: Duration;
	/** How many times faster than it was; infinite is as fast as can be. */
	readonly speed: number;
	readonly paused: boolean;
};

/** A row of the run list. */
export type RunRow = {
	readonly run: Run;
	/** The id, shortened only as far as the listed runs stay apart. */
	readonly shortId: SafeText;
	readonly selected: boolean;
	readonly marked: boolean;
	readonly pinned: boolean;
	/** What of it the reader has not seen. */
	readonly unseen: Unseen;
};

export type RunListModel = {
	/** Just the rows that fit. */
	readonly rows: readonly RunRow[];
	/** Runs that pass the filter, and the place of the first row among them. */
	readonly shown: number;
	readonly first: number;
	/** All watched runs. */
	readonly total: number;
	readonly filter: string;
	readonly sort: ListSort;
	/** Null where no runs are looked for. */
	readonly discovery: DiscoveryState | null;
	/** Why nothing is requested any more: the key was refused. */
	readonly denied: Problem | null;
};

/** A row of the log. A gap says that entries are missing before the entry that follows it, a rule that it is unread. */
export type LogRow =
	| {
			readonly kind: 'entry';
			readonly index: number;
			readonly entry: LogEntry;
			/** What happened, and the part of it that is in this row; null where it is not wrapped. */
			readonly text: string;
			readonly part: TextRange | null;
			/** Which of the entry's rows it is; only the first says more than the message. */
			readonly row: number;
			/** Whether the search finds something in it, and where. */
			readonly hit: boolean;
			readonly marks: EntryMarks | null;
			/** Whether the cursor is at it. */
			readonly current: boolean;
			/** The entries of its node that it stands for; null where it stands for itself. */
			readonly fold: FoldedNode | null;
			/** Whether it is among the selected lines. */
			readonly selected: boolean;
			/** The short id of its run, where the logs of all are shown. */
			readonly run: SafeText | null;
			/** The time since the run's start or the entry before, in milliseconds, where that is shown and known. */
			readonly since: Duration | null;
	  }
	| {readonly kind: 'gap' | 'unread'; readonly index: number};

export type LogModel = {
	/** Just the rows that fit. */
	readonly rows: readonly LogRow[];
	readonly columns: LogColumns;
	readonly reading: LogReading;
	/** All entries; those that the filters let through; and the place of the first in sight among these. */
	readonly total: number;
	readonly shown: number;
	readonly first: number;
	readonly following: boolean;
	/** Entries that came since the reader last saw the end. */
	readonly fresh: number;
	readonly errors: number;
	readonly sideways: number;
	/** The only node that is shown, exactly as it is called; null shows all. */
	readonly node: string | null;
	/** Whether one line is left of each node. */
	readonly folded: boolean;
	readonly search: string;
	readonly searchState: 'fine' | 'invalid' | 'too-slow';
	/** Entries that the search finds, and which of them the cursor is at (from 1; null at none). */
	readonly hits: number;
	readonly hitNumber: number | null;
	/** How much of a long log has been read, 0 to 100; null when all of it has. */
	readonly readPercent: number | null;
	/** Selected lines. */
	readonly selected: number;
};

export type {OutputRow, OutputsModel} from '../features/outputs/select.ts';

/** Everything that a frame shows. Made by `selectScreen`; the components draw it and know nothing else. */
export type ScreenModel = {
	readonly header: HeaderModel;
	readonly list: RunListModel;
	/** The selected run; null while none is watched, or none passes the filter. */
	readonly run: Run | null;
	readonly detailTop: number;
	readonly log: LogModel;
	/** The nodes of the selected run; null where they are not shown. */
	readonly timeline: TimelineModel | null;
	/** What of the layout hangs on the timeline. */
	readonly timelineView: TimelineView;
	readonly outputs: OutputsModel;
	readonly focus: Pane;
	readonly zoomed: boolean;
	readonly prompt: Prompt | null;
	/** The overlay in front of the panes; null without one. */
	readonly overlay: OverlayModel | null;
	readonly notice: Notice | null;
	/** Whether clicks and the wheel are ours. */
	readonly mouse: boolean;
	readonly now: Instant;
};
