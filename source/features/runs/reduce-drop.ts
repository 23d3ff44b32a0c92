import type {Instant} from '../../core/time/clock.ts';
import {keepDroppedCost} from '../../core/money/session-cost.ts';
import {listedRuns} from './list.ts';
import {saveDropped} from './reduce-saved.ts';
import {dropRun} from './reduce.ts';
import {select} from './selection.ts';
import type {State} from '../../store/state.ts';
import type {Transition} from '../../store/transition.ts';
import {noEffects} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';

/** Removes the selected run from the list, and selects its neighbour. The run itself is not affected. */
export function drop(state: State, at: Instant): Transition {
	const {selected} = state.view;
	const run = selected === null ? undefined : state.runs.get(selected);

	if (run === undefined) {
		return noEffects(state);
	}

	const listed = listedRuns(state).map(({id}) => id);
	const place = listed.indexOf(run.id);
	const neighbour = listed[place + 1] ?? listed[place - 1] ?? null;
	const logs = new Map(state.view.logs);
	const selectedOutputs = new Map(state.view.selectedOutputs);
	const unread = new Map(state.view.unread);
	logs.delete(run.id);
	unread.delete(run.id);
	selectedOutputs.delete(run.id);
	const sessionCost = keepDroppedCost(state.sessionCost, run);
	const left = saveDropped({...state, sessionCost, runs: dropRun(state.runs, run.id)}, run.id);
	const dropped = withView(left, {logs, selectedOutputs, unread});
	return select(
		{
			state: withNotice(dropped, {kind: 'dropped', what: run.label}, at),
			effects: [{type: 'unwatch', id: run.id}],
		},
		neighbour,
	);
}
