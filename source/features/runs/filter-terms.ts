import {closestName} from '../../core/text/closest-name.ts';
import {parseMoney, type Money} from '../../core/money/money.ts';

export const textFields = ['id', 'title', 'status', 'error', 'node', 'workflow'] as const;
export type TextField = (typeof textFields)[number];

export const traits = ['marked', 'pinned', 'stale', 'stalled', 'late', 'final'] as const;
export type Trait = (typeof traits)[number];

export type Comparison = '<' | '<=' | '=' | '>=' | '>';

/** A part of a filter. A run passes the filter if it passes all terms. Texts are in lower case. */
export type Term =
	/** Matches if the id, the title, the status, the error or the node contains the text. */
	| {readonly kind: 'word'; readonly text: string}
	| {readonly kind: 'text'; readonly field: TextField; readonly text: string}
	| {readonly kind: 'cost'; readonly comparison: Comparison; readonly amount: Money}
	| {readonly kind: 'progress'; readonly comparison: Comparison; readonly percent: number}
	| {readonly kind: 'trait'; readonly trait: Trait}
	/** A term with an invalid value. Every run passes such a term. */
	| {readonly kind: 'wrong'; readonly field: 'cost' | 'progress' | 'is'; readonly text: string}
	/** A term with an unknown field whose name is similar to the known field `meant`. Every run passes such a term. */
	| {readonly kind: 'misspelt'; readonly field: string; readonly meant: string};

const fields = [...textFields, 'cost', 'progress', 'is'] as const;

/**
 * Matches one term. White space separates terms, except inside quotes. A missing closing quote is assumed at the end
 * of the text.
 */
const termPattern = /(?:[^\s"]|"[^"]*(?:"|$))+/g;

const fieldPattern = /^([a-z]+):(.*)$/s;

const comparisonPattern = /^(<=|>=|<|>|=)?(.+)$/s;

/**
 * Parses words and terms like `status:failed`, `cost:>0.01` or `title:"two words"`, in any order. Ignores a term
 * without a value, because the user may still be typing it. Never throws.
 */
export function parseFilter(filter: string): readonly Term[] {
	return (filter.toLowerCase().match(termPattern) ?? []).flatMap(text => {
		const [, field = '', quoted = ''] = fieldPattern.exec(text) ?? [];
		const value = quoted.replaceAll('"', '');
		const textField = textFields.find(name => name === field);

		if (textField !== undefined) {
			return value === '' ? [] : [{kind: 'text', field: textField, text: value}];
		}

		if (field === 'cost' || field === 'progress' || field === 'is') {
			return value === '' ? [] : [readTerm(field, value)];
		}

		const meant = field === '' ? null : closestName(field, fields);

		if (meant !== null) {
			return [{kind: 'misspelt', field, meant}];
		}

		const word = text.replaceAll('"', '');
		return word === '' ? [] : [{kind: 'word', text: word}];
	});
}

export function wrongTerm(filter: string): Extract<Term, {kind: 'wrong' | 'misspelt'}> | null {
	return (
		parseFilter(filter).find(term => term.kind === 'wrong' || term.kind === 'misspelt') ?? null
	);
}

function readTerm(field: 'cost' | 'progress' | 'is', value: string): Term {
	const wrong: Term = {kind: 'wrong', field, text: value};

	if (field === 'is') {
		const trait = traits.find(name => name === value);
		return trait === undefined ? wrong : {kind: 'trait', trait};
	}

	const [, sign, number = ''] = comparisonPattern.exec(value) ?? [];
	const comparison = (sign ?? '=') as Comparison;

	if (field === 'cost') {
		const amount = parseMoney(number.replace(/^(¥|cny)/, ''));
		return amount === null ? wrong : {kind: 'cost', comparison, amount};
	}

	const digits = number.replace(/%$/, '');
	return /^\d+(\.\d+)?$/.test(digits)
		? {kind: 'progress', comparison, percent: Number(digits)}
		: wrong;
}
