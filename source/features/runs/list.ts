import type {SavedState} from '../../core/saved-state.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {matchesFilter} from './filter-match.ts';
import {parseFilter} from './filter-terms.ts';
import {sortRuns} from './sort.ts';
import type {State} from '../../store/state.ts';

type ListCriteria = {
	readonly filter: string;
	readonly sort: SavedState['sort'];
	readonly marked: SavedState['marked'];
	readonly pinned: SavedState['pinned'];
};

/**
 * By the map of runs, which every change of a run replaces. Does not depend on the time: a tick does not sort again.
 */
const cache = new WeakMap<
	State['runs'],
	{readonly criteria: ListCriteria; readonly runs: readonly Run[]}
>();

export function listedRuns(state: State): readonly Run[] {
	const {sort, marked, pinned} = state.saved;
	const criteria: ListCriteria = {filter: state.view.filter, sort, marked, pinned};
	const cached = cache.get(state.runs);

	if (cached !== undefined && isSame(cached.criteria, criteria)) {
		return cached.runs;
	}

	const terms = parseFilter(criteria.filter);
	const all = [...state.runs.values()];
	const passing = terms.length === 0 ? all : all.filter(run => matchesFilter(run, terms, criteria));
	const runs = sortRuns(passing, sort, pinned, state.now);
	cache.set(state.runs, {criteria, runs});
	return runs;
}

function isSame(a: ListCriteria, b: ListCriteria): boolean {
	return (
		a.filter === b.filter && a.sort === b.sort && a.marked === b.marked && a.pinned === b.pinned
	);
}

/**
 * Returns the index of the first row in a window of `height` rows. Keeps the previous top run, so that a response
 * never scrolls the list, unless the selected run would be out of view.
 */
export function listWindow(
	ids: readonly RunOrderId[],
	selected: RunOrderId | null,
	top: RunOrderId | null,
	height: number,
): number {
	const last = Math.max(0, ids.length - height);
	const anchor = top === null ? 0 : Math.max(0, ids.indexOf(top));
	const at = selected === null ? -1 : ids.indexOf(selected);
	const first = at === -1 ? anchor : Math.max(at - height + 1, Math.min(anchor, at));
	return Math.min(Math.max(0, first), last);
}
