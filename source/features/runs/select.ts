import type {Problem} from '../../core/problem.ts';
import type {Run} from '../../core/run.ts';
import type {ListSort} from '../../core/saved-state.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {DiscoveryState, Unseen} from './state.ts';
import type {State} from '../../store/state.ts';
import {listedRuns, listWindow} from './list.ts';
import {runListHeight} from './selection.ts';
import {shortIds} from './short-ids.ts';
import {unseenOf} from './unseen.ts';

export type RunRow = {
	readonly run: Run;
	readonly shortId: SafeText;
	readonly selected: boolean;
	readonly marked: boolean;
	readonly pinned: boolean;
	readonly unseen: Unseen;
};

export type RunListModel = {
	readonly rows: readonly RunRow[];
	/** The number of runs that pass the filter. */
	readonly shown: number;
	/** The index of the first visible run. */
	readonly first: number;
	/** The number of all watched runs. */
	readonly total: number;
	readonly filter: string;
	readonly sort: ListSort;
	readonly discovery: DiscoveryState | null;
	readonly denied: Problem | null;
};

export function selectRunList(state: State): RunListModel {
	const {filter, selected, listTop} = state.view;
	const {sort, marked, pinned} = state.saved;
	const height = runListHeight(state);
	const listed = listedRuns(state);
	const ids = listed.map(run => run.id);
	const first = listWindow(ids, selected, listTop, height);
	const short = shortIds(state.runs.values());
	return {
		rows: listed.slice(first, first + height).map(run => ({
			run,
			shortId: short.get(run.id) ?? run.label,
			selected: run.id === selected,
			marked: marked.has(run.id),
			pinned: pinned.has(run.id),
			unseen: unseenOf(state, run),
		})),
		shown: listed.length,
		first,
		total: state.runs.size,
		filter,
		sort,
		discovery: state.discovery,
		denied: state.denied,
	};
}
