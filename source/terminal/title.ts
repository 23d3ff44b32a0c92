import type {SafeText} from '../core/text/text.ts';
import type {Environment} from './environment.ts';

/** The maximum length of a title in characters. Some window managers fail on very long titles. */
const maxTitleLength = 120;

/** Matches the `TERM` of consoles and hardware terminals. Some of them print OSC sequences as text. */
const termsWithoutTitle = /^(?:dumb|linux|ansi|cygwin|cons25|vt\d|sun|wsvt|unknown|$)/;

/** Saves the title on the terminal's title stack (xterm, XTWINOPS 22). A terminal without this stack ignores it. */
export const saveTitle = '\u001B[22;0t';
/** Clears the title, for terminals without a title stack, and then restores the saved title (XTWINOPS 23). */
export const restoreTitle = '\u001B]0;\u0007\u001B[23;0t';

export function supportsTitle(env: Environment): boolean {
	return (
		env['WT_SESSION'] !== undefined ||
		env['TERM_PROGRAM'] !== undefined ||
		!termsWithoutTitle.test(env['TERM'] ?? '')
	);
}

export function titleSequence(title: SafeText): string {
	return `\u001B]0;${[...title].slice(0, maxTitleLength).join('')}\u0007`;
}
