import {isDeepStrictEqual} from 'node:util';
import type {RunProfile} from '../core/forecast/run-profile.ts';
import type {RunOrderId} from '../core/run.ts';
import type {DroppedRun, SavedState, SavedView} from '../core/saved-state.ts';

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
	/** Null: the view was deleted. */
	| {readonly kind: 'view'; readonly name: string; readonly view: SavedView | null}
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
	return [
		...idSets.flatMap(set => memberChanges(set, before[set], after[set])),
		...differences(before.dropped, after.dropped).map(([id, run]): Change => ({
			kind: 'dropped',
			id,
			run,
		})),
		...differences(before.labels, after.labels).map(([id, label]): Change => ({
			kind: 'label',
			id,
			label: label?.exact ?? null,
		})),
		...differences(viewsWithLast(before), viewsWithLast(after)).map(([name, view]): Change => ({
			kind: 'view',
			name,
			view,
		})),
		...profileChanges(before, after),
	];
}

function memberChanges(
	set: IdSet,
	before: ReadonlySet<RunOrderId>,
	after: ReadonlySet<RunOrderId>,
): readonly Change[] {
	const without = (ids: ReadonlySet<RunOrderId>, others: ReadonlySet<RunOrderId>) =>
		[...ids].filter(id => !others.has(id));
	return before === after
		? []
		: [
				...without(before, after).map(id => ({kind: 'member' as const, set, id, present: false})),
				...without(after, before).map(id => ({kind: 'member' as const, set, id, present: true})),
			];
}

/** Returns what was removed, with null, and then what is new or has another value. */
function differences<Key, Value>(
	before: ReadonlyMap<Key, Value>,
	after: ReadonlyMap<Key, Value>,
): ReadonlyArray<readonly [Key, Value | null]> {
	return before === after
		? []
		: [
				...[...before.keys()].filter(key => !after.has(key)).map(key => [key, null] as const),
				...[...after].filter(([key, value]) => !isDeepStrictEqual(before.get(key), value)),
			];
}

/** The name of the view that the run list had last. The user cannot save a view under it. */
export const lastView = '';

function viewsWithLast({views, filter, sort}: SavedState): SavedState['views'] {
	return new Map([...views, [lastView, {filter, sort, columns: []}]]);
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
