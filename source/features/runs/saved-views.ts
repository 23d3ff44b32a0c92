import type {SavedState} from '../../core/saved-state.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {typedText} from '../../core/text/typed-text.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {promptFor} from '../prompt/index.ts';
import {withSaved} from './reduce-saved.ts';
import {selectListed} from './selection.ts';

/** Returns the views of the config and those that the user saved, by name. */
export function viewsOf({commands, saved}: Pick<State, 'commands' | 'saved'>): SavedState['views'] {
	return new Map([...saved.views, ...commands.views]);
}

/** The palette offers only views that exist. */
export function openView(state: State, name: string): State {
	const view = viewsOf(state).get(name);

	if (view === undefined) {
		return state;
	}

	const {filter, sort, columns} = view;
	return selectListed(withView(withSaved(state, {sort}), {filter, columns, focus: 'runs'}));
}

/** Saves the filter, the sort order and the columns under a name. A view of the config can only be changed there. */
export function saveView(state: State, typed: string, at: Instant): State {
	const name = cleanName(typed.trim());

	if (state.commands.views.has(name)) {
		return withNotice(state, {kind: 'view-in-config', name}, at);
	}

	const {filter, columns} = state.view;
	const views = new Map(state.saved.views).set(name, {filter, sort: state.saved.sort, columns});
	return withNotice(withSaved(state, {views}), {kind: 'view-saved', name}, at);
}

export function deleteView(state: State, name: string, at: Instant): State {
	const views = new Map([...state.saved.views].filter(([other]) => other !== name));
	return withNotice(withSaved(state, {views}), {kind: 'view-deleted', name: typedText(name)}, at);
}

/** Saves a filter that the user has chosen, for the next session; not while the user is still typing it. */
export function saveFilter(state: State, previous: State): State {
	const {filter} = state.view;
	const isChosen =
		promptFor(state, 'filter') === null &&
		(filter !== previous.view.filter || promptFor(previous, 'filter') !== null);
	return isChosen ? withSaved(state, {filter}) : state;
}
