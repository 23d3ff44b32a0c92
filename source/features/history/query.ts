import type {FinalPhase} from '../../core/execution.ts';
import {noConditions, type HistoryConditions, type HistoryTerm} from '../../core/history.ts';
import {addMoney, parseMoney, subtractMoney, type Money} from '../../core/money/money.ts';
import {phaseWords} from '../../core/order-status.ts';
import {
	parseFilterTerms,
	splitComparison,
	type FilterTerm,
	type InvalidTerm,
} from '../../core/text/filter-terms.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parsePeriod} from '../../core/time/period.ts';

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
 * Ignores clauses with an invalid term, and returns the first such term.
 */
export function parseHistoryQuery(
	text: string,
	now: Instant,
): {readonly conditions: HistoryConditions; readonly invalidTerm: InvalidTerm | null} {
	const parsed = parseFilterTerms(text, Object.keys(fieldConditions)).map(
		(clause): ReadonlyArray<HistoryTerm | InvalidTerm> =>
			clause.map(term => toHistoryTerm(term, now)),
	);
	const clauses = parsed.filter(
		(clause): clause is readonly HistoryTerm[] => !clause.some(isInvalid),
	);
	return {
		conditions: clauses.length === 0 ? noConditions : {clauses},
		invalidTerm: parsed.flat().find(isInvalid) ?? null,
	};
}

function isInvalid(term: HistoryTerm | InvalidTerm): term is InvalidTerm {
	return 'kind' in term;
}

function toHistoryTerm(term: FilterTerm | InvalidTerm, now: Instant): HistoryTerm | InvalidTerm {
	if (term.kind === 'wrong' || term.kind === 'misspelt') {
		return term;
	}

	const {isNegated} = term;

	if (term.kind === 'word') {
		return {isNegated, conditions: wordCondition(term.word)};
	}

	const conditions = fieldConditions[term.field]?.(term.value, now);
	return conditions
		? {isNegated, conditions}
		: {kind: 'wrong', field: term.field, text: term.value};
}

function wordCondition(word: string): HistoryConditions {
	return {words: [word.toLowerCase()]};
}

const finalPhases: readonly FinalPhase[] = ['succeeded', 'failed', 'canceled'];

/** A beginning is enough, so that the list is right while the user is still typing. */
function stateCondition(value: string): HistoryConditions | null {
	const typed = value.toLowerCase();
	const phase =
		finalPhases.find(name => name.startsWith(typed)) ??
		finalPhases.find(name => phaseWords(name).some(word => word.startsWith(typed)));
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
