import type {Instant} from '../../core/time/clock.ts';
import {addRunCost, isOverBudget, type SessionCost} from '../../core/money/session-cost.ts';
import type {PollOutcome} from '../../store/action.ts';
import {addRunProfiles} from './reduce-saved.ts';
import {applyOutcomes} from './reduce.ts';
import type {State} from '../../store/state.ts';
import {withNotice} from '../../store/with-view.ts';

export function reducePolled(state: State, outcomes: readonly PollOutcome[], at: Instant): State {
	const runs = applyOutcomes(state, outcomes);
	const sessionCost = outcomes.reduce(
		(cost, outcome) => addOutcomeCost(cost, state.runs, runs, outcome),
		state.sessionCost,
	);
	return notifyOverBudget(
		addRunProfiles({...state, runs, sessionCost}, outcomes),
		state.sessionCost,
		at,
	);
}

function addOutcomeCost(
	sessionCost: SessionCost,
	before: State['runs'],
	after: State['runs'],
	{id}: PollOutcome,
): SessionCost {
	const [old, run] = [before.get(id), after.get(id)];
	return old === undefined || run === undefined ? sessionCost : addRunCost(sessionCost, old, run);
}

/** Shows a notice when the cost exceeds the budget for the first time. */
function notifyOverBudget(state: State, before: SessionCost, at: Instant): State {
	const {sessionCost, budget} = state;
	return budget === null ||
		sessionCost === before ||
		!isOverBudget(sessionCost.spent, budget) ||
		isOverBudget(before.spent, budget)
		? state
		: withNotice(state, {kind: 'budget-passed', spent: sessionCost.spent, budget}, at);
}
