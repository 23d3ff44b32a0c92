import type {SafeText} from '../core/text/text.ts';
import type {Environment} from './environment.ts';

/** In characters. Some window managers fail on very long titles. */
const maxTitleLength = 120;

/** Consoles and hardware terminals; some print OSC sequences as text. */
const termsWithoutTitle = /^(?:dumb|linux|ansi|cygwin|cons25|vt\d|sun|wsvt|unknown|$)/;

/** Pushes the title onto the terminal's stack (xterm, XTWINOPS 22). Terminals without the stack ignore it. */
export const saveTitle = '\u001B[22;0t';
/** Clears the title, for terminals without the stack, and pops the saved one (XTWINOPS 23). */
export const restoreTitle = '\u001B]0;\u0007\u001B[23;0t';

export function supportsTitle(env: Environment): boolean {
	return (
		env['WT_SESSION'] !== undefined ||
		env['TERM_PROGRAM'] !== undefined ||
		!termsWithoutTitle.test(env['TERM'] ?? '')
	);
}

/** Sets the title of the window and the tab (xterm, OSC 0). */
export function titleSequence(title: SafeText): string {
	return `\u001B]0;${[...title].slice(0, maxTitleLength).join('')}\u0007`;
}
