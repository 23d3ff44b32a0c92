import type {Instant} from '../../core/time/clock.ts';
import {bookAnswer, isOver, type Ledger} from '../../core/money/session-cost.ts';
import type {PollOutcome} from '../../store/action.ts';
import {learnRunTimes} from './reduce-saved.ts';
import {applyOutcomes} from './reduce.ts';
import type {State} from '../../store/state.ts';
import {withNotice} from '../../store/with-view.ts';

/** Takes in how some polls came out: what they tell of their runs, what that costs, and what it teaches for the next ones. */
export function takeOutcomes(state: State, outcomes: readonly PollOutcome[], at: Instant): State {
	const runs = applyOutcomes(state, outcomes);
	const ledger = outcomes.reduce(
		(booked, outcome) => bookOutcome(booked, state.runs, runs, outcome),
		state.ledger,
	);
	return tellBudget(learnRunTimes({...state, runs, ledger}, outcomes), state.ledger, at);
}

function bookOutcome(
	ledger: Ledger,
	before: State['runs'],
	after: State['runs'],
	{id}: PollOutcome,
): Ledger {
	const [old, run] = [before.get(id), after.get(id)];
	return old === undefined || run === undefined ? ledger : bookAnswer(ledger, old, run);
}

/** Tells that the budget is passed, when it is. */
function tellBudget(state: State, before: Ledger, at: Instant): State {
	const {ledger, budget} = state;
	return budget === null ||
		ledger === before ||
		!isOver(ledger.spent, budget) ||
		isOver(before.spent, budget)
		? state
		: withNotice(state, {kind: 'budget-passed', spent: ledger.spent, budget}, at);
}
