import type {SafeText} from '../core/text/text.ts';
import {cleanName} from '../core/text/sanitize.ts';

/** In characters. */
const maxQuoted = 60;

/** User input, sanitized and cut, for an error message. */
export function quoteInput(typed: string): SafeText {
	return cleanName(typed.length > maxQuoted ? `${typed.slice(0, maxQuoted)}…` : typed);
}
