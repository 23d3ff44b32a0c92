import type {RunProfile} from './forecast/run-profile.ts';
import {memoizeByObject} from './memoize.ts';
import type {RunOrderId} from './run.ts';
import type {SafeText} from './text/text.ts';

/** What the run list can be sorted by, in the order in which a key goes through them. */
export const sortKeys = [
	'added',
	'status',
	'title',
	'progress',
	'cost',
	'created',
	'duration',
	'left',
] as const;
export type SortKey = (typeof sortKeys)[number];

/** How the run list is sorted. */
export type ListSort = {readonly key: SortKey; readonly descending: boolean};

/** What runs taught about their workflows, by workflow and run. An answer knows no revision, so neither does this. */
export type RunProfiles = ReadonlyMap<string, ReadonlyMap<RunOrderId, RunProfile>>;

/** What outlives a session: all of it chosen or learnt, nothing of it secret. */
export type SavedState = {
	/** Runs that were added by hand, in that order. */
	readonly watched: ReadonlySet<RunOrderId>;
	/** Runs that were dropped, so that they do not come back by themselves. */
	readonly dropped: ReadonlySet<RunOrderId>;
	readonly marked: ReadonlySet<RunOrderId>;
	readonly pinned: ReadonlySet<RunOrderId>;
	readonly sort: ListSort;
	/** What runs that succeeded taught, by workflow and run; the run that ended last comes last. */
	readonly runProfiles: RunProfiles;
};

/** What a first session begins with. */
export const emptySavedState: SavedState = {
	watched: new Set(),
	dropped: new Set(),
	marked: new Set(),
	pinned: new Set(),
	sort: {key: 'added', descending: false},
	runProfiles: new Map(),
};

/** So many runs are kept of a workflow, and so many workflows, those that were learnt from last. */
const maxRuns = 20;
export const maxWorkflows = 200;

/** The memory with what one more run taught; the identical one when it knows the run. */
export function addRunProfile(
	saved: SavedState,
	workflowId: string,
	id: RunOrderId,
	profile: RunProfile,
): SavedState {
	const known = saved.runProfiles.get(workflowId) ?? new Map<RunOrderId, RunProfile>();

	if (known.has(id)) {
		return saved;
	}

	// The account's list is read from its newest end, so what comes last is not what ended last.
	const runs = new Map(
		[...known, [id, profile] as const]
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

const profilesOf = memoizeByObject(
	(runs: ReadonlyMap<RunOrderId, RunProfile>): readonly RunProfile[] => [...runs.values()],
);

/** What the earlier runs of a workflow taught, the newest last; without the run itself, which is not before itself. */
export function earlierProfiles(
	runProfiles: RunProfiles,
	workflowId: string | null,
	id: RunOrderId,
): readonly RunProfile[] {
	const runs = runProfiles.get(workflowId ?? '') ?? noRuns;

	if (runs.has(id)) {
		return [...runs].filter(([other]) => other !== id).map(([, profile]) => profile);
	}

	return profilesOf(runs);
}

const noRuns: ReadonlyMap<RunOrderId, RunProfile> = new Map();

/** The set with the id in it, or without it. */
export function withMember(
	ids: ReadonlySet<RunOrderId>,
	id: RunOrderId,
	present: boolean,
): ReadonlySet<RunOrderId> {
	if (ids.has(id) === present) {
		return ids;
	}

	const changed = new Set(ids);

	if (present) {
		changed.add(id);
	} else {
		changed.delete(id);
	}

	return changed;
}

/** A problem with the file of the saved state. */
export type StorageProblem =
	/** The file was unreadable, so it was renamed, and the state is empty. */
	| {
			readonly kind: 'moved-aside';
			readonly why: 'broken' | 'huge' | 'newer' | 'not-a-file';
			/** The new path. */
			readonly path: SafeText;
	  }
	/** There is no folder for the file, or it cannot be read or written. */
	| {readonly kind: 'not-saved'; readonly why: SafeText};
