import type {Action} from '../../source/store/action.ts';
import type {Command} from '../../source/store/command.ts';
import type {Effect} from '../../source/store/effect.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {name, start} from './values.ts';

export function added(ids: readonly string[], at = start): Action {
	return {type: 'runsAdded', at, ids: ids.map(name)};
}

export function invoked(command: Command, at = start): Action {
	return {type: 'commandInvoked', at, command};
}

export function typed(text: string, at = start): Action {
	return {type: 'typed', at, text};
}

/** Reduces actions, or commands that are invoked at the start, and returns the last state and all effects. */
export function play(
	initial: State,
	...steps: ReadonlyArray<Action | Command>
): {readonly state: State; readonly effects: readonly Effect[]} {
	let state = initial;
	const effects = steps.flatMap(step => {
		const next = reduce(state, 'at' in step ? step : invoked(step));
		state = next.state;
		return next.effects;
	});
	return {state, effects};
}

export function stateAfter(initial: State, ...steps: ReadonlyArray<Action | Command>): State {
	return play(initial, ...steps).state;
}

export function watching(ids: readonly string[], size = {columns: 80, rows: 24}): State {
	return stateAfter(initialState(size, start), added(ids));
}
