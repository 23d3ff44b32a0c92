import type {FinalPhase} from '../../core/execution.ts';
import {wholeHistory} from '../../core/history.ts';
import {
	addMoney,
	compareMoney,
	parseMoney,
	subtractMoney,
	type Money,
} from '../../core/money/money.ts';
import {parseFilterTerms, splitComparison, type InvalidTerm} from '../../core/text/filter-terms.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parseDuration} from '../../core/time/duration.ts';
import {localDay} from '../../core/time/local-day.ts';
import type {HistoryConditions} from './state.ts';

const {limit: _limit, offset: _offset, ...anyRun} = wholeHistory;

/** The conditions that every run of the history meets: what `parseHistoryQuery` returns for an empty text. */
export const noConditions: HistoryConditions = anyRun;

type Change = Partial<HistoryConditions>;

/** The conditions of a value, by field. Null for an invalid value. */
const fieldConditions: Readonly<Record<string, (value: string, now: Instant) => Change | null>> = {
	is: stateCondition,
	status: stateCondition,
	workflow: workflowId => ({workflowId}),
	cost: costCondition,
	ended: endCondition,
	// The run list has these fields too. Here their values are searched like words.
	id: wordCondition,
	title: wordCondition,
	input: wordCondition,
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
	let conditions = noConditions;
	let invalidTerm: InvalidTerm | null = null;

	for (const term of parseFilterTerms(text, Object.keys(fieldConditions))) {
		if (term.kind === 'word') {
			conditions = both(conditions, wordCondition(term.word));
			continue;
		}

		const change = term.kind === 'field' ? fieldConditions[term.field]?.(term.value, now) : null;

		if (change) {
			conditions = both(conditions, change);
		} else {
			invalidTerm ??=
				term.kind === 'field' ? {kind: 'wrong', field: term.field, text: term.value} : term;
		}
	}

	return {conditions, invalidTerm};
}

function both(one: HistoryConditions, change: Change): HistoryConditions {
	const other = {...noConditions, ...change};
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
		minCost: largest(one.minCost, other.minCost, compareMoney),
		maxCost: smallest(one.maxCost, other.maxCost, compareMoney),
		isUnseen: one.isUnseen || other.isUnseen,
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

/** A duration is the time since the end: `<24h` are the last 24 hours. A day is a local one. */
function endCondition(value: string, now: Instant): Change | null {
	const {sign, text} = splitComparison(value);
	const day = localDay(text);

	if (day !== null) {
		const {from, until} = day;
		return {
			'<': {until: from},
			'<=': {until},
			'=': {from, until},
			'>=': {from},
			'>': {from: until},
		}[sign];
	}

	const age = parseDuration(text);
	return age === null ? null : sign.startsWith('>') ? {until: now - age} : {from: now - age};
}
