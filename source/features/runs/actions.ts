import {emptyWorkflow} from '../../core/workflow.ts';
import type {ActionHandlers} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {selectRunList} from './select.ts';
import {reduceRunsAdded, reduceRunsFound, withDiscovery} from './reduce-discovery.ts';
import {reducePolled} from './reduce-polled.ts';
import {searchTitles, reduceTitlesLoaded} from './reduce-titles.ts';
import {denyRuns, applyWorkflows} from './reduce.ts';
import {moveSelection, runListHeaderRows, select} from './selection.ts';
import {onMouse} from '../panes/index.ts';
import {editedPrompt} from '../prompt/index.ts';

export const runActions = {
	runsAdded: (state, {ids, at}) =>
		reduceRunsAdded(
			state,
			ids.map(id => ({id, title: null})),
			at,
		),
	runsFound: (state, {orders, at}) => reduceRunsFound(state, orders, at),
	listLoaded: (state, {since}) => withDiscovery(state, {readSince: since, failure: null}),
	listFailed: (state, {problem, nextAt}) => withDiscovery(state, {failure: {problem, nextAt}}),
	titlesLoaded: (state, {page, response, at}) => reduceTitlesLoaded(state, page, response, at),
	polled: (state, {outcomes, at}) =>
		searchTitles(noEffects(reducePolled(state, outcomes, at)), outcomes, at),
	denied: (state, {problem}) => ({...state, denied: problem, runs: denyRuns(state.runs)}),
	workflowLoaded(state, {workflowId, workflow}) {
		const workflows = new Map(state.workflows).set(workflowId, workflow);
		return {...state, workflows, runs: applyWorkflows(state.runs, workflows)};
	},
	workflowFailed: (state, {workflowId}) =>
		state.workflows.has(workflowId)
			? state
			: {...state, workflows: new Map(state.workflows).set(workflowId, emptyWorkflow)},
	...onMouse('runs', moveSelection, (state, row, before) => {
		const clicked = selectRunList(before).rows[row - runListHeaderRows(before)];
		const there = withView(state, {focus: 'runs'});
		return clicked === undefined ? there : select(there, clicked.run.id);
	}),
} satisfies Partial<ActionHandlers>;

/** Applies the filter while the user types it. */
export function deriveRuns({state}: Transition, previous: State): State {
	const prompt = editedPrompt(state, previous, 'filter');
	return prompt === null ? state : withView(state, {filter: prompt.text.trim()});
}
