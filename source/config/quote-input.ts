import type {SafeText} from '../core/text/text.ts';
import {cleanName} from '../core/text/sanitize.ts';

const maxQuoted = 60;

/** Sanitizes and shortens user input, to quote it in an error message. */
export function quoteInput(typed: string): SafeText {
	return cleanName(typed.length > maxQuoted ? `${typed.slice(0, maxQuoted)}…` : typed);
}
