import {emptySavedState} from '../../source/core/saved-state.ts';
import {initialState, reduce} from '../../source/features/index.ts';
import {keyAction} from '../../source/features/press-keys.ts';
import type {Action} from '../../source/store/action.ts';
import type {Command} from '../../source/store/command.ts';
import type {Effect} from '../../source/store/effects.ts';
import type {State} from '../../source/store/state.ts';
import {keysIn} from './key-bytes.ts';
import {name, start} from './values.ts';

/** An action, or a command or keys (such as `j / "cuda" enter`, see `keysIn`) at the time of the state. */
export type Step = Action | Command | string;

export function added(ids: readonly string[], at = start): Action {
	return {type: 'runsAdded', at, ids: ids.map(name)};
}

export function invoked(command: Command, at = start): Action {
	return {type: 'commandInvoked', at, command};
}

export function typed(text: string, at = start): Action {
	return {type: 'typed', at, text};
}

/** Returns the state after some steps, and the effects of all of them. */
export function play(
	initial: State,
	...steps: readonly Step[]
): {readonly state: State; readonly effects: readonly Effect[]} {
	let state = initial;
	const effects: Effect[] = [];
	const perform = (action: Action | null): void => {
		if (action !== null) {
			const next = reduce(state, action);
			state = next.state;
			effects.push(...next.effects);
		}
	};

	for (const step of steps) {
		if (typeof step !== 'string') {
			perform('at' in step ? step : invoked(step, state.now));
			continue;
		}

		for (const part of keysIn(step)) {
			const action = 'key' in part ? keyAction(part.key, state) : typed(part.text);
			perform(action && {...action, at: state.now});
		}
	}

	return {state, effects};
}

export function stateAfter(initial: State, ...steps: readonly Step[]): State {
	return play(initial, ...steps).state;
}

/** The list is in the order of the ids, and the user has selected the first run. */
export function watching(ids: readonly string[], size = {columns: 80, rows: 24}): State {
	const saved = {...emptySavedState, sort: {key: 'added', descending: false}};
	return stateAfter(initialState({size, saved}, start), added(ids), {type: 'jump', to: 'start'});
}
