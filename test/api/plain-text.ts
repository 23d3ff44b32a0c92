import type {ForeignText, SafeText} from '../../source/core/text/text.ts';

/** Converts a text of a test to a `ForeignText`. The text must contain nothing that needs sanitizing. */
export function plainText(value: string): ForeignText {
	return {safe: value as SafeText, exact: value};
}
