import {emptyLog} from '../../../core/log/run-log.ts';
import type {Run, RunOrderId} from '../../../core/run.ts';
import {allRuns, type State} from '../../../store/state.ts';
import {markedInSight, selectedRun} from '../../runs/index.ts';
import {freshLogView, type LogPosition} from '../state.ts';
import {arrange, layersFor, type Criteria, type LogIndex} from './log-index.ts';
import {compileSearch} from './matcher.ts';
import {MergedSequence} from './merged-sequence.ts';
import {RunSequence, type Extended, type LogSequence} from './sequence.ts';

/**
 * Identifies the shown log: by the id of the selected run, or by `allRuns` if the merged log of all runs is shown. Also
 * returns `allRuns` if no run is selected. No entries are shown then.
 */
export function logKey({view}: Pick<State, 'view'>): RunOrderId {
	return view.viewOptions.mergesRuns || view.selected === null ? allRuns : view.selected;
}

export function logViewOf({view}: Pick<State, 'view'>): LogPosition {
	return view.logs.get(logKey({view})) ?? freshLogView;
}

/** Returns the runs of the shown log. A merged log has the logs of all runs, or if runs are marked, only of those. */
export function shownRuns(state: State): readonly Run[] {
	const run = selectedRun(state);

	if (run === null || !state.view.viewOptions.mergesRuns) {
		return run === null ? [] : [run];
	}

	const marked = markedInSight(state);
	return marked.length === 0 ? [...state.runs.values()] : marked;
}

/** Returns the index of the shown log, without filtering or searching further entries: `deriveLog` does that. */
export function selectLogIndex(state: State): LogIndex {
	const known = state.view.logIndexes.get(logKey(state));
	const base = extendBase(state, known?.base);
	return arrange(layersFor(criteriaOf(state, known), base.sequence, known), base, {left: 0}, known);
}

function criteriaOf({view}: State, known: LogIndex | undefined): Criteria {
	const {viewOptions, search} = view;
	const {node, unfolded} = logViewOf({view});
	const found = known?.search === search ? known.matcher : compileSearch(search);
	const matcher = typeof found === 'string' ? null : found;
	// No folds during a search, with a node filter, or in the merged log, where two runs may have the same node ids.
	const isFolded = viewOptions.folded && !viewOptions.mergesRuns && search === '' && node === null;
	return {
		minSeverity: viewOptions.minSeverity,
		node,
		search,
		matcher,
		mode: matcher === null ? 'among' : viewOptions.hitFilter,
		unfolded: isFolded ? unfolded : null,
	};
}

/** Returns the shown log before any filter. `known`: an earlier version of it, whose entries are reused. */
function extendBase(state: State, known: LogSequence | undefined): Extended {
	const key = logKey(state);

	if (key === allRuns) {
		const merged = known instanceof MergedSequence ? known : new MergedSequence();
		return merged.over(shownRuns(state).map(({id, log}) => ({run: id, log})));
	}

	const log = state.runs.get(key)?.log ?? emptyLog;
	return known instanceof RunSequence
		? known.over(log)
		: {sequence: new RunSequence(key, log), kept: 0};
}
