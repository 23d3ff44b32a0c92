import {footerHints} from '../store/keys/hints.ts';
import {selectScreen} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import {moveToRow} from '../terminal/modes.ts';
import {frameLines} from './frame-lines.ts';
import type {Appearance} from './theme/appearance.ts';
import {paintLine} from './theme/paint.ts';

/**
 * The frame that `App` draws by Ink, as text. Each row starts with a cursor movement, so that a row that the terminal
 * draws too wide does not move the next ones.
 */
export function frameText(state: State, appearance: Appearance): string {
	const hints = footerHints(state, appearance.bindings);
	return frameLines(selectScreen(state), hints, state.view.size, appearance)
		.map((line, row) => moveToRow(row) + paintLine(line, appearance))
		.join('');
}
