import {cleanProse} from './sanitize.ts';
import type {SafeText} from './text.ts';

/** The maximum length in UTF-16 units. No screen shows more. */
const maxLength = 400;

export function typedText(text: string): SafeText {
	return cleanProse(text.slice(0, maxLength));
}

export function typedEnd(text: string): SafeText {
	return cleanProse(text.slice(-maxLength));
}
