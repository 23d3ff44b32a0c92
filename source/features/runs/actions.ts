import type {RunInputs} from '../../core/history.ts';
import {addRunCost} from '../../core/money/session-cost.ts';
import {emptyWorkflow, withInputNames, type RunOrder} from '../../core/run-order.ts';
import type {Run} from '../../core/run.ts';
import {foreignProse} from '../../core/text/sanitize.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {ActionHandlers, Feature} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withChanges, withView} from '../../store/with-view.ts';
import {onMouse} from '../panes/index.ts';
import {editedPrompt} from '../prompt/index.ts';
import {listedRows, toggleFold} from './list.ts';
import {
	applyNames,
	applyOutcomes,
	changeRuns,
	denyRuns,
	limitLogs,
	newRun,
	type Names,
} from './reduce.ts';
import {addRunProfiles, saveFilter, sortByTitle} from './saved.ts';
import {
	derivePriorities,
	moveSelection,
	runListHeaderRows,
	selectFirst,
	selectListRow,
	selectRun,
	topRowIndex,
} from './selection.ts';
import type {DiscoveryState} from './state.ts';

const mouse = onMouse('runs', moveSelection, (state, row, before) => {
	const clicked = listedRows(before)[topRowIndex(before) + row - runListHeaderRows(before)];
	const there = withView(state, {focus: 'runs'});

	if (clicked === undefined || row < runListHeaderRows(before)) {
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
	rewound: (state, {past: {runs, workflows, discovery, denied, saved}}) => ({
		...state,
		runs,
		workflows,
		discovery,
		denied,
		saved: {...state.saved, runProfiles: saved.runProfiles},
	}),
	// Runs that the user has removed are not added again.
	runsFound: (state, {orders, at}) =>
		reduceRunsAdded(
			state,
			orders.filter(({id}) => !state.saved.dropped.has(id.exact)),
			at,
		),
	// Takes the titles of watched runs, also of those that the engine does not know yet.
	runsRead: (state, {orders, at}) =>
		reduceRunsAdded(
			state,
			orders.filter(({id}) => state.runs.has(id.exact)),
			at,
		),
	listLoaded: (state, {since, left}) =>
		withDiscovery({...state, denied: null}, {readSince: since, left, failure: null}),
	listFailed: (state, {problem, nextAt}) => withDiscovery(state, {failure: {problem, nextAt}}),
	polled(state, {outcomes}) {
		const reported = new Set(outcomes.map(({id}) => id));
		const runs = limitLogs(
			applyOutcomes(state, outcomes),
			id => id === state.view.selected || reported.has(id),
		);
		const sessionCost = outcomes.reduce((cost, {id}) => {
			const [before, after] = [state.runs.get(id), runs.get(id)];
			return before === undefined || after === undefined ? cost : addRunCost(cost, before, after);
		}, state.sessionCost);
		// On a screen, the inputs of each run are read once, after its first response.
		const first = [...reported].filter(id => {
			const [before, after] = [state.runs.get(id)?.polling, runs.get(id)];
			const hasResponded = (after?.polling.respondedAt ?? null) !== null;
			return hasResponded && before?.respondedAt === null && after?.inputs === null;
		});
		return {
			// A response means that the API key is accepted again. A replay has no other sign of it.
			state: addRunProfiles({...state, denied: null, runs, sessionCost}, outcomes),
			effects:
				!state.view.hasScreen || first.length === 0 ? [] : [{type: 'readInputs', ids: first}],
		};
	},
	orderLoaded: (state, {id, info: {inputs}}) => withInputs(state, [{id, inputs}]),
	inputsKept: (state, {inputs}) => withInputs(state, inputs),
	denied: (state, {problem}) => ({...state, denied: problem, runs: denyRuns(state.runs)}),
	workflowLoaded(state, {workflowId, workflow}) {
		const workflows = new Map(state.workflows).set(workflowId, workflow);
		return withNames(state, {workflows});
	},
	assetLoaded(state, {assetId, asset}) {
		// The name of a file stays known after its end.
		const {name = null, kind = null, expiresAt = null} = state.assets.get(assetId) ?? {};
		const known = asset.name === null ? {...asset, name, kind, expiresAt} : asset;
		return withNames(state, {assets: new Map(state.assets).set(assetId, known)});
	},
	assetsKept: (state, {assets}) =>
		withNames(state, {assets: new Map([...state.assets, ...assets])}),
	workflowFailed: (state, {workflowId}) =>
		state.workflows.has(workflowId)
			? state
			: {...state, workflows: new Map(state.workflows).set(workflowId, emptyWorkflow)},
	...mouse,
	clicked: (state, action, context) =>
		action.sortKey && context.before.view.mouse && context.before.view.prompt === null
			? sortByTitle(state, action.sortKey)
			: mouse.clicked(state, action, context),
} satisfies Partial<ActionHandlers>;

/** Progress and log entries can wait: they arrive all the time, and a frame for each would be too costly. */
export const runUrgency = {
	workflowLoaded: 'later',
	workflowFailed: 'later',
	listLoaded: 'later',
	polled: ({outcomes}, state, previous, calm) =>
		calm || outcomes.every(({id}) => isSameStatus(previous.runs.get(id), state.runs.get(id)))
			? 'later'
			: 'soon',
} satisfies Feature['urgency'];

function isSameStatus(before: Run | undefined, after: Run | undefined): boolean {
	return (
		before?.execution?.status.exact === after?.execution?.status.exact &&
		before?.polling.gaveUp === after?.polling.gaveUp &&
		(before?.polling.problem === null) === (after?.polling.problem === null)
	);
}

export function deriveRuns(state: State, previous: State): HandlerResult {
	const prompt = editedPrompt(state, previous, 'filter');
	const filtered =
		prompt === null ? saveFilter(state, previous) : withView(state, {filter: prompt.text.trim()});
	// Includes runs that are added or brought back later, which would otherwise wait for a response forever.
	const runs = filtered.denied === null ? filtered.runs : denyRuns(filtered.runs);
	const chosen = selectFirst(runs === filtered.runs ? filtered : {...filtered, runs});
	// Without a screen, nobody sees anything.
	return chosen === previous || !chosen.view.hasScreen ? chosen : derivePriorities(chosen);
}

/** `kept`: what the history knows of the run, which is shown until its first response. */
type FoundRun = Pick<RunOrder, 'id' | 'title'> & {readonly kept?: Partial<Run>};

/**
 * Adds the runs `found`, with their titles, and requests the effect `watch` for the new ones. If no run is selected and
 * no filter may hide runs, selects the first new run.
 */
export function reduceRunsAdded(
	state: State,
	found: readonly FoundRun[],
	at: Instant,
): HandlerResult {
	const fresh = found.filter(({id}) => !state.runs.has(id.exact));
	const byId = new Map(found.map(one => [one.id.exact, one]));
	const all =
		fresh.length === 0
			? state.runs
			: new Map([...state.runs, ...fresh.map(({id}) => [id.exact, newRun(id, at)] as const)]);
	const runs = changeRuns(all, byId.keys(), run => {
		const {title = null, kept} = byId.get(run.id) ?? {};
		const named = run.title === null ? withChanges(run, {title}) : run;
		return kept === undefined || run.execution !== null
			? named
			: {...named, ...kept, isReopened: !state.runs.has(run.id)};
	});

	if (runs === state.runs) {
		return state;
	}

	const ids = [...new Set(fresh.map(({id}) => id.exact))];
	const {selected, filter} = state.view;
	const added = {...state, runs};
	return {
		state: selected === null && filter === '' ? selectRun(added, ids[0] ?? null) : added,
		effects: ids.length === 0 ? [] : [{type: 'watch', ids}],
	};
}

function withNames(state: State, names: Partial<Names>): State {
	const named = {...state, ...names};
	return {...named, runs: applyNames(state.runs, named)};
}

function withDiscovery(state: State, change: Partial<DiscoveryState>): State {
	const {discovery} = state;
	return discovery === null ? state : {...state, discovery: {...discovery, ...change}};
}

/** Keeps the inputs of watched runs, without the queries of addresses, which can be signatures. */
export function withInputs(state: State, found: readonly RunInputs[]): State {
	const byId = new Map(found.map(({id, inputs}) => [id, inputs]));
	const runs = changeRuns(state.runs, byId.keys(), run => {
		const inputs = (byId.get(run.id) ?? []).map(input => {
			const exact = withoutQueries(input.value.exact);
			return exact === input.value.exact ? input : {...input, value: foreignProse(exact)};
		});
		const workflow = state.workflows.get(run.execution?.workflowId?.exact ?? '');
		return {...run, inputs: withInputNames(inputs, workflow?.inputNames, state.assets)};
	});
	return runs === state.runs ? state : {...state, runs};
}
