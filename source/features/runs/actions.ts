import {emptyWorkflow} from '../../core/workflow.ts';
import type {Action} from '../../store/action.ts';
import type {ActionHandlers} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {selectRunList} from './select.ts';
import {reduceRunsFound, withDiscovery} from './reduce-discovery.ts';
import {reducePolled} from './reduce-polled.ts';
import {searchTitles, reduceTitlesLoaded} from './reduce-titles.ts';
import {addRuns, denyRuns, applyWorkflows} from './reduce.ts';
import {moveSelection, select} from './selection.ts';
import {onMouse} from '../panes/index.ts';
import {editedPrompt} from '../prompt/index.ts';

export const runActions = {
	runsAdded: reduceRunsAdded,
	runsFound: (state, {orders, at}) => reduceRunsFound(state, orders, at),
	listLoaded: (state, {since}) =>
		noEffects(withDiscovery(state, {readSince: since, failure: null})),
	listFailed: (state, {problem, nextAt}) =>
		noEffects(withDiscovery(state, {failure: {problem, nextAt}})),
	titlesLoaded: (state, {page, response, at}) => reduceTitlesLoaded(state, page, response, at),
	polled: (state, {outcomes, at}) =>
		searchTitles(noEffects(reducePolled(state, outcomes, at)), outcomes, at),
	denied: (state, {problem}) => noEffects({...state, denied: problem, runs: denyRuns(state.runs)}),
	workflowLoaded(state, {workflowId, workflow}) {
		const workflows = new Map(state.workflows).set(workflowId, workflow);
		return noEffects({...state, workflows, runs: applyWorkflows(state.runs, workflows)});
	},
	workflowFailed: (state, {workflowId}) =>
		noEffects(
			state.workflows.has(workflowId)
				? state
				: {...state, workflows: new Map(state.workflows).set(workflowId, emptyWorkflow)},
		),
	...onMouse('runs', moveSelection, (state, row, before) => {
		const clicked = selectRunList(before).rows[row];
		const there = noEffects(withView(state, {focus: 'runs'}));
		return clicked === undefined ? there : select(there, clicked.run.id);
	}),
} satisfies Partial<ActionHandlers>;

/** Applies the filter while it is typed. */
export function deriveRuns(next: Transition, previous: State): Transition {
	const prompt = editedPrompt(next.state, previous, 'filter');
	return prompt === null
		? next
		: {...next, state: withView(next.state, {filter: prompt.text.trim()})};
}

function reduceRunsAdded(
	state: State,
	{ids, at}: Extract<Action, {type: 'runsAdded'}>,
): Transition {
	const runs = addRuns(state.runs, ids, at);
	const fresh = ids.map(id => id.exact).filter(id => !state.runs.has(id));

	if (runs === state.runs) {
		return noEffects(state);
	}

	const added: Transition = {
		state: {...state, runs},
		effects: [{type: 'watch', ids: [...new Set(fresh)]}],
	};
	return state.view.selected === null ? select(added, fresh[0] ?? null) : added;
}
