import type {Problem} from '../../core/problem.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import type {ListDirection} from '../../core/run-pages.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Workflow} from '../../core/workflow.ts';

/** Numbers of unseen errors and outputs, and whether the end is unseen. */
export type Unseen = {
	readonly errors: number;
	readonly outputs: number;
	readonly ended: boolean;
};

/** The first `errors` errors and `outputs` outputs are seen. `ended`: the end is seen. */
export type SeenOfRun = Unseen & {
	/** Errors after the first `errors` that the user saw in the combined log of all runs. Each number is an index into this run's errors. */
	readonly laterErrors: ReadonlySet<number>;
};

/** The state of the search for the account's runs. */
export type DiscoveryState = {
	/** When the latest complete reading of the list started; null before the first. */
	readonly readSince: Instant | null;
	/** The latest failure. `nextAt`: time of the retry, or null. */
	readonly failure: {readonly problem: Problem; readonly nextAt: Instant | null} | null;
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

export type RunsState = {
	readonly runs: ReadonlyMap<RunOrderId, Run>;
	readonly workflows: ReadonlyMap<string, Workflow>;
	/** Null if only runs added by id are watched. */
	readonly discovery: DiscoveryState | null;
	readonly titleSearch: TitleSearch;
	/** The service rejected the key, so polling has stopped. */
	readonly denied: Problem | null;
	readonly paused: boolean;
};

export const initialRuns: RunsState = {
	runs: new Map(),
	workflows: new Map(),
	discovery: null,
	titleSearch: {page: null, pages: 0, direction: 'none', since: null},
	denied: null,
	paused: false,
};

export type RunsViewState = {
	readonly selected: RunOrderId | null;
	/** The run in the list's top row; null: the first run. */
	readonly listTop: RunOrderId | null;
	readonly filter: string;
	/** By run. A run without a response has no entry. */
	readonly seen: ReadonlyMap<RunOrderId, SeenOfRun>;
};

export const initialRunsView: RunsViewState = {
	selected: null,
	listTop: null,
	filter: '',
	seen: new Map(),
};
