import type {State} from '../../store/state.ts';
import {listedIds, listedRuns, listScrollTop} from './list.ts';
import {markedInSight} from './marks.ts';
import {runListHeight} from './selection.ts';
import {distinctInputs} from './inputs.ts';
import {labelOf} from './labels.ts';
import {shortIds} from './short-ids.ts';
import {sortKeyOf} from './sort.ts';
import {unseenOf} from './unseen.ts';

export type RunListModel = Readonly<ReturnType<typeof selectRunList>>;
export type RunRow = Readonly<RunListModel['rows'][number]>;

export function selectRunList(state: State) {
	const {filter, selected, topRun, marked, columns} = state.view;
	const {sort, pinned} = state.saved;
	const height = runListHeight(state);
	const listed = listedRuns(state);
	const scrollTop = listScrollTop(listedIds(state), selected, topRun, height);
	const short = shortIds(state.runs.values());
	return {
		rows: listed.slice(scrollTop, scrollTop + height).map(run => ({
			run,
			shortId: short.get(run.id) ?? run.label,
			selected: run.id === selected,
			marked: marked.has(run.id),
			pinned: pinned.has(run.id),
			unseen: unseenOf(state, run),
			label: labelOf(state, run.id),
			inputs: distinctInputs(run, state.runs),
		})),
		matching: listed.length,
		scrollTop,
		total: state.runs.size,
		markedCount: marked.size,
		markedInSight: markedInSight(state).length,
		isMarking: state.view.markedFrom !== null,
		filter,
		columns,
		sort: {key: sortKeyOf(sort.key), descending: sort.descending},
		discovery: state.discovery,
		denied: state.denied,
	};
}
