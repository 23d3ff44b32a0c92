import {cleanProse} from './sanitize.ts';
import type {SafeText} from './text.ts';

/** The maximum length in UTF-16 units. No screen shows more. */
const maxLength = 400;

/** Returns the first `maxLength` units of text that the user typed, made safe for the terminal. */
export function typedText(text: string): SafeText {
	return cleanProse(text.slice(0, maxLength));
}

/** Returns the last `maxLength` units of text that the user typed, made safe for the terminal. */
export function typedEnd(text: string): SafeText {
	return cleanProse(text.slice(-maxLength));
}
