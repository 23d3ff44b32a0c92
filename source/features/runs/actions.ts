import type {RunInputs} from '../../core/history.ts';
import {addRunCost} from '../../core/money/session-cost.ts';
import type {OrderInput, RunOrder} from '../../core/run-order.ts';
import {foreignProse} from '../../core/text/sanitize.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import type {Instant} from '../../core/time/clock.ts';
import {emptyWorkflow} from '../../core/workflow.ts';
import type {PollOutcome} from '../../store/action.ts';
import type {ActionHandlers} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {onMouse} from '../panes/index.ts';
import {editedPrompt} from '../prompt/index.ts';
import {toggleFold} from './list.ts';
import {derivePriorities} from './priorities.ts';
import {
	addRuns,
	applyOutcomes,
	applyWorkflows,
	denyRuns,
	withinMemory,
	withTitles,
} from './reduce.ts';
import {addRunProfiles, saveFilter, sortByTitle} from './saved.ts';
import {selectRunList} from './select.ts';
import {moveSelection, runListHeaderRows, select, selectFirst, selectListRow} from './selection.ts';
import type {DiscoveryState} from './state.ts';
import {deriveUnseen} from './unseen.ts';

const runMouse = onMouse('runs', moveSelection, (state, row, before) => {
	const clicked = selectRunList(before).rows[row - runListHeaderRows(before)];
	const there = withView(state, {focus: 'runs'});

	if (clicked === undefined) {
		return there;
	}

	const selected = selectListRow(there, clicked);
	return clicked.fold === null ? selected : toggleFold(selected, clicked.id);
});

export const runActions = {
	runsAdded: (state, {ids, at}) =>
		reduceRunsAdded(
			state,
			ids.map(id => ({id, title: null})),
			at,
		),
	// Runs that the user has removed are not added again.
	runsFound: (state, {orders, at}) =>
		reduceRunsAdded(
			state,
			orders.filter(({id}) => !state.saved.dropped.has(id.exact)),
			at,
		),
	listLoaded: (state, {since, left}) =>
		withDiscovery({...state, denied: null}, {readSince: since, left, failure: null}),
	listFailed: (state, {problem, nextAt}) => withDiscovery(state, {failure: {problem, nextAt}}),
	polled(state, {outcomes}) {
		const reported = new Set(outcomes.map(({id}) => id));
		const runs = withinMemory(
			applyOutcomes(state, outcomes),
			id => id === state.view.selected || reported.has(id),
		);
		const sessionCost = outcomes.reduce((cost, {id}) => {
			const [before, after] = [state.runs.get(id), runs.get(id)];
			return before === undefined || after === undefined ? cost : addRunCost(cost, before, after);
		}, state.sessionCost);
		// After a refusal of the key, responses come only after it was tried again: a replay learns of it here.
		const polled = addRunProfiles({...state, denied: null, runs, sessionCost}, outcomes);
		return readInputs(polled, state, outcomes);
	},
	orderLoaded: (state, {id, info: {inputs}}) => withInputs(state, [{id, inputs}]),
	orderRead: (state, {id, info}) =>
		info === null ? state : withInputs(state, [{id, inputs: info.inputs}]),
	inputsKept: (state, {inputs}) => withInputs(state, inputs),
	denied: (state, {problem}) => ({...state, denied: problem, runs: denyRuns(state.runs)}),
	workflowLoaded(state, {workflowId, workflow}) {
		const workflows = new Map(state.workflows).set(workflowId, workflow);
		return {...state, workflows, runs: applyWorkflows(state.runs, workflows)};
	},
	workflowFailed: (state, {workflowId}) =>
		state.workflows.has(workflowId)
			? state
			: {...state, workflows: new Map(state.workflows).set(workflowId, emptyWorkflow)},
	...runMouse,
	clicked: (state, action, context) =>
		action.sortKey && context.before.view.mouse && context.before.view.prompt === null
			? sortByTitle(state, action.sortKey)
			: runMouse.clicked(state, action, context),
} satisfies Partial<ActionHandlers>;

export function deriveRuns(state: State, previous: State): HandlerResult {
	const prompt = editedPrompt(state, previous, 'filter');
	const filtered =
		prompt === null ? saveFilter(state, previous) : withView(state, {filter: prompt.text.trim()});
	// Also for runs that are added or brought back later: they would wait for their first response forever.
	const runs = filtered.denied === null ? filtered.runs : denyRuns(filtered.runs);
	const chosen = selectFirst(runs === filtered.runs ? filtered : {...filtered, runs});
	return chosen === previous ? state : derivePriorities(deriveUnseen(chosen, previous));
}

/**
 * Adds the runs `found`, with their titles, and requests the effect `watch` for the new ones. If no run is selected and
 * no filter may hide runs, selects the first new run.
 */
export function reduceRunsAdded(
	state: State,
	found: ReadonlyArray<Pick<RunOrder, 'id' | 'title'>>,
	at: Instant,
): HandlerResult {
	const ids = found.map(({id}) => id);
	const runs = withTitles(addRuns(state.runs, ids, at), found);

	if (runs === state.runs) {
		return state;
	}

	const fresh = [...runs.keys()].filter(id => !state.runs.has(id));
	const added = {...state, runs};
	const {selected, filter} = state.view;
	return {
		state: selected === null && filter === '' ? select(added, fresh[0] ?? null) : added,
		effects: fresh.length === 0 ? [] : [{type: 'watch', ids: fresh}],
	};
}

function withDiscovery(state: State, change: Partial<DiscoveryState>): State {
	const {discovery} = state;
	return discovery === null ? state : {...state, discovery: {...discovery, ...change}};
}

/** Keeps the inputs of watched runs. */
export function withInputs(state: State, found: readonly RunInputs[]): State {
	const runs = new Map(state.runs);

	for (const {id, inputs} of found) {
		const run = runs.get(id);

		if (run !== undefined) {
			runs.set(id, {...run, inputs: inputs.map(withoutSignature)});
		}
	}

	return found.some(({id}) => runs.has(id)) ? {...state, runs} : state;
}

function withoutSignature(input: OrderInput): OrderInput {
	const exact = withoutQueries(input.value.exact);
	return exact === input.value.exact ? input : {...input, value: foreignProse(exact)};
}

/** On a screen, reads the inputs of each run once, after the first response for it. */
export function readInputs(
	state: State,
	{runs: before}: State,
	outcomes: readonly PollOutcome[],
): HandlerResult {
	const ids = outcomes
		.filter(({id, kind}) => {
			const wasKnown = (before.get(id)?.polling.respondedAt ?? null) !== null;
			return kind === 'response' && !wasKnown && state.runs.get(id)?.inputs === null;
		})
		.map(({id}) => id);
	return state.view.size.columns === 0 || ids.length === 0
		? state
		: {state, effects: [{type: 'readInputs', ids}]};
}
