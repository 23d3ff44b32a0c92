import {cleanName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';

const maxQuoted = 60;

export function quoteInput(typed: string): SafeText {
	return cleanName(typed.length > maxQuoted ? `${typed.slice(0, maxQuoted)}…` : typed);
}
