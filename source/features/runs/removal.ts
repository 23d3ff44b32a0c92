import {keepDroppedCosts} from '../../core/money/session-cost.ts';
import type {Run} from '../../core/run.ts';
import {withMembers} from '../../core/saved-state.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {listedRuns} from './list.ts';
import {without} from './reduce.ts';
import {saveAdded, withSaved} from './saved.ts';
import {select} from './selection.ts';

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
			runs: without(runs, ids),
			sessionCost: keepDroppedCosts(sessionCost, removed),
			removals: [...removals, {removed, order: [...runs.keys()]}],
		},
		{
			watched: withMembers(saved.watched, ids, false),
			dropped: new Map([...without(saved.dropped, ids), ...kept]),
		},
	);
	const unmarked = withView(left, {
		logs: without(view.logs, ids),
		selectedOutputs: without(view.selectedOutputs, ids),
		marked: withMembers(view.marked, ids, false),
	});
	const notice = {kind: 'dropped', count: removed.length, what: first.label} as const;
	return {
		state: select(withNotice(unmarked, notice, at), next ?? null),
		effects: ids.map(id => ({type: 'unwatch', id})),
	};
}

/** Brings back what the last removal has removed: each run to its place, with its log and its outputs. */
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
	const what = back[0]?.label ?? cleanName('');
	const noticed = withNotice(restored, {kind: 'restored', count: back.length, what}, at);
	return {state: select(noticed, ids[0] ?? null), effects: [{type: 'watch', ids}]};
}
