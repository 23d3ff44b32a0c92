import type {SafeText} from '../core/text/text.ts';
import type {Environment} from './environment.ts';

/** Longer titles are cut by every tab bar; some window managers choke on very long ones. */
const longestTitle = 120;

/** Terminals of before windows: some of them write what they do not understand. */
const withoutTitle = /^(?:dumb|linux|ansi|cygwin|cons25|vt\d|sun|wsvt|unknown|$)/;

/** Puts the title on the terminal's stack of them, and takes it back from there. Who has no stack ignores both. */
const keepTitle = '\u001B[22;0t';
const takeTitleBack = '\u001B[23;0t';

/** Whether the terminal has a title that can be set. */
export function supportsTitle(env: Environment): boolean {
	return (
		env['WT_SESSION'] !== undefined ||
		env['TERM_PROGRAM'] !== undefined ||
		!withoutTitle.test(env['TERM'] ?? '')
	);
}

/** Keeps the title that the terminal has, to be restored. */
export function saveTitle(): string {
	return keepTitle;
}

/** Sets the title of window and tab (OSC 0). A safe text has no control in it that could end the sequence. */
export function titleSequence(title: SafeText): string {
	return `\u001B]0;${[...title].slice(0, longestTitle).join('')}\u0007`;
}

/** Gives the terminal its title back; where it kept none it has its own default again. */
export function restoreTitle(): string {
	return `\u001B]0;\u0007${takeTitleBack}`;
}
