/** A term of a typed filter: a condition on a field, like `status:failed`, or else a word. `-` before it negates it. */
export type FilterTerm = {readonly isNegated: boolean} & (
	| {readonly kind: 'field'; readonly field: string; readonly value: string}
	| {readonly kind: 'word'; readonly word: string}
);

/** A term whose field cannot have this value, like `cost:abc`. */
export type InvalidTerm = {readonly field: string; readonly value: string};

/** White space separates terms, except inside quotes. A missing closing quote is assumed at the end of the text. */
const termPattern = /(?:[^\s"]|"[^"]*(?:"|$))+/g;

/** The colon may be the full-width one, which a Chinese input method types. */
const fieldPattern = /^([a-z]+|input\.[^:：]+)[:：](.*)$/is;

/**
 * Splits a typed filter into its terms, which must all hold. A name before a colon that is none of `fields` is a part of a
 * word. The field `input` includes fields for single inputs, like `input.seed`. Leaves out terms without a value, because
 * the user may still be typing them.
 */
export function parseFilterTerms(filter: string, fields: readonly string[]): readonly FilterTerm[] {
	return (filter.match(termPattern) ?? []).flatMap(typed => {
		const isNegated = typed.startsWith('-');
		const text = isNegated ? typed.slice(1) : typed;
		const [, name = '', quoted = ''] = fieldPattern.exec(text) ?? [];
		const field = name.toLowerCase().replaceAll('"', '');
		const isField = fields.includes(field.replace(/\..*$/s, ''));
		const value = (isField ? quoted : text).replaceAll('"', '');
		return value === ''
			? []
			: [
					isField
						? {kind: 'field', field, value, isNegated}
						: {kind: 'word', word: value, isNegated},
				];
	});
}

/**
 * Returns the first name before a colon and a value that is none of `fields`; null if there is none. Quotes make a word of
 * anything, and addresses, paths and the first words of messages, such as `C:\x` and `Error: no space`, have no value.
 */
export function unknownField(filter: string, fields: readonly string[]): string | null {
	const names = (filter.match(termPattern) ?? []).flatMap(typed => {
		const [, name = '', value = ''] = fieldPattern.exec(typed.replace(/^-/, '')) ?? [];
		return /^[^/\\]/.test(value) ? [name.toLowerCase()] : [];
	});
	return names.find(name => !fields.includes(name.replace(/\..*$/s, ''))) ?? null;
}

export type ComparisonSign = '<' | '<=' | '=' | '>=' | '>';

/** Splits the value of a term, such as `>=0.5`, into the sign and the rest. Without a sign, it is `=`. */
export function splitComparison(value: string) {
	const [, sign = '=', text = ''] = /^(<=|>=|<|>|=)?(.+)$/s.exec(value) ?? [];
	return {sign: sign as ComparisonSign, text};
}
