import {emptySavedState, type SavedState} from '../../core/saved-state.ts';
import {typedText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {StateOptions} from '../../store/registry.ts';
import type {View} from '../../store/state.ts';
import type {RunsState, RunsViewState} from './state.ts';

export function initialRuns(
	{
		saved = emptySavedState,
		discovering = false,
		narrowedBy = null,
		columns = [],
		views = new Map(),
	}: StateOptions,
	now: Instant,
): {readonly state: RunsState; readonly view: RunsViewState & Partial<View>} {
	return {
		state: {
			runs: new Map(),
			workflows: new Map(),
			discovery: discovering ? {readSince: null, left: 0, failure: null, narrowedBy} : null,
			denied: null,
			paused: false,
			priorities: {selected: null, inSight: []},
			removals: [],
			saved,
			configViews: views,
		},
		view: {
			selected: null,
			selectedFold: null,
			fold: 'none',
			openFolds: new Set(),
			topRun: null,
			filter: '',
			marked: new Set(),
			columns,
			unseen: new Set(),
			lookedAt: new Set(),
			justLookedAt: null,
			...(discovering ? restoredFilter(saved, now) : {}),
		},
	};
}

/** The filter of the last session, with a notice, since it can hide runs. Not for runs that the user names. */
function restoredFilter({filter}: SavedState, at: Instant): Pick<View, 'filter' | 'notice'> {
	return {
		filter,
		notice:
			filter === '' ? null : {notice: {kind: 'filter-restored', filter: typedText(filter)}, at},
	};
}
