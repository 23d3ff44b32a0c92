import {commonLength, emptyLog} from '../../../core/log/log-store.ts';
import {allRuns, type State} from '../../../store/state.ts';
import {freshLogView} from '../state.ts';
import {arrange, layersFor, type Criteria, type LogIndex} from './log-index.ts';
import {compileSearch} from './matcher.ts';
import {MergedSequence} from './merged-sequence.ts';
import {RunSequence, type Extended, type LogSequence} from './sequence.ts';

/** Returns the id of the selected run, or `allRuns` if the merged log is shown; null without a selected run. */
export function logKey({view}: Pick<State, 'view'>): string | null {
	return view.selected === null ? null : view.reading.all ? allRuns : view.selected;
}

/** Returns the index of the shown log without reading further entries; null without a selected run. */
export function selectLogIndex(state: State): LogIndex | null {
	const key = logKey(state);
	const known = key === null ? undefined : state.view.logIndexes.get(key);
	const base = extendBase(state, known?.base);
	return base === null
		? null
		: arrange(layersFor(criteriaOf(state, known), base.sequence, known), base, {left: 0}, known);
}

function criteriaOf({view}: State, known: LogIndex | undefined): Criteria {
	const {reading, search} = view;
	const {node, unfolded} = view.logs.get(logKey({view}) ?? '') ?? freshLogView;
	const found = known?.search === search ? known.matcher : compileSearch(search);
	const matcher = typeof found === 'string' ? null : found;
	// Nodes are not folded while a search or a node filter is active. Nodes of the merged log are not folded, because
	// two runs may have nodes with the same id.
	const isFolded = reading.folded && !reading.all && search === '' && node === null;
	return {
		minSeverity: reading.minSeverity,
		node,
		search,
		matcher,
		mode: matcher === null ? 'among' : reading.hits,
		unfolded: isFolded ? unfolded : null,
	};
}

/** Returns the unfiltered entries of the shown log. Extends the base of the previous index (`known`). */
function extendBase(state: State, known: LogSequence | undefined): Extended | null {
	const key = logKey(state);

	if (key === allRuns) {
		const merged = known instanceof MergedSequence ? known : new MergedSequence();
		return merged.over([...state.runs.values()].map(({id, log}) => ({run: id, log})));
	}

	const run = key === null ? undefined : state.runs.get(key);
	const log = known instanceof RunSequence ? known.log : emptyLog();
	return run === undefined
		? null
		: {
				sequence:
					known instanceof RunSequence ? known.over(run.log) : new RunSequence(run.id, run.log),
				kept: commonLength(log, run.log),
			};
}
