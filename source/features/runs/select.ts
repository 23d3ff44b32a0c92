import type {State} from '../../store/state.ts';
import {sortKeyOf} from './columns.ts';
import {distinctInputs, hasSameTitle} from './inputs.ts';
import {listedRows, listedRuns, selectedRow} from './list.ts';
import {labelOf} from './saved.ts';
import {markedInSight, runListHeight, topRowIndex} from './selection.ts';
import {shortIds} from './short-ids.ts';
import type {RunRow} from './state.ts';

export type RunListModel = Readonly<ReturnType<typeof selectRunList>>;

export function selectRunList(state: State) {
	const {filter, fold, marked, columns, unseen} = state.view;
	const {sort} = state.saved;
	const height = runListHeight(state);
	const listed = listedRows(state);
	const selected = selectedRow(state);
	const scrollTop = topRowIndex(state);
	const short = shortIds(state.runs.values());
	return {
		rows: listed.slice(scrollTop, scrollTop + height).map((row): RunRow => ({
			...row,
			shortId: short.get(row.run.id) ?? row.run.label,
			isSelected: row.id === selected?.id,
			isMarked: marked.has(row.run.id),
			isUnseen: unseen.has(row.run.id),
			label: labelOf(state, row.run.id)?.safe ?? null,
			inputs: distinctInputs(row.run, state.runs),
			hasSameTitle: hasSameTitle(row.run, state.runs),
		})),
		/** The number of rows, which is smaller than `matching` if runs are folded. */
		length: listed.length,
		matching: listedRuns(state).length,
		scrollTop,
		total: state.runs.size,
		markedCount: marked.size,
		markedInSight: markedInSight(state).length,
		filter,
		columns,
		fold,
		sort: {key: sortKeyOf(sort.key), descending: sort.descending},
		isReplay: state.replay !== null,
		discovery: state.discovery,
		denied: state.denied,
	};
}
