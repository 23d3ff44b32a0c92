import type {Instant} from '../domain/clock.ts';
import type {Command} from './command.ts';
import {searchHelp, toggleHelp} from './reduce-help.ts';
import {completeCommand, openPalette} from './reduce-palette.ts';
import {markInPicker, openPicker} from './reduce-picker.ts';
import {reduceSet} from './reduce-set.ts';
import type {State} from './state.ts';
import {still, type Step} from './step.ts';

type Reduce = (state: State) => Step;

/** What is done to the help, the palette and the picker, by the command that does it. */
const reducers: Partial<Record<Command['type'], Reduce>> = {
	help: state => still(toggleHelp(state)),
	palette: state => still(openPalette(state)),
	add: openPicker,
	complete: state => (state.picker === null ? still(completeCommand(state)) : markInPicker(state)),
};

/** What a command makes of the help, the palette and the picker; null where it has nothing to do with them. */
export function reduceNamed(state: State, command: Command, at: Instant): Step | null {
	if (command.type === 'set') {
		return reduceSet(state, command, at);
	}

	if (command.type === 'filter' && state.view.overlay?.kind === 'help') {
		return still(searchHelp(state));
	}

	return reducers[command.type]?.(state) ?? null;
}
