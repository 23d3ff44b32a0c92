import {cleanProse} from './sanitize.ts';
import type {SafeText} from './text.ts';

/** The maximum length of a typed text that is displayed, in UTF-16 units. One row of a screen has no room for more. */
const maxLength = 400;

export function typedText(text: string): SafeText {
	return cleanProse(text.slice(0, maxLength));
}

export function typedEnd(text: string): SafeText {
	return cleanProse(text.slice(-maxLength));
}
