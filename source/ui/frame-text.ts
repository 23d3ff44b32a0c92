import {footerHints} from '../store/keys/hints.ts';
import {selectScreen} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import {moveToRow} from '../terminal/modes.ts';
import {frameLines} from './frame-lines.ts';
import type {Appearance} from './theme/appearance.ts';
import {paintLine} from './theme/paint.ts';

/**
 * A frame as text, to be written on a screen of the state's size: what `App` draws by Ink. Each row says where it goes, as one that a
 * terminal takes for too long would move all that follow.
 */
export function frameText(state: State, appearance: Appearance): string {
	const hints = footerHints(state, appearance.bindings);
	return frameLines(selectScreen(state), hints, state.view.size, appearance)
		.map((line, row) => moveToRow(row) + paintLine(line, appearance))
		.join('');
}
