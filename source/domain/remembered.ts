import type {RunOrderId} from './run.ts';
import type {SafeText} from './text.ts';

/** What the run list can be sorted by, in the order in which a key goes through them. */
export const sortKeys = [
	'added',
	'status',
	'title',
	'progress',
	'cost',
	'created',
	'duration',
] as const;
export type SortKey = (typeof sortKeys)[number];

/** How the run list is sorted. */
export type ListOrder = {readonly key: SortKey; readonly descending: boolean};

/** What outlives a session: all of it chosen or learnt, nothing of it secret. */
export type Remembered = {
	/** Runs that were added by hand, in that order. */
	readonly watched: ReadonlySet<RunOrderId>;
	/** Runs that were dropped, so that they do not come back by themselves. */
	readonly dropped: ReadonlySet<RunOrderId>;
	readonly marked: ReadonlySet<RunOrderId>;
	readonly pinned: ReadonlySet<RunOrderId>;
	readonly order: ListOrder;
	/** How long runs of a workflow took that succeeded, in seconds, by workflow and run; the newest last. */
	readonly runTimes: ReadonlyMap<string, ReadonlyMap<RunOrderId, number>>;
};

/** What a first session begins with. */
export const nothingRemembered: Remembered = {
	watched: new Set(),
	dropped: new Set(),
	marked: new Set(),
	pinned: new Set(),
	order: {key: 'added', descending: false},
	runTimes: new Map(),
};

/** So many times are kept for a workflow, the newest. */
const mostTimes = 20;

/** The memory with one more run time; the identical one when it knows the run. */
export function learnRunTime(
	remembered: Remembered,
	workflowId: string,
	id: RunOrderId,
	seconds: number,
): Remembered {
	const known = remembered.runTimes.get(workflowId) ?? new Map<RunOrderId, number>();

	if (known.has(id)) {
		return remembered;
	}

	const times = new Map([...known, [id, seconds] as const].slice(-mostTimes));
	return {...remembered, runTimes: new Map(remembered.runTimes).set(workflowId, times)};
}

/** The set with the id in it, or without it. */
export function toggled(
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

/** What is wrong with the file that all this is kept in. */
export type MemoryTrouble =
	/** It could not be understood, so it was put aside under another name, and the memory begins anew. */
	| {
			readonly kind: 'put-aside';
			readonly why: 'broken' | 'huge' | 'newer' | 'no-file';
			/** Where it is now. */
			readonly path: SafeText;
	  }
	/** Nothing is kept: there is no place for it, or it cannot be read or written. */
	| {readonly kind: 'no-memory'; readonly why: SafeText};
