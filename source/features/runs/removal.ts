import {keepDroppedCosts} from '../../core/money/session-cost.ts';
import type {Run} from '../../core/run.ts';
import {withMembers} from '../../core/saved-state.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {listedIds} from './list.ts';
import {without} from './reduce.ts';
import {saveDropped, saveRestored} from './saved.ts';
import {select} from './selection.ts';
import type {Removal} from './state.ts';

/** The maximum number of removals that can be undone in a session. */
const maxRemovals = 20;

/** Removes runs from the list. If the selected run is among them, selects the next run that stays. */
export function removeRuns(state: State, removed: readonly Run[], at: Instant): HandlerResult {
	const [first] = removed;

	if (first === undefined) {
		return state;
	}

	const ids = new Set(removed.map(({id}) => id));
	const listed = listedIds(state);
	const place = listed.indexOf(state.view.selected ?? '');
	const stays = (id: string): boolean => !ids.has(id);
	const selected =
		[...listed.slice(place), ...listed.slice(0, Math.max(0, place)).toReversed()].find(stays) ??
		null;
	const removal: Removal = {
		runs: removed,
		order: [...state.runs.keys()],
		saved: state.saved,
		marked: state.view.marked,
	};
	const left = {
		...state,
		runs: without(state.runs, ids),
		sessionCost: keepDroppedCosts(state.sessionCost, removed),
		removals: [...state.removals, removal].slice(-maxRemovals),
	};
	const {logs, selectedOutputs, marked} = state.view;
	const saved = withView(saveDropped(left, removed, at), {
		logs: without(logs, ids),
		selectedOutputs: without(selectedOutputs, ids),
		marked: withMembers(marked, ids, false),
	});
	const notice = {kind: 'dropped', count: removed.length, what: first.label} as const;
	return {
		state: select(withNotice(saved, notice, at), selected),
		effects: removed.map(({id}) => ({type: 'unwatch', id})),
	};
}

/** Brings back what the last removal has removed: each run to its place, with its marks, its log and its outputs. */
export function undoRemoval(state: State, at: Instant): HandlerResult {
	const last = state.removals.findLast(({runs}) => runs.some(({id}) => !state.runs.has(id)));

	if (last === undefined) {
		return withNotice(state, {kind: 'nothing-to-undo'}, at);
	}

	const back = last.runs.filter(({id}) => !state.runs.has(id));
	const ids = back.map(({id}) => id);
	const all = new Map([...state.runs, ...back.map(run => [run.id, run] as const)]);
	const runs = new Map(
		[...new Set([...last.order, ...all.keys()])].flatMap(id => {
			const run = all.get(id);
			return run === undefined ? [] : [[id, run]];
		}),
	);
	const removals = state.removals.slice(0, state.removals.indexOf(last));
	const restored = saveRestored({...state, runs, removals}, ids, last.saved);
	const marked = new Set([...state.view.marked, ...ids.filter(id => last.marked.has(id))]);
	const noticed = withNotice(
		withView(restored, {marked}),
		{kind: 'restored', count: back.length, what: back[0]?.label ?? cleanName('')},
		at,
	);
	return {state: select(noticed, ids[0] ?? null), effects: [{type: 'watch', ids}]};
}
