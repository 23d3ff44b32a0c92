import type {SafeText} from '../core/text/text.ts';
import {cleanName} from '../core/text/sanitize.ts';

/** What a sentence repeats at most of something that was typed. */
const maxEchoed = 60;

/** Something that was typed, as a sentence may repeat it. */
export function echo(typed: string): SafeText {
	return cleanName(typed.length > maxEchoed ? `${typed.slice(0, maxEchoed)}…` : typed);
}
