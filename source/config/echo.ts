import type {SafeText} from '../core/text/text.ts';
import {cleanName} from '../core/text/sanitize.ts';

/** What a sentence repeats at most of something that was typed. */
const mostEchoed = 60;

/** Something that was typed, as a sentence may repeat it. */
export function echo(typed: string): SafeText {
	return cleanName(typed.length > mostEchoed ? `${typed.slice(0, mostEchoed)}…` : typed);
}
