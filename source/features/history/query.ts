import type {FinalPhase} from '../../core/execution.ts';
import {noConditions, type HistoryConditions, type HistoryTerm} from '../../core/history.ts';
import {
	addMoney,
	compareMoney,
	parseMoney,
	subtractMoney,
	type Money,
} from '../../core/money/money.ts';
import {
	parseFilterTerms,
	splitComparison,
	type FilterTerm,
	type InvalidTerm,
} from '../../core/text/filter-terms.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parsePeriod} from '../../core/time/period.ts';

type Change = Partial<HistoryConditions>;

/** The conditions of a value, by field. Null for an invalid value. */
const fieldConditions: Readonly<Record<string, (value: string, now: Instant) => Change | null>> = {
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
	let conditions = noConditions;
	let invalidTerm: InvalidTerm | null = null;

	for (const clause of parseFilterTerms(text, Object.keys(fieldConditions))) {
		const terms: HistoryTerm[] = [];

		for (const each of clause) {
			const term = toHistoryTerm(each, now);

			if ('kind' in term) {
				invalidTerm ??= term;
			} else {
				terms.push(term);
			}
		}

		const [first] = terms;

		if (terms.length < clause.length) {
			continue;
		}

		conditions =
			terms.length === 1 && first?.isNegated === false
				? both(conditions, first.conditions)
				: {...conditions, clauses: [...conditions.clauses, terms]};
	}

	return {conditions, invalidTerm};
}

function toHistoryTerm(term: FilterTerm | InvalidTerm, now: Instant): HistoryTerm | InvalidTerm {
	if (term.kind === 'wrong' || term.kind === 'misspelt') {
		return term;
	}

	const {isNegated} = term;

	if (term.kind === 'word') {
		return {isNegated, conditions: {...noConditions, ...wordCondition(term.word)}};
	}

	const change = fieldConditions[term.field]?.(term.value, now);
	return change
		? {isNegated, conditions: {...noConditions, ...change}}
		: {kind: 'wrong', field: term.field, text: term.value};
}

function both(one: HistoryConditions, other: HistoryConditions): HistoryConditions {
	const {phases} = one;
	return {
		words: [...one.words, ...other.words],
		phases:
			phases === null || other.phases === null
				? (phases ?? other.phases)
				: phases.filter(phase => other.phases?.includes(phase)),
		status: null,
		workflowId: other.workflowId ?? one.workflowId,
		from: largest(one.from, other.from, compareNumbers),
		until: smallest(one.until, other.until, compareNumbers),
		createdFrom: largest(one.createdFrom, other.createdFrom, compareNumbers),
		createdUntil: smallest(one.createdUntil, other.createdUntil, compareNumbers),
		minCost: largest(one.minCost, other.minCost, compareMoney),
		maxCost: smallest(one.maxCost, other.maxCost, compareMoney),
		isUnseen: one.isUnseen || other.isUnseen,
		clauses: one.clauses,
	};
}

type Compare<Value> = (a: Value, b: Value) => number;

const compareNumbers: Compare<number> = (a, b) => a - b;

function largest<Value>(a: Value | null, b: Value | null, compare: Compare<Value>): Value | null {
	return a === null || b === null ? (a ?? b) : compare(a, b) < 0 ? b : a;
}

function smallest<Value>(a: Value | null, b: Value | null, compare: Compare<Value>): Value | null {
	return largest(a, b, (one, other) => compare(other, one));
}

function wordCondition(word: string): Change {
	return {words: [word.toLowerCase()]};
}

const states: ReadonlyArray<FinalPhase | 'unseen'> = ['succeeded', 'failed', 'canceled', 'unseen'];

/** A beginning is enough, so that the list is right while the user is still typing. */
function stateCondition(value: string): Change | null {
	const state = states.find(name => name.startsWith(value.toLowerCase()));
	return state === undefined ? null : state === 'unseen' ? {isUnseen: true} : {phases: [state]};
}

/** The smallest difference between two amounts. */
const smallestAmount = '0.00000001' as Money;

function costCondition(value: string): Change | null {
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
