import type {Instant} from '../core/time/clock.ts';
import {features, handlersOf} from '../features/index.ts';
import type {Action} from './action.ts';
import type {Command} from './command.ts';
import type {ReduceContext} from './feature.ts';
import type {State} from './state.ts';
import {
	andThen,
	noEffects,
	toTransition,
	type HandlerResult,
	type Transition,
} from './transition.ts';

const backToFront = features.toReversed();

type ActionHandler = (state: State, action: Action, context: ReduceContext) => HandlerResult;

/** Pure. An action that changes nothing gives the identical state, except for a tick, which always changes the time. */
export function reduce(state: State, action: Action): Transition {
	const next = derive(reduceAction(state, action), state, action);
	return next.state === state && action.type !== 'ticked'
		? next
		: {...next, state: {...next.state, now: timeAfter(state, action)}};
}

/**
 * Runs a command: passes it to the features in turn, the frontmost on the screen first, until one does not return
 * null.
 */
export function invoke(state: State, command: Command, at: Instant): Transition {
	for (const handle of handlersOf(command.type)) {
		const result = handle(state, command, at, invoke);

		if (result !== null) {
			return toTransition(result);
		}
	}

	return noEffects(state);
}

function reduceAction(state: State, action: Action): Transition {
	const context = {before: state, invoke};
	const reduced = backToFront.reduce<Transition>((last, feature) => {
		const handle = feature.actions?.[action.type] as ActionHandler | undefined;
		return andThen(last, current => handle?.(current, action, context) ?? current);
	}, noEffects(state));
	return action.type === 'commandInvoked'
		? andThen(reduced, current => invoke(current, action.command, action.at))
		: reduced;
}

function derive(reduced: Transition, previous: State, action: Action): Transition {
	return backToFront.reduce<Transition>(
		(last, feature) =>
			andThen(last, current => feature.derive?.(current, previous, action) ?? current),
		reduced,
	);
}

/** Returns the state's time after an action. It never decreases, unless a replay jumps back. */
function timeAfter(state: State, action: Action): Instant {
	return action.type === 'rewound' ? action.at : Math.max(state.now, action.at);
}
