import type {LearntRun} from '../core/forecast/run-profile.ts';
import {learnRunTime, toggled, type ListOrder, type Remembered} from '../core/saved-state.ts';
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
	| {readonly kind: 'order'; readonly order: ListOrder}
	| {
			readonly kind: 'time';
			readonly workflowId: string;
			readonly id: RunOrderId;
			readonly learnt: LearntRun;
	  };

/** What has to be done to the one memory to have the other. Times that fell out of it are no change. */
export function changesBetween(before: Remembered, after: Remembered): readonly Change[] {
	const {order} = after;
	const sameOrder = order.key === before.order.key && order.descending === before.order.descending;
	return [
		...idSets.flatMap(set => memberChanges(set, before[set], after[set])),
		...(sameOrder ? [] : [{kind: 'order' as const, order}]),
		...timeChanges(before, after),
	];
}

/** The memory after the changes, in their order. */
export function applyChanges(remembered: Remembered, changes: readonly Change[]): Remembered {
	return changes.reduce(applyChange, remembered);
}

function applyChange(remembered: Remembered, change: Change): Remembered {
	switch (change.kind) {
		case 'member': {
			const {set, id, present} = change;
			return {...remembered, [set]: toggled(remembered[set], id, present)};
		}

		case 'order': {
			return {...remembered, order: change.order};
		}

		case 'time': {
			return learnRunTime(remembered, change.workflowId, change.id, change.learnt);
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

function timeChanges(before: Remembered, after: Remembered): readonly Change[] {
	return before.runTimes === after.runTimes
		? []
		: [...after.runTimes].flatMap(([workflowId, times]) =>
				[...times]
					.filter(([id]) => before.runTimes.get(workflowId)?.has(id) !== true)
					.map(([id, learnt]): Change => ({kind: 'time', workflowId, id, learnt})),
			);
}
