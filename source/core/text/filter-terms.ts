import {closestName} from './closest-name.ts';

/** A term of a typed filter: a condition on a field, like `status:failed`, or else a word. `-` before it negates it. */
export type FilterTerm = {readonly isNegated: boolean} & (
	| {readonly kind: 'field'; readonly field: string; readonly value: string}
	| {readonly kind: 'word'; readonly word: string}
);

/**
 * `wrong`: a known field with an invalid value, like `cost:abc`. `misspelt`: an unknown field similar to `meant`, in a term
 * with this text.
 */
export type InvalidTerm =
	| {readonly kind: 'wrong'; readonly field: string; readonly text: string}
	| {
			readonly kind: 'misspelt';
			readonly field: string;
			readonly meant: string;
			readonly text: string;
	  };

/** White space separates terms, except inside quotes. A missing closing quote is assumed at the end of the text. */
const termPattern = /(?:[^\s"]|"[^"]*(?:"|$))+/g;

/** The colon may be the full-width one, which a Chinese input method types. */
const fieldPattern = /^([a-z]+)[:：](.*)$/is;

/**
 * Splits a typed filter into clauses that must all hold. The terms of a clause are joined by `or`, so at least one of
 * them must hold. A name before a colon that is none of `fields`, and not similar to any, is a part of a word. Leaves out
 * terms without a value, because the user may still be typing them.
 */
export function parseFilterTerms(
	filter: string,
	fields: readonly string[],
): ReadonlyArray<ReadonlyArray<FilterTerm | InvalidTerm>> {
	const clauses: Array<Array<FilterTerm | InvalidTerm>> = [];
	let isJoined = false;

	for (const text of filter.match(termPattern) ?? []) {
		const term = parseTerm(text, fields);

		if (text.toLowerCase() === 'or') {
			isJoined = true;
		} else if (term !== null) {
			const clause = isJoined ? (clauses.pop() ?? []) : [];
			clauses.push([...clause, term]);
			isJoined = false;
		}
	}

	return clauses;
}

function parseTerm(typed: string, fields: readonly string[]): FilterTerm | InvalidTerm | null {
	const isNegated = typed.startsWith('-');
	const text = isNegated ? typed.slice(1) : typed;
	const [, name = '', quoted = ''] = fieldPattern.exec(text) ?? [];
	const field = name.toLowerCase();

	if (fields.includes(field)) {
		const value = quoted.replaceAll('"', '');
		return value === '' ? null : {kind: 'field', field, value, isNegated};
	}

	const meant = field === '' ? null : closestName(field, fields);

	if (meant !== null) {
		return {kind: 'misspelt', field, meant, text: typed.replaceAll('"', '')};
	}

	const word = text.replaceAll('"', '');
	return word === '' ? null : {kind: 'word', word, isNegated};
}

export type ComparisonSign = '<' | '<=' | '=' | '>=' | '>';

/** Splits the value of a term, such as `>=0.5`, into the sign and the rest. Without a sign, it is `=`. */
export function splitComparison(value: string) {
	const [, sign = '=', text = ''] = /^(<=|>=|<|>|=)?(.+)$/s.exec(value) ?? [];
	return {sign: sign as ComparisonSign, text};
}
