import type {FinalPhase} from '../../core/execution.ts';
import {noConditions, type HistoryConditions, type HistoryTerm} from '../../core/history.ts';
import {addMoney, parseMoney, subtractMoney, type Money} from '../../core/money/money.ts';
import {phaseTexts} from '../../core/order-status.ts';
import {parseFilterTerms, splitComparison, type InvalidTerm} from '../../core/text/filter-terms.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parsePeriod} from '../../core/time/period.ts';

const wordCondition = (word: string): HistoryConditions => ({words: [word.toLowerCase()]});

/** The conditions of a value, by field. Null for an invalid value. */
const fieldConditions: Readonly<
	Record<string, (value: string, now: Instant) => HistoryConditions | null>
> = {
	is: stateCondition,
	status: stateCondition,
	workflow: workflowId => ({workflowId}),
	cost: costCondition,
	ended: parsePeriod,
	created(value, now) {
		const period = parsePeriod(value, now);
		return period && {createdFrom: period.from, createdUntil: period.until};
	},
	// The run list has these fields too. Here their values are searched like words.
	id: wordCondition,
	title: wordCondition,
	input: wordCondition,
	label: wordCondition,
	error: wordCondition,
};

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

	for (const term of parseFilterTerms(text, Object.keys(fieldConditions))) {
		const conditions =
			term.kind === 'word'
				? wordCondition(term.word)
				: (fieldConditions[term.field]?.(term.value, now) ?? null);

		if (conditions !== null) {
			terms.push({isNegated: term.isNegated, conditions});
		} else if (term.kind === 'field') {
			invalidTerm ??= {field: term.field, value: term.value};
		}
	}

	return {conditions: terms.length === 0 ? noConditions : {terms}, invalidTerm};
}

const finalPhases: readonly FinalPhase[] = ['succeeded', 'failed', 'canceled'];

/** A beginning is enough, so that the list is right while the user is still typing. */
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

/** The smallest difference between two amounts. */
const smallestAmount = '0.00000001' as Money;

function costCondition(value: string): HistoryConditions | null {
	const {sign, text} = splitComparison(value);
	const cost = parseMoney(text.replace(/^(¥|cny)/i, ''));
	return cost === null
		? null
		: {
				'<': {maxCost: subtractMoney(cost, smallestAmount)},
				'<=': {maxCost: cost},
				'=': {minCost: cost, maxCost: cost},
				'>=': {minCost: cost},
				'>': {minCost: addMoney(cost, smallestAmount)},
			}[sign];
}
