import {runProfileOf} from '../../core/forecast/run-samples.ts';
import {keepDroppedCosts} from '../../core/money/session-cost.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {addRunProfile, withMembers, type SavedState} from '../../core/saved-state.ts';
import {
	cleanName,
	foreignProse,
	typedText,
	type ForeignText,
	type SafeText,
} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {PollOutcome} from '../../polling/actions.ts';
import type {CommandOf} from '../../store/command.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withChanges, withNotice, withView} from '../../store/with-view.ts';
import {promptFor} from '../prompt/index.ts';
import {columnName} from './columns.ts';
import {listedRuns} from './list.ts';
import {withoutKeys} from './reduce.ts';
import {selectListed, selectRun, targetRuns} from './selection.ts';
import {defaultSort, sortKeyNames, sortKeyOf} from './sort.ts';

/** Longer labels are cut to this number of characters. */
const maxLabel = 100;

function withSaved(state: State, change: Partial<SavedState>): State {
	return withChanges(state, {saved: withChanges(state.saved, change)});
}

type SetCommand = CommandOf<'set'>;

const listSettings: {
	readonly [Name in SetCommand['setting']]?: (
		state: State,
		value: string,
		at: Instant,
	) => HandlerResult;
} = {
	sort(state, value, at) {
		return sortKeyOf(value) === value
			? sortBy(state, value)
			: withNotice(state, {kind: 'not-set', setting: 'sort', value: cleanName(value)}, at);
	},
	filter: (state, value) => selectListed(withView(state, {filter: value, focus: 'runs'})),
	label: labelRuns,
	columns: setColumns,
	view: openView,
	'save-view': saveView,
	'delete-view': deleteView,
};

/** Changes a setting of the run list; null if the setting is not about it. */
export function changeListSetting(
	state: State,
	{setting, value}: SetCommand,
	at: Instant,
): HandlerResult | null {
	return listSettings[setting]?.(state, value, at) ?? null;
}

export function nextSortKey(state: State): State {
	const chosen = state.view.columns.filter(id => !sortKeyNames.includes(sortKeyOf(id)));
	const keys = [...sortKeyNames, ...chosen];
	return sortBy(state, keys[keys.indexOf(sortKeyOf(state.saved.sort.key)) + 1] ?? 'needs-me');
}

function sortBy(state: State, key: string): State {
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

/** Chooses the columns of the list. `text`: their names with commas or spaces between them; empty for the usual ones. */
function setColumns(state: State, text: string, at: Instant): State {
	const columns = text.split(/[\s,，、]+/).filter(name => name !== '');
	const unknown = columns.find(name => !columnName.test(name));
	return unknown === undefined
		? withView(state, {columns: [...new Set(columns)], focus: 'runs'})
		: withNotice(state, {kind: 'unknown-column', name: cleanName(unknown)}, at);
}

export function saveAdded(state: State, ids: readonly RunOrderId[]): State {
	const {watched, dropped} = state.saved;
	return withSaved(state, {
		watched: withMembers(watched, ids, true),
		dropped: withoutKeys(dropped, ids),
	});
}

export function addRunProfiles(state: State, outcomes: readonly PollOutcome[]): State {
	const saved = outcomes.reduce((known, {id, kind}) => {
		const run = state.runs.get(id);
		const workflowId = run?.execution?.workflowId?.exact ?? null;

		if (kind !== 'response' || run === undefined || workflowId === null) {
			return known;
		}

		const isKnown = known.runProfiles.get(workflowId)?.has(id) === true;
		const profile = isKnown ? null : runProfileOf(run);
		return profile === null ? known : addRunProfile(known, workflowId, id, profile);
	}, state.saved);
	return withChanges(state, {saved});
}

/** The name that the user gave to a run; null if there is none. */
export function labelOf({saved}: Pick<State, 'saved'>, id: RunOrderId): ForeignText | null {
	return saved.labels.get(id) ?? null;
}

/** Names the selected run, or all marked runs in sight. An empty text removes their labels. */
function labelRuns(state: State, text: string, at: Instant): State {
	const ids = targetRuns(state).map(({id}) => id);
	const typed = foreignProse(text.trim().slice(0, maxLabel));
	const label = typed.exact === '' ? null : typed;
	const labels = new Map([
		...withoutKeys(state.saved.labels, ids),
		...(label === null ? [] : ids.map(id => [id, label] as const)),
	]);
	const notice = {kind: 'labeled', label: label?.safe ?? null, count: ids.length} as const;
	return ids.length === 0 ? state : withNotice(withSaved(state, {labels}), notice, at);
}

/** Returns the views of the config and those that the user saved, by name. */
export function viewsOf({
	configViews,
	saved,
}: Pick<State, 'configViews' | 'saved'>): SavedState['views'] {
	return new Map([...saved.views, ...configViews]);
}

/** Opens a view, which must exist: the palette offers no others. */
function openView(state: State, name: string): State {
	const view = viewsOf(state).get(name);

	if (view === undefined) {
		return state;
	}

	const {filter, sort, columns} = view;
	return selectListed(withView(withSaved(state, {sort}), {filter, columns, focus: 'runs'}));
}

/** Saves the filter, the sort order and the columns under a name. A view of the config can only be changed there. */
function saveView(state: State, typed: string, at: Instant): State {
	const name = cleanName(typed.trim());

	if (state.configViews.has(name)) {
		return withNotice(state, {kind: 'view-in-config', name}, at);
	}

	const {filter, columns} = state.view;
	const views = new Map(state.saved.views).set(name, {filter, sort: state.saved.sort, columns});
	return withNotice(
		withSaved(state, {views}),
		{kind: 'view-saved', name, isKept: !state.isDemo},
		at,
	);
}

function deleteView(state: State, name: string, at: Instant): State {
	const views = withoutKeys(state.saved.views, [name]);
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

/** Removes runs from the list. If the selected run is among them, selects the next run that stays. */
export function removeRuns(state: State, removed: readonly Run[], at: Instant): HandlerResult {
	const [first] = removed;

	if (first === undefined) {
		return state;
	}

	const ids = removed.map(({id}) => id);
	const listed = listedRuns(state).map(({id}) => id);
	const place = Math.max(0, listed.indexOf(state.view.selected ?? ''));
	const next = [...listed.slice(place), ...listed.slice(0, place).toReversed()].find(
		id => !ids.includes(id),
	);
	const {runs, saved, sessionCost, removals, view} = state;
	const kept = removed.map(({id, title, execution}) => {
		const status = execution?.status.exact ?? null;
		return [id, {title: title?.exact ?? null, status}] as const;
	});
	const left = withSaved(
		{
			...state,
			runs: withoutKeys(runs, ids),
			sessionCost: keepDroppedCosts(sessionCost, removed),
			removals: [...removals, {removed, order: [...runs.keys()]}],
		},
		{
			watched: withMembers(saved.watched, ids, false),
			dropped: new Map([...withoutKeys(saved.dropped, ids), ...kept]),
		},
	);
	const unmarked = withView(left, {marked: withMembers(view.marked, ids, false)});
	const notice = {kind: 'dropped', count: removed.length, what: nameOf(state, first)} as const;
	return {
		state: selectRun(withNotice(unmarked, notice, at), next ?? null),
		effects: ids.map(id => ({type: 'unwatch', id})),
	};
}

/** Takes runs out of the list that were in it only for a while. Unlike removed ones, they can be found again. */
export function forgetRuns(
	state: State,
	ids: readonly RunOrderId[],
	{selected, filter}: Pick<State['view'], 'selected' | 'filter'>,
): HandlerResult {
	const left = ids.length === 0 ? state : {...state, runs: withoutKeys(state.runs, ids)};
	return {
		state: ids.includes(state.view.selected ?? '')
			? selectRun(withView(left, {filter}), selected)
			: left,
		effects: ids.map(id => ({type: 'unwatch', id})),
	};
}

function nameOf(state: State, {id, title, safeId}: Run): SafeText {
	return labelOf(state, id)?.safe ?? title?.safe ?? safeId;
}

/** Brings back the runs of the last removal, each to its place, with its log and its outputs. */
export function undoRemoval(state: State, at: Instant): HandlerResult {
	const {runs, removals} = state;
	// Some runs may have been added again by their ids.
	const last = removals.findLast(({removed}) => removed.some(({id}) => !runs.has(id)));

	if (last === undefined) {
		return withNotice(state, {kind: 'nothing-to-undo'}, at);
	}

	const back = last.removed.filter(({id}) => !runs.has(id));
	const ids = back.map(({id}) => id);
	const places = new Map(last.order.map((id, index) => [id, index]));
	const placeOf = ({id}: Run) => places.get(id) ?? places.size;
	const all = [...runs.values(), ...back].toSorted((a, b) => placeOf(a) - placeOf(b));
	const restored = saveAdded(
		{
			...state,
			runs: new Map(all.map(run => [run.id, run])),
			removals: removals.slice(0, removals.indexOf(last)),
		},
		ids,
	);
	const what = back[0] === undefined ? cleanName('') : nameOf(state, back[0]);
	const noticed = withNotice(restored, {kind: 'restored', count: back.length, what}, at);
	return {state: selectRun(noticed, ids[0] ?? null), effects: [{type: 'watch', ids}]};
}
