import {cleanProse} from './sanitize.ts';
import type {SafeText} from './text.ts';

/** More than the screen has room for. */
const maxLength = 400;

/** The start of typed text, sanitized. */
export function typedText(text: string): SafeText {
	return cleanProse(text.slice(0, maxLength));
}

/** The end of typed text, sanitized. */
export function typedEnd(text: string): SafeText {
	return cleanProse(text.slice(-maxLength));
}
