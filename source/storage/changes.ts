import type {RunProfile} from '../core/forecast/run-profile.ts';
import type {DroppedRun, ListSort, SavedState} from '../core/saved-state.ts';
import type {RunOrderId} from '../core/run.ts';

export const idSets = ['watched', 'pinned'] as const;
export type IdSet = (typeof idSets)[number];

/** A change of the saved state. It can be applied to a state that other processes have changed meanwhile. */
export type Change =
	| {
			readonly kind: 'member';
			readonly set: IdSet;
			readonly id: RunOrderId;
			readonly present: boolean;
	  }
	/** `run` is null if the run is in the list again. */
	| {readonly kind: 'dropped'; readonly id: RunOrderId; readonly run: DroppedRun | null}
	/** `label` is null if it was removed. */
	| {readonly kind: 'label'; readonly id: RunOrderId; readonly label: string | null}
	| {readonly kind: 'sort'; readonly sort: ListSort}
	| {
			readonly kind: 'profile';
			readonly workflowId: string;
			readonly id: RunOrderId;
			readonly profile: RunProfile;
	  };

/**
 * Returns the changes from `before` to `after`. Removed run profiles are left out: when the changes are written, the
 * oldest profiles are removed as well.
 */
export function changesBetween(before: SavedState, after: SavedState): readonly Change[] {
	const {sort} = after;
	const isSameSort = sort.key === before.sort.key && sort.descending === before.sort.descending;
	return [
		...idSets.flatMap(set => memberChanges(set, before[set], after[set])),
		...droppedChanges(before.dropped, after.dropped),
		...labelChanges(before.labels, after.labels),
		...(isSameSort ? [] : [{kind: 'sort' as const, sort}]),
		...profileChanges(before, after),
	];
}

function memberChanges(
	set: IdSet,
	before: ReadonlySet<RunOrderId>,
	after: ReadonlySet<RunOrderId>,
): readonly Change[] {
	if (before === after) {
		return [];
	}

	return [
		...[...before].filter(id => !after.has(id)).map(id => member(set, id, false)),
		...[...after].filter(id => !before.has(id)).map(id => member(set, id, true)),
	];
}

function droppedChanges(
	before: SavedState['dropped'],
	after: SavedState['dropped'],
): readonly Change[] {
	return before === after
		? []
		: [
				...[...before.keys()]
					.filter(id => !after.has(id))
					.map(id => ({kind: 'dropped' as const, id, run: null})),
				...[...after]
					.filter(([id, run]) => before.get(id) !== run)
					.map(([id, run]) => ({kind: 'dropped' as const, id, run})),
			];
}

function labelChanges(
	before: SavedState['labels'],
	after: SavedState['labels'],
): readonly Change[] {
	const ids = before === after ? [] : new Set([...before.keys(), ...after.keys()]);
	return [...ids]
		.filter(id => before.get(id) !== after.get(id))
		.map(id => ({kind: 'label', id, label: after.get(id)?.exact ?? null}));
}

function member(set: IdSet, id: RunOrderId, present: boolean): Change {
	return {kind: 'member', set, id, present};
}

function profileChanges(before: SavedState, after: SavedState): readonly Change[] {
	return before.runProfiles === after.runProfiles
		? []
		: [...after.runProfiles].flatMap(([workflowId, profiles]) =>
				[...profiles]
					.filter(([id]) => before.runProfiles.get(workflowId)?.has(id) !== true)
					.map(([id, profile]): Change => ({kind: 'profile', workflowId, id, profile})),
			);
}
