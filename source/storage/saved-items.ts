import type {RunProfile} from '../core/forecast/run-samples.ts';
import {memoizeByObject} from '../core/memoize.ts';
import {
	addRunProfile,
	emptySavedState,
	type DroppedRun,
	type SavedState,
	type SavedView,
} from '../core/saved-state.ts';
import {foreignProse} from '../core/text/sanitize.ts';
import type {AccountDatabase} from './database.ts';

/**
 * The saved state as items, in the order in which they were added: the kind and the id (of a run, or the name of a view),
 * such as `watched wfrun_1`, with the value as JSON. Sessions write single items, so that each keeps what others change.
 */
export type SavedItems = ReadonlyMap<string, string>;

type ItemValues = {
	readonly watched: true;
	readonly dropped: DroppedRun;
	readonly label: string;
	readonly view: SavedView;
	/** The last filter and sort order of the run list. */
	readonly shown: Pick<SavedState, 'filter' | 'sort'>;
	readonly profile: {readonly workflowId: string; readonly profile: RunProfile};
};

/** How many watched and how many removed runs are kept, the newest. */
const maxIds = 2000;
const kinds: ReadonlyArray<keyof ItemValues> = [
	'watched',
	'dropped',
	'label',
	'view',
	'shown',
	'profile',
];

const profileText = memoizeByObject((profile: RunProfile, workflowId: string) =>
	JSON.stringify({workflowId, profile} satisfies ItemValues['profile']),
);

export function savedItems(saved: SavedState): SavedItems {
	const {watched, dropped, labels, views, filter, sort, runProfiles} = saved;
	return new Map<string, string>([
		...[...watched].map(id => [`watched ${id}`, 'true'] as const),
		...[...dropped].map(([id, run]) => [`dropped ${id}`, JSON.stringify(run)] as const),
		...[...labels].map(([id, {exact}]) => [`label ${id}`, JSON.stringify(exact)] as const),
		...[...views].map(([name, view]) => [`view ${name}`, JSON.stringify(view)] as const),
		['shown ', JSON.stringify({filter, sort})],
		...[...runProfiles].flatMap(([workflowId, runs]) =>
			[...runs].map(([id, one]) => [`profile ${id}`, profileText(one, workflowId)] as const),
		),
	]);
}

export function savedStateOf(items: SavedItems): SavedState {
	const byKind = Map.groupBy(items, ([key]) => key.slice(0, key.indexOf(' ')));
	const read = <Kind extends keyof ItemValues>(kind: Kind) =>
		(byKind.get(kind) ?? []).map(
			([key, json]) => [key.slice(kind.length + 1), JSON.parse(json) as ItemValues[Kind]] as const,
		);
	const [[, shown] = ['', emptySavedState]] = read('shown');
	const saved: SavedState = {
		watched: new Set(
			read('watched')
				.slice(-maxIds)
				.map(([id]) => id),
		),
		dropped: new Map(read('dropped').slice(-maxIds)),
		labels: new Map(read('label').map(([id, text]) => [id, foreignProse(text)])),
		views: new Map(read('view')),
		filter: shown.filter,
		sort: shown.sort,
		runProfiles: new Map(),
	};
	return read('profile').reduce(
		(before, [id, {workflowId, profile}]) => addRunProfile(before, workflowId, id, profile),
		saved,
	);
}

export function readItems({database, account}: AccountDatabase): SavedItems {
	const rows = database
		.prepare(
			`SELECT kind, id, value FROM saved
			WHERE account = ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY rowid`,
		)
		.all(account, JSON.stringify(kinds));
	return new Map(rows.map(({kind, id, value}) => [`${String(kind)} ${String(id)}`, String(value)]));
}

/** Writes the differences between `before` and `after`, in the transaction of the caller. */
export function writeItems(stored: AccountDatabase, before: SavedItems, after: SavedItems): void {
	for (const key of before.keys()) {
		if (!after.has(key)) {
			writeValue(stored, key, null);
		}
	}

	for (const [key, value] of after) {
		if (before.get(key) !== value) {
			writeValue(stored, key, value);
		}
	}
}

/** Writes a value; null removes it. `key`: the kind, a space, and the id. A new value keeps its place in the order. */
export function writeValue(
	{database, account}: AccountDatabase,
	key: string,
	value: string | null,
): void {
	const [kind, id] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];

	if (value === null) {
		database
			.prepare('DELETE FROM saved WHERE account = ? AND kind = ? AND id = ?')
			.run(account, kind, id);
	} else {
		database
			.prepare(
				`INSERT INTO saved VALUES (?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET value = excluded.value`,
			)
			.run(account, kind, id, value);
	}
}
