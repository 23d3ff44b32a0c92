import type {Duration, Instant} from '../core/time/clock.ts';
import type {Money} from '../core/money/money.ts';
import type {Run} from '../core/run.ts';
import type {Phase} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {SafeText} from '../core/text/text.ts';
import type {DownloadsModel} from '../features/outputs/download/requests.ts';
import type {LogModel} from '../features/log/select.ts';
import type {RunListModel} from '../features/runs/select.ts';
import type {Notice} from './notice.ts';
import type {TimelineModel} from '../features/nodes/select.ts';
import type {TimelineSettings} from '../features/nodes/state.ts';
import type {OutputsModel} from '../features/outputs/select.ts';
import type {OverlayModel} from './overlay.ts';
import type {PromptState} from '../features/prompt/state.ts';
import type {PaneName} from '../features/panes/state.ts';

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
	/** The active downloads; null if there are none. */
	readonly downloads: DownloadsModel | null;
	readonly replay: ReplayModel | null;
	readonly now: Instant;
};

export type ReplayModel = {
	readonly position: Duration;
	readonly length: Duration;
	/** The speed as a multiple of real time. `Infinity` means as fast as possible. */
	readonly speed: number;
	readonly paused: boolean;
};

/** The data that a frame shows. The views have no other input. */
export type ScreenModel = {
	readonly header: HeaderModel;
	readonly list: RunListModel;
	/** The selected run; null if no run is watched or no run passes the filter. */
	readonly run: Run | null;
	readonly detailTop: number;
	readonly log: LogModel;
	readonly timeline: TimelineModel | null;
	readonly timelineView: TimelineSettings;
	readonly outputs: OutputsModel;
	readonly focus: PaneName;
	readonly zoomed: boolean;
	readonly prompt: PromptState | null;
	readonly overlay: OverlayModel | null;
	readonly notice: Notice | null;
	readonly mouse: boolean;
	readonly now: Instant;
};
