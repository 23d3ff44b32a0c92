import type {ForeignText, SafeText} from '../../source/core/text/text.ts';

/** Returns text that needs no sanitizing. */
export function plainText(value: string): ForeignText {
	return {safe: value as SafeText, exact: value};
}
