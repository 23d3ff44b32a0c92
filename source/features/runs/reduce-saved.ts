import {summarizeRun} from '../../core/forecast/summarize-run.ts';
import {addRunProfile, withMember, type SavedState} from '../../core/saved-state.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {PollOutcome} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import {changed} from '../../store/with-view.ts';
import {sortKeyNames, sortKeyOf, type SortKey} from './sort.ts';

export function nextSortKey(state: State): State {
	const key = sortKeyOf(state.saved.sort.key);
	return sortBy(state, sortKeyNames[sortKeyNames.indexOf(key) + 1] ?? 'added');
}

export function sortBy(state: State, key: SortKey): State {
	return withSaved(state, {sort: {key, descending: false}});
}

export function reverseSort(state: State): State {
	const {sort} = state.saved;
	return withSaved(state, {sort: {...sort, descending: !sort.descending}});
}

export function toggleSelected(state: State, what: 'marked' | 'pinned'): State {
	const {selected} = state.view;
	const ids = state.saved[what];
	return selected === null || !state.runs.has(selected)
		? state
		: withSaved(state, {[what]: withMember(ids, selected, !ids.has(selected))});
}

export function saveAdded(state: State, ids: readonly RunOrderId[]): State {
	const {watched, dropped} = state.saved;
	return withSaved(state, {
		watched: ids.reduce((set, id) => withMember(set, id, true), watched),
		dropped: ids.reduce((set, id) => withMember(set, id, false), dropped),
	});
}

export function saveDropped(state: State, id: RunOrderId): State {
	const {watched, dropped, marked, pinned} = state.saved;
	return withSaved(state, {
		watched: withMember(watched, id, false),
		dropped: withMember(dropped, id, true),
		marked: withMember(marked, id, false),
		pinned: withMember(pinned, id, false),
	});
}

export function addRunProfiles(state: State, outcomes: readonly PollOutcome[]): State {
	const saved = outcomes.reduce((known, outcome) => {
		const run = outcome.kind === 'response' ? state.runs.get(outcome.id) : undefined;
		const workflowId = run?.execution?.workflowId?.exact ?? null;

		if (
			run === undefined ||
			workflowId === null ||
			known.runProfiles.get(workflowId)?.has(run.id) === true
		) {
			return known;
		}

		const profile = summarizeRun(run);
		return profile === null ? known : addRunProfile(known, workflowId, run.id, profile);
	}, state.saved);
	return changed(state, {saved});
}

function withSaved(state: State, change: Partial<SavedState>): State {
	return changed(state, {saved: changed(state.saved, change)});
}
