import {isDeepStrictEqual} from 'node:util';
import type {RunProfile} from '../core/forecast/run-profile.ts';
import {memoizeByObject} from '../core/memoize.ts';
import type {RunOrderId} from '../core/run.ts';
import {
	emptySavedState,
	type DroppedRun,
	type RunProfiles,
	type SavedState,
	type SavedView,
} from '../core/saved-state.ts';
import {foreignProse} from '../core/text/sanitize.ts';

/** The values of the items of the saved state, as JSON. The id of an item is that of the run, or the name of the view. */
type ItemValues = {
	readonly watched: true;
	readonly dropped: DroppedRun;
	readonly label: string;
	readonly view: SavedView;
	readonly profile: {readonly workflowId: string; readonly profile: RunProfile};
};

export type ItemKind = keyof ItemValues;

/** A change of the saved state. It can be applied to a state that other processes have changed meanwhile. */
export type Change = {
	readonly kind: ItemKind;
	readonly id: string;
	/** Null: the item was removed. */
	readonly value: ItemValues[ItemKind] | null;
};

/** The name of the view that the run list had last. The user cannot save a view under it. */
const lastView = '';

const membersOf = memoizeByObject(
	(ids: ReadonlySet<RunOrderId>) => new Map([...ids].map(id => [id, true as const])),
);
const textsOf = memoizeByObject(
	(labels: SavedState['labels']) => new Map([...labels].map(([id, {exact}]) => [id, exact])),
);
const withWorkflow = memoizeByObject((profile: RunProfile, workflowId: string) => ({
	workflowId,
	profile,
}));
const profilesOf = memoizeByObject(
	(runProfiles: RunProfiles) =>
		new Map(
			[...runProfiles].flatMap(([workflowId, runs]) =>
				[...runs].map(([id, profile]) => [id, withWorkflow(profile, workflowId)] as const),
			),
		),
);

const itemsOf: {
	readonly [Kind in ItemKind]: (saved: SavedState) => ReadonlyMap<string, ItemValues[Kind]>;
} = {
	watched: ({watched}) => membersOf(watched),
	dropped: ({dropped}) => dropped,
	label: ({labels}) => textsOf(labels),
	view: ({views, filter, sort}) => new Map([...views, [lastView, {filter, sort, columns: []}]]),
	profile: ({runProfiles}) => profilesOf(runProfiles),
};

/**
 * Returns the changes from `before` to `after`. Removed run profiles are left out: when the changes are written, the
 * oldest profiles are removed as well.
 */
export function changesBetween(before: SavedState, after: SavedState): readonly Change[] {
	return (Object.keys(itemsOf) as ItemKind[]).flatMap(kind => {
		const [old, current] = [itemsOf[kind](before), itemsOf[kind](after)];

		if (old === current) {
			return [];
		}

		const removed = [...old.keys()].filter(id => kind !== 'profile' && !current.has(id));
		const added = [...current].filter(([id, value]) => !isDeepStrictEqual(old.get(id), value));
		return [
			...removed.map(id => ({kind, id, value: null})),
			...added.map(([id, value]) => ({kind, id, value})),
		];
	});
}

/** Returns the items of a kind by their id, the one that was added last at the end. */
type ReadItems = <Kind extends ItemKind>(kind: Kind) => ReadonlyMap<string, ItemValues[Kind]>;

export function savedStateOf(read: ReadItems): SavedState {
	const views = read('view');
	const {filter, sort} = views.get(lastView) ?? emptySavedState;
	return {
		watched: new Set(read('watched').keys()),
		dropped: read('dropped'),
		labels: new Map([...read('label')].map(([id, text]) => [id, foreignProse(text)])),
		sort,
		filter,
		views: new Map([...views].filter(([name]) => name !== lastView)),
		runProfiles: profilesByWorkflow(read('profile')),
	};
}

/** Returns the workflows in the order of their last change, and the runs of each by their end. */
function profilesByWorkflow(profiles: ReadonlyMap<string, ItemValues['profile']>): RunProfiles {
	const newestFirst = [...profiles].toReversed();
	const workflows = Map.groupBy(newestFirst, ([, {workflowId}]) => workflowId);
	return new Map(
		[...workflows].toReversed().map(([workflow, runs]) => [
			workflow,
			new Map(
				runs
					.toReversed()
					.toSorted(([, a], [, b]) => (a.profile.endedAt ?? 0) - (b.profile.endedAt ?? 0))
					.map(([id, {profile}]) => [id, profile]),
			),
		]),
	);
}
