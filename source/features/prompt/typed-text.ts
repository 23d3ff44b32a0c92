import {cleanProse} from '../../core/text/sanitize.ts';
import type {SafeText} from '../../core/text/text.ts';

/** More than any place for it has room for. */
const maxLength = 400;

/** The start of what the reader typed or pasted, fit for the terminal. */
export function typedText(text: string): SafeText {
	return cleanProse(text.slice(0, maxLength));
}

/** The same from its end, where it grows. */
export function typedEnd(text: string): SafeText {
	return cleanProse(text.slice(-maxLength));
}
