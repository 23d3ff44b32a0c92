import {isDeepStrictEqual} from 'node:util';
import type {RunProfile} from '../core/forecast/run-profile.ts';
import type {DroppedRun, SavedState, SavedView} from '../core/saved-state.ts';
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
		...droppedChanges(before.dropped, after.dropped),
		...labelChanges(before.labels, after.labels),
		...viewChanges(before, after),
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

/** The name of the view that the run list had last. The user cannot save a view under it. */
export const lastView = '';

function viewChanges(before: SavedState, after: SavedState): readonly Change[] {
	const [old, current] = [viewsOf(before), viewsOf(after)];
	return [...new Map([...old, ...current]).keys()]
		.filter(name => !isDeepStrictEqual(old.get(name), current.get(name)))
		.map(name => ({kind: 'view', name, view: current.get(name) ?? null}));
}

function viewsOf({views, filter, sort}: SavedState): SavedState['views'] {
	return new Map([...views, [lastView, {filter, sort, columns: []}]]);
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
