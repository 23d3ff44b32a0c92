import type {RunProfile} from './forecast/run-samples.ts';
import {memoizeByObject} from './memoize.ts';
import type {RunOrderId} from './run.ts';
import type {ForeignText, SafeText} from './text/sanitize.ts';

/** `key` names a sort order of `features/runs/columns.ts`. It can be unknown, if another version saved it. */
export type ListSort = {readonly key: string; readonly descending: boolean};

/**
 * The profiles of ended runs by workflow id and run id. A profile is the data for forecasts of later runs, like the
 * duration. Revisions of a workflow are not kept apart, because execution responses do not contain the revision.
 */
type RunProfiles = ReadonlyMap<string, ReadonlyMap<RunOrderId, RunProfile>>;

/** The data that is kept of a run that was removed from the list, so that it can be restored. The texts are exact. */
export type DroppedRun = {readonly title: string | null; readonly status: string | null};

/** The settings of the run list that the user can save under a name. */
export type SavedView = {
	readonly filter: string;
	readonly sort: ListSort;
	/** The ids of the columns; empty for the usual ones. */
	readonly columns: readonly string[];
};

/** The data that is saved on disk. It contains no secrets. */
export type SavedState = {
	/** Runs that the user added, in the order in which they were added. */
	readonly watched: ReadonlySet<RunOrderId>;
	/** Runs that the user removed, the last one last. Automatic discovery must not add them again. */
	readonly dropped: ReadonlyMap<RunOrderId, DroppedRun>;
	/** The names that the user gave to runs. */
	readonly labels: ReadonlyMap<RunOrderId, ForeignText>;
	readonly sort: ListSort;
	/** The filter of the run list when the user last typed, chose or cleared one. */
	readonly filter: string;
	readonly views: ReadonlyMap<string, SavedView>;
	/** The profiles of runs that succeeded. The runs of a workflow are sorted by their end, the latest last. */
	readonly runProfiles: RunProfiles;
};

export const emptySavedState: SavedState = {
	watched: new Set(),
	dropped: new Map(),
	labels: new Map(),
	sort: {key: 'needs-me', descending: false},
	filter: '',
	views: new Map(),
	runProfiles: new Map(),
};

/** The maximum number of saved profiles per workflow. The runs that ended last are kept. */
const maxRuns = 20;
/** The maximum number of workflows with saved profiles. The most recently updated workflows are kept. */
export const maxWorkflows = 200;

export function addRunProfile(
	saved: SavedState,
	workflowId: string,
	id: RunOrderId,
	profile: RunProfile,
): SavedState {
	const profiles = saved.runProfiles.get(workflowId) ?? new Map<RunOrderId, RunProfile>();

	if (profiles.has(id)) {
		return saved;
	}

	// Sorts by the end of the run, since discovery adds the newest runs first.
	const runs = new Map(
		[...profiles, [id, profile] as const]
			.toSorted(([, a], [, b]) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
			.slice(-maxRuns),
	);

	if (!runs.has(id)) {
		return saved;
	}

	const others = [...saved.runProfiles].filter(([workflow]) => workflow !== workflowId);
	return {
		...saved,
		runProfiles: new Map([...others, [workflowId, runs] as const].slice(-maxWorkflows)),
	};
}

const noRuns: ReadonlyMap<RunOrderId, RunProfile> = new Map();

const profilesOf = memoizeByObject((runs: ReadonlyMap<RunOrderId, RunProfile>) => [
	...runs.values(),
]);

/** Returns the saved profiles of a workflow's runs. The run that ended last is last. */
export function earlierProfiles(
	runProfiles: RunProfiles,
	workflowId: string | null,
): readonly RunProfile[] {
	return profilesOf(runProfiles.get(workflowId ?? '') ?? noRuns);
}

/** Adds the ids to the set, or removes them from it if not `present`. Returns `set` itself if nothing changes. */
export function withMembers(
	set: ReadonlySet<RunOrderId>,
	ids: Iterable<RunOrderId>,
	present: boolean,
): ReadonlySet<RunOrderId> {
	const others = new Set(ids);
	const changed = present ? set.union(others) : set.difference(others);
	return changed.size === set.size ? set : changed;
}

export type StorageProblem =
	/** The file of the saved state was broken and was renamed to `path`. An empty state is used instead. */
	| {readonly kind: 'moved-aside'; readonly path: SafeText}
	/** The file cannot be used, and stays as it is. Nothing is saved. */
	| {readonly kind: 'unusable'; readonly why: 'newer' | 'not-a-file'; readonly path: SafeText}
	/** The folder for the file is unknown, or the file cannot be read or written. */
	| {readonly kind: 'not-saved'; readonly why: SafeText};
