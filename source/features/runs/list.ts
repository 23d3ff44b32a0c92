import {memoizeByObject} from '../../core/memoize.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import type {Duration} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {scrollTopShowing, type PaneBox} from '../panes/index.ts';
import {sortRuns} from './columns.ts';
import {dependsOnSeen, dependsOnTime, filterRuns} from './filter.ts';
import {needsMeIds} from './needs-me.ts';

const none: ReadonlySet<RunOrderId> = new Set();

/**
 * Caches the filtered and sorted list of runs. The current time is a part of the cache key only if the filter contains a
 * time, so that other lists are not filtered and sorted again whenever the clock ticks.
 */
const listCache = memoizeByObject(
	(_runs: State['runs'], ..._rest: readonly unknown[]): {runs: readonly Run[] | null} => ({
		runs: null,
	}),
);

export function listedRuns(state: State): readonly Run[] {
	const {runs, view, saved, now} = state;
	const {filter, unseen, selected} = view;
	const needsMe = saved.sort.key === 'needs-me' ? needsMeIds(state) : none;
	const cached = listCache(
		runs,
		filter,
		saved.sort,
		view.marked,
		needsMe,
		saved.labels,
		...(dependsOnTime(filter) ? [Math.floor(now / refreshMs)] : []),
		...(dependsOnSeen(filter) ? [unseen, selected, needsMeIds(state)] : []),
	);
	return (cached.runs ??= filteredRuns(state, needsMe));
}

/** How often a list is filtered again whose filter contains a time, like `ended:<24h`. */
const refreshMs: Duration = 60_000;

export function listedIds(state: State): readonly RunOrderId[] {
	return listedRuns(state).map(({id}) => id);
}

function filteredRuns(state: State, needsMe: ReadonlySet<RunOrderId>): readonly Run[] {
	const {runs, saved, now} = state;
	return sortRuns(filterRuns([...runs.values()], state), saved.sort, now, needsMe);
}

/**
 * Returns the index of the first visible row. This is the index of `top`, so new data does not scroll the list. Only if
 * the row `selected` would be hidden, the list scrolls to show it.
 */
export function listScrollTop(
	ids: readonly string[],
	selected: string | null,
	top: string | null,
	height: number,
): number {
	return scrollTopShowing(
		ids.indexOf(selected ?? ''),
		Math.max(0, ids.indexOf(top ?? '')),
		ids.length,
		height,
	);
}

/** The minimum height, in rows, of a list with a header row. A shorter list uses all rows for runs. */
const roomForHeader = 5;

export function runHeaderRows({contentHeight}: Pick<PaneBox, 'contentHeight'>): number {
	return contentHeight >= roomForHeader ? 1 : 0;
}
