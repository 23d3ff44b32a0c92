import type {State} from '../../store/state.ts';
import {listScrollTop} from '../runs/index.ts';
import {hasHistoryHeader, historyHeight, idsOf} from './reduce.ts';

export type HistoryModel = NonNullable<ReturnType<typeof selectHistory>>;
export type ShownHistoryRun = HistoryModel['rows'][number];

export function selectHistory(state: State) {
	const {list, sync} = state.history;

	if (list === null) {
		return null;
	}

	const {runs, selected, topRun, problem, invalidTerm, count, total} = list;
	const height = historyHeight(state);
	const scrollTop = listScrollTop(idsOf(runs), selected, topRun, height);
	return {
		rows: runs
			.slice(scrollTop, scrollTop + height)
			.map(run => ({run, selected: run.order.id.exact === selected})),
		scrollTop,
		count,
		total,
		problem,
		invalidTerm,
		sync,
		hasHeader: hasHistoryHeader(state),
	};
}
