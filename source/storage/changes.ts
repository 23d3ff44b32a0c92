import type {RunProfile} from '../core/forecast/run-profile.ts';
import {addRunProfile, withMember, type ListSort, type SavedState} from '../core/saved-state.ts';
import type {RunOrderId} from '../core/run.ts';

/** The parts of the memory that are sets of runs. */
export const idSets = ['watched', 'dropped', 'marked', 'pinned'] as const;
export type IdSet = (typeof idSets)[number];

/** One thing that a session changed. Made again on whatever others wrote meanwhile, it means the same. */
export type Change =
	| {
			readonly kind: 'member';
			readonly set: IdSet;
			readonly id: RunOrderId;
			readonly present: boolean;
	  }
	| {readonly kind: 'order'; readonly order: ListSort}
	| {
			readonly kind: 'time';
			readonly workflowId: string;
			readonly id: RunOrderId;
			readonly profile: RunProfile;
	  };

/** What has to be done to the one memory to have the other. Times that fell out of it are no change. */
export function changesBetween(before: SavedState, after: SavedState): readonly Change[] {
	const {sort: order} = after;
	const sameOrder = order.key === before.sort.key && order.descending === before.sort.descending;
	return [
		...idSets.flatMap(set => memberChanges(set, before[set], after[set])),
		...(sameOrder ? [] : [{kind: 'order' as const, order}]),
		...timeChanges(before, after),
	];
}

/** The memory after the changes, in their order. */
export function applyChanges(saved: SavedState, changes: readonly Change[]): SavedState {
	return changes.reduce(applyChange, saved);
}

function applyChange(saved: SavedState, change: Change): SavedState {
	switch (change.kind) {
		case 'member': {
			const {set, id, present} = change;
			return {...saved, [set]: withMember(saved[set], id, present)};
		}

		case 'order': {
			return {...saved, sort: change.order};
		}

		case 'time': {
			return addRunProfile(saved, change.workflowId, change.id, change.profile);
		}
	}
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

function member(set: IdSet, id: RunOrderId, present: boolean): Change {
	return {kind: 'member', set, id, present};
}

function timeChanges(before: SavedState, after: SavedState): readonly Change[] {
	return before.runProfiles === after.runProfiles
		? []
		: [...after.runProfiles].flatMap(([workflowId, times]) =>
				[...times]
					.filter(([id]) => before.runProfiles.get(workflowId)?.has(id) !== true)
					.map(([id, profile]): Change => ({kind: 'time', workflowId, id, profile})),
			);
}
