import type {Instant} from '../core/time/clock.ts';
import type {Action} from './action.ts';
import type {Command, CommandType} from './command.ts';
import type {CommandHandler, Feature, ReduceContext} from './feature.ts';
import type {StateOptions} from './registry.ts';
import type {State, View} from './state.ts';
import {
	andThen,
	noEffects,
	toTransition,
	type HandlerResult,
	type Transition,
} from './transition.ts';
import {isUserAction, type Urgency, type UrgencyOf} from './urgency.ts';

type ActionHandler = (state: State, action: Action, context: ReduceContext) => HandlerResult;

/** Makes the reducer of these features, which are in the order from the front of the screen to the back. */
export function createReducer(features: readonly Feature[]) {
	const backToFront = features.toReversed();

	/** Pure. Returns the identical state if nothing changes, except for a tick, which always changes the time. */
	function reduce(state: State, action: Action): Transition {
		const next = derive(reduceAction(state, action), state, action);
		return next.state === state && action.type !== 'ticked'
			? next
			: {...next, state: {...next.state, now: timeAfter(state, next.state, action)}};
	}

	/**
	 * Runs a command: passes it to the features in turn, the frontmost on the screen first, until one does not return
	 * null.
	 */
	function invoke(state: State, command: Command, at: Instant): Transition {
		for (const {commands} of features) {
			const handle = commands?.[command.type] as CommandHandler<CommandType> | undefined;
			const result = handle?.(state, command, at, invoke) ?? null;

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

	return {reduce, invoke};
}

/** Returns a function that puts the first state together from the parts of the features. */
export function createInitialState(
	features: readonly Feature[],
): (options: StateOptions, now: Instant) => State {
	return (options, now) => {
		const parts = features.map(({initial}) => initial?.(options, now) ?? {});
		const view = Object.assign(
			{overlay: null, notice: null, notices: []},
			...parts.map(part => part.view),
		) as View;
		return Object.assign({now, view}, ...parts.map(part => part.state)) as State;
	};
}

export function createUrgency(features: readonly Feature[]): UrgencyOf {
	const byType = Object.assign({}, ...features.map(({urgency}) => urgency)) as Readonly<
		Record<string, Urgency | UrgencyOf>
	>;
	return (action, state, previous, calm) => {
		const urgency = byType[action.type] ?? (isUserAction(action) ? 'user' : 'soon');
		return typeof urgency === 'string' ? urgency : urgency(action, state, previous, calm);
	};
}

/** Returns the time of the next state. It never decreases, unless a feature sets it, as a jump back in a replay does. */
function timeAfter(before: State, after: State, {at}: Action): Instant {
	return after.now === before.now ? Math.max(before.now, at) : after.now;
}
