import type {Instant} from '../core/time/clock.ts';
import type {Command} from './command.ts';
import {searchHelp, toggleHelp} from '../features/help/reduce.ts';
import {completeCommand, openPalette} from '../features/palette/reduce.ts';
import {markInPicker, openPicker} from '../features/picker/reduce.ts';
import {reduceSet} from '../features/settings/reduce.ts';
import type {State} from './state.ts';
import {noEffects, type Transition} from './transition.ts';

type Reduce = (state: State) => Transition;

/** What is done to the help, the palette and the picker, by the command that does it. */
const reducers: Partial<Record<Command['type'], Reduce>> = {
	help: state => noEffects(toggleHelp(state)),
	palette: state => noEffects(openPalette(state)),
	add: openPicker,
	complete: state =>
		state.picker === null ? noEffects(completeCommand(state)) : markInPicker(state),
};

/** What a command makes of the help, the palette and the picker; null where it has nothing to do with them. */
export function reduceNamed(state: State, command: Command, at: Instant): Transition | null {
	if (command.type === 'set') {
		return reduceSet(state, command, at);
	}

	if (command.type === 'filter' && state.view.overlay?.kind === 'help') {
		return noEffects(searchHelp(state));
	}

	return reducers[command.type]?.(state) ?? null;
}
