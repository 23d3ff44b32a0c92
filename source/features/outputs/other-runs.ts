import type {HistoryRun} from '../../core/history.ts';
import type {OrderInfo} from '../../core/run-order.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import type {PollOutcome} from '../../polling/actions.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withChanges} from '../../store/with-view.ts';
import {requestOrders} from '../run-order/index.ts';
import {applyNames, applyOutcomes, executionOfOrder, newRun, withInputs} from '../runs/index.ts';

/** The runs of the run list, and those of the history that the service was asked about. */
type Runs = Pick<State, 'runs' | 'otherRuns'>;

export function runOf({runs, otherRuns}: Runs, id: RunOrderId): Run | null {
	return runs.get(id) ?? otherRuns.get(id) ?? null;
}

/** Whether the service has said what the outputs of a run are, or will not say it. */
export function isAnswered({runs, otherRuns}: Runs, id: RunOrderId): boolean {
	const run = otherRuns.get(id);
	return runs.has(id) || (run !== undefined && (run.execution ?? run.polling.gaveUp) !== null);
}

/** Asks the service for the outputs of runs of the history, until it answers. The history has no links that work. */
export function askForOutputs(state: State, some: readonly HistoryRun[]): Transition {
	const {runs, otherRuns} = state;
	const added = some
		.filter(({id}) => !runs.has(id.exact) && otherRuns.get(id.exact)?.polling.gaveUp !== null)
		.map(({id, title, inputs}) => [id.exact, {...newRun(id, state.now), title, inputs}] as const);
	return {
		state:
			added.length === 0
				? state
				: withChanges(state, {otherRuns: new Map([...otherRuns, ...added])}),
		effects: added.map(([id]) => ({type: 'pollNow', id})),
	};
}

/**
 * Keeps what the service says about runs that are not in the run list, and requests the inputs of pictures to choose from.
 * Requests the orders of runs that the engine has forgotten: they have outputs too.
 */
export function keepAnswers(state: State, outcomes: readonly PollOutcome[]): Transition {
	const others = outcomes.filter(({id}) => state.otherRuns.has(id));

	if (others.length === 0) {
		return noEffects(state);
	}

	const kept = withChanges(state, {
		otherRuns: applyOutcomes({...state, runs: state.otherRuns}, others),
	});
	const withoutInputs = others.flatMap(({id, kind}) => {
		const isWanted = kind === 'response' && kept.saving?.awaited.has(id) !== true;
		return isWanted && kept.otherRuns.get(id)?.inputs === null ? [id] : [];
	});
	const forgotten = others.flatMap(one =>
		one.kind === 'failure' && one.problem.kind === 'not-found' ? [one.id] : [],
	);
	const ordered = requestOrders(kept, forgotten);
	return {
		state: ordered.state,
		effects: [
			...forgotten.map(id => ({type: 'unwatch', id}) as const),
			...ordered.effects,
			...(withoutInputs.length === 0 ? [] : [{type: 'readInputs', ids: withoutInputs} as const]),
		],
	};
}

/** Keeps the outputs in the order of a run that the engine has forgotten. `info`: null if the request failed. */
export function keepOrder(state: State, id: RunOrderId, info: OrderInfo | null): State {
	const run = state.otherRuns.get(id);

	if (run === undefined || isAnswered(state, id)) {
		return state;
	}

	const end = info === null ? {gaveUp: 'unknown-run' as const} : {respondedAt: state.now};
	const execution = info && executionOfOrder(info);
	const answered: Run = {...run, execution, polling: {...run.polling, ...end}};
	return withChanges(state, {otherRuns: new Map(state.otherRuns).set(id, answered)});
}

export function keepInputs(state: State, found: Parameters<typeof withInputs>[1]): State {
	return withChanges(state, {
		otherRuns: withInputs({...state, runs: state.otherRuns}, found).runs,
	});
}

export function keepNames(state: State): State {
	return withChanges(state, {otherRuns: applyNames(state.otherRuns, state)});
}
