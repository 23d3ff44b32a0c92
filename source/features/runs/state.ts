import type {Problem} from '../../core/problem.ts';
import type {ListDirection} from '../../core/run-pages.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';

/** What of a run the user has not seen: how many errors and outputs, and whether it ended since the last look. */
export type Unseen = {
	readonly errors: number;
	readonly outputs: number;
	readonly ended: boolean;
};

/** What of a run the user has seen: its first so many errors and outputs, and whether the run was over by then. */
export type SeenOfRun = Unseen & {
	/** Later errors that were in sight in the log of all runs, by their index among the run's errors. */
	readonly laterErrors: ReadonlySet<number>;
};

/** How the search for the account's runs stands. */
export type DiscoveryState = {
	/** When the reading of the list began that was the last to reach its end; null before the first. */
	readonly readSince: Instant | null;
	/** Why it could not be read the last time, and when it will be tried again; null when it will not be. */
	readonly trouble: {readonly problem: Problem; readonly nextAt: Instant | null} | null;
	/** The options that narrow the search, as they are typed; null where none does. */
	readonly narrowedBy: SafeText | null;
};

/** How far the account's list was read for the titles of runs that did not come from it. */
export type TitleSearch = {
	/** The page that is being asked for; null while none is. */
	readonly page: number | null;
	/** How many were asked for since the reading began. */
	readonly pages: number;
	/** The order of the list, as its first page showed it. */
	readonly direction: ListDirection;
	/** When the reading began; runs that were added since can be missing in it. Null before the first. */
	readonly since: Instant | null;
};

export const noTitleSearch: TitleSearch = {page: null, pages: 0, direction: 'none', since: null};
