import type {State} from '../../store/state.ts';
import type {RunListModel} from '../../store/view-model.ts';
import {listedRuns, listWindow} from './list.ts';
import {runListHeight} from './selection.ts';
import {shortIds} from './short-ids.ts';
import {unseenOf} from './unseen.ts';

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
