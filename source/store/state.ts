import type {Instant} from '../core/time/clock.ts';
import type {TimedNotice} from './notice.ts';
import type {OverlayState} from './overlay.ts';
import type {StateParts, ViewParts} from './registry.ts';

/**
 * What the user has selected, opened and scrolled to. A position in the run list or the log is stored as a run or a log
 * entry, not as a row number. So the screen stays at this run or entry when new rows are inserted above it.
 */
export type View = Readonly<ViewParts> & {
	readonly overlay: OverlayState | null;
	readonly notice: TimedNotice | null;
	/** The latest notices, at most a hundred, the newest first. */
	readonly notices: readonly TimedNotice[];
};

/** The root state. Only `reduce` changes it. The views read it only through selectors. */
export type State = Readonly<StateParts> & {
	/** The time of the latest action. The screen shows the state at this time. */
	readonly now: Instant;
	readonly view: View;
};
