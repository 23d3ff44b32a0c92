import type {FinalPhase} from '../../core/execution.ts';
import type {HistoryConditions, HistoryTerm} from '../../core/history.ts';
import {phaseTexts} from '../../core/run-order.ts';
import {parseFilterTerms, type InvalidTerm} from '../../core/text/filter-terms.ts';
import type {Instant} from '../../core/time/clock.ts';
import {inputKey, parseBounds, termColumns} from '../runs/index.ts';

export const historyFields = [
	...[...termColumns].filter(([, {stored}]) => stored !== undefined).map(([name]) => name),
	'is',
	'input',
];

/**
 * Parses the text of a search: words, and terms like `is:failed`, `cost:>0.5`, `ended:<24h` and `ended:2026-05-08`.
 * Ignores invalid terms, and returns the first of them.
 */
export function parseHistoryQuery(
	text: string,
	now: Instant,
): {readonly conditions: HistoryConditions; readonly invalidTerm: InvalidTerm | null} {
	const terms: HistoryTerm[] = [];
	let invalidTerm: InvalidTerm | null = null;

	for (const term of parseFilterTerms(text, historyFields)) {
		const conditions =
			term.kind === 'word' ? wordCondition(term.word) : fieldCondition(term.field, term.value, now);

		if (conditions !== null) {
			terms.push({isNegated: term.isNegated, conditions});
		} else if (term.kind === 'field') {
			invalidTerm ??= {field: term.field, value: term.value};
		}
	}

	return {conditions: terms.length === 0 ? {} : {terms}, invalidTerm};
}

/** Returns the conditions for a term; null for an invalid value. Terms for texts search all texts of a run, like words. */
function fieldCondition(field: string, value: string, now: Instant): HistoryConditions | null {
	const column = termColumns.get(field);
	const stored = field === 'is' ? 'phase' : (column?.stored ?? 'searched');

	if (field.startsWith('input.')) {
		return {input: {name: inputKey(field), text: value.toLowerCase()}};
	}

	if (stored === 'phase') {
		return stateCondition(value);
	}

	if (column === undefined || stored === 'searched') {
		return wordCondition(value);
	}

	if (stored === 'workflow_id') {
		return {workflow: value.toLowerCase()};
	}

	const bounds = parseBounds(column, value, now);
	return bounds && {bounds: bounds.map(bound => ({of: stored, ...bound}))};
}

function wordCondition(word: string): HistoryConditions {
	return {words: [word.toLowerCase()]};
}

const finalPhases: readonly FinalPhase[] = ['succeeded', 'failed', 'canceled'];

/** Returns the condition for `is:VALUE`. The start of a name is enough, so that the list is right during typing. */
function stateCondition(value: string): HistoryConditions | null {
	const typed = value.toLowerCase();
	const phase =
		finalPhases.find(name => name.startsWith(typed)) ??
		finalPhases.find(name => phaseTexts(name).some(word => word.startsWith(typed)));
	return phase !== undefined
		? {phases: [phase]}
		: 'unseen'.startsWith(typed)
			? {isUnseen: true}
			: null;
}
