import type {Problem} from '../../core/problem.ts';
import type {ListDirection} from '../../core/run-pages.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';

/** Numbers of unseen errors and outputs, and whether the end is unseen. */
export type Unseen = {
	readonly errors: number;
	readonly outputs: number;
	readonly ended: boolean;
};

/** The first `errors` errors and `outputs` outputs are seen. `ended`: the end is seen. */
export type SeenOfRun = Unseen & {
	/** Further errors seen in the log of all runs, as indices among the run's errors. */
	readonly laterErrors: ReadonlySet<number>;
};

/** The state of the search for the account's runs. */
export type DiscoveryState = {
	/** When the latest complete reading of the list started; null before the first. */
	readonly readSince: Instant | null;
	/** The latest failure. `nextAt`: time of the retry, or null. */
	readonly trouble: {readonly problem: Problem; readonly nextAt: Instant | null} | null;
	/** The options that narrow the search, as typed, or null. */
	readonly narrowedBy: SafeText | null;
};

/** The search for the titles of runs that are not from the account's list. */
export type TitleSearch = {
	readonly page: number | null;
	readonly pages: number;
	/** The order of the list, detected from its first page. */
	readonly direction: ListDirection;
	/** When the latest reading started; null before the first. It may not include runs added later. */
	readonly since: Instant | null;
};

export const noTitleSearch: TitleSearch = {page: null, pages: 0, direction: 'none', since: null};
