import type {ForeignText, SafeText} from '../../source/core/text/text.ts';

/** Text from outside that is its own safe form. */
export function plainText(value: string): ForeignText {
	return {safe: value as SafeText, exact: value};
}
