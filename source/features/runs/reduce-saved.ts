import {profileOf} from '../../core/forecast/profile-of.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {addRunProfile, withMembers, type SavedState} from '../../core/saved-state.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {PollOutcome} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import {changed, withNotice, withView} from '../../store/with-view.ts';
import {columnName, defaultSort, sortKeyNames, sortKeyOf} from './columns.ts';
import {without} from './reduce.ts';

export function nextSortKey(state: State): State {
	const key = sortKeyOf(state.saved.sort.key);
	return sortBy(state, sortKeyNames[sortKeyNames.indexOf(key) + 1] ?? 'added');
}

/** Chooses the columns of the list. `text`: their names with commas or spaces between them; empty for the usual ones. */
export function setColumns(state: State, text: string, at: Instant): State {
	const columns = text.split(/[\s,，、]+/).filter(name => name !== '');
	const unknown = columns.find(name => !columnName.test(name));
	return unknown === undefined
		? withView(state, {columns: [...new Set(columns)], focus: 'runs'})
		: withNotice(state, {kind: 'unknown-column', name: cleanName(unknown)}, at);
}

export function sortBy(state: State, key: string): State {
	return withSaved(state, {sort: defaultSort(key)});
}

/** Sorts by the column whose title was clicked, and reverses the sort at the second click. */
export function sortByTitle(state: State, name: string): State {
	const key = sortKeyOf(name);
	const sorted = key === sortKeyOf(state.saved.sort.key) ? reverseSort(state) : sortBy(state, key);
	return withView(sorted, {focus: 'runs'});
}

export function reverseSort(state: State): State {
	const {sort} = state.saved;
	return withSaved(state, {sort: {...sort, descending: !sort.descending}});
}

export function saveAdded(state: State, ids: readonly RunOrderId[]): State {
	const {watched, dropped} = state.saved;
	return withSaved(state, {
		watched: withMembers(watched, ids, true),
		dropped: without(dropped, ids),
	});
}

export function saveDropped(state: State, runs: readonly Run[], at: Instant): State {
	const {watched, dropped} = state.saved;
	const ids = runs.map(({id}) => id);
	const kept = runs.map(({id, title, execution}) => {
		const status = execution?.status.exact ?? null;
		return [id, {droppedAt: at, title: title?.exact ?? null, status}] as const;
	});
	return withSaved(state, {
		watched: withMembers(watched, ids, false),
		dropped: new Map([...without(dropped, ids), ...kept]),
	});
}

/** Undoes `saveDropped`. `before`: the saved state before the runs were removed. */
export function saveRestored(state: State, ids: readonly RunOrderId[], before: SavedState): State {
	const {watched, dropped} = state.saved;
	return withSaved(state, {
		watched: new Set([...watched, ...ids.filter(id => before.watched.has(id))]),
		dropped: without(dropped, ids),
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

		const profile = profileOf(run);
		return profile === null ? known : addRunProfile(known, workflowId, run.id, profile);
	}, state.saved);
	return changed(state, {saved});
}

export function withSaved(state: State, change: Partial<SavedState>): State {
	return changed(state, {saved: changed(state.saved, change)});
}
