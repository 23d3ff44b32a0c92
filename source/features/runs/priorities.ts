import type {Priorities, RunOrderId} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {listedRows} from './list.ts';
import {wasShortened} from './reduce.ts';
import {runListHeight, topRowIndex} from './selection.ts';

/** Requests the effect `prioritize` if the selected run or the runs in sight have changed. Without a screen, never does. */
export function derivePriorities(state: State): HandlerResult {
	const {selected, size} = state.view;

	if (size.columns === 0) {
		return state;
	}

	const inSight = runsInSight(state);

	if (selected === state.priorities.selected && isSame(inSight, state.priorities)) {
		return state;
	}

	const priorities = {selected, inSight: [...inSight]};
	const run = state.runs.get(selected ?? '');
	return {
		state: {...state, priorities},
		effects: [
			{type: 'prioritize', ...priorities},
			...(run !== undefined && wasShortened(run) && selected !== state.priorities.selected
				? [{type: 'pollNow', id: run.id} as const]
				: []),
		],
	};
}

/** Returns the runs in the rows of the run list, and those that are marked. */
function runsInSight(state: State): ReadonlySet<RunOrderId> {
	// The user can show a hidden list at any time. Its runs are then as fresh as if it had been visible.
	const shown = {...state, view: {...state.view, focus: 'runs', zoomed: false}} as const;
	const height = runListHeight(state) || runListHeight(shown);
	const top = topRowIndex(state, height);
	const ids = listedRows(state)
		.slice(top, top + height)
		.map(({run}) => run.id);
	return new Set([...ids, ...state.view.marked]);
}

function isSame(ids: ReadonlySet<RunOrderId>, {inSight}: Priorities): boolean {
	return ids.size === inSight.length && inSight.every(id => ids.has(id));
}
