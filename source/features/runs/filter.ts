import {executionCost} from '../../core/execution.ts';
import {lateSince, stalledSince} from '../../core/forecast/anomalies.ts';
import {lastNode} from '../../core/log/last-node.ts';
import {entryAt, errorsOf} from '../../core/log/run-log.ts';
import {parseMoney} from '../../core/money/money.ts';
import {phaseWords} from '../../core/order-status.ts';
import {runState} from '../../core/run-state.ts';
import {isNoLongerPolled, type Run} from '../../core/run.ts';
import {
	parseFilterTerms,
	splitComparison,
	type ComparisonSign,
	type FilterTerm,
	type InvalidTerm,
} from '../../core/text/filter-terms.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parsePeriod, type Period} from '../../core/time/period.ts';
import type {State} from '../../store/state.ts';
import {screenEn, screenZh} from '../../ui/messages.ts';
import {shortText} from './inputs.ts';
import {needsMeIds} from './needs-me.ts';

type RunTest = (run: Run, state: State) => boolean;

/** A filter by node reads the newest log entries of a run, and this many of its first errors. */
const maxErrors = 50;

type Texts = (run: Run, state: State) => readonly (string | undefined)[];

/** The texts of a run that a term like `status:failed` searches, by field. */
const texts: Readonly<Record<string, Texts>> = {
	id: ({label}) => [label],
	title: ({title}) => [title?.safe],
	label: ({id}, {saved}) => [saved.labels.get(id)?.safe],
	input: ({inputs}) => (inputs ?? []).map(shortText),
	status: run => [
		run.execution?.status.safe,
		...phaseWords(run.execution?.phase ?? 'other'),
		run.polling.gaveUp ?? undefined,
		...stateWords(run),
	],
	error({execution}) {
		const error = execution?.error;
		return [error?.reason?.safe, error?.detail?.safe, error?.engineCode?.safe];
	},
	node: failureNodes,
	workflow: ({execution}) => [execution?.workflowId?.safe],
};

/** The fields that are searched for a word without a field, like `failed`. */
const wordFields = ['id', 'title', 'label', 'input', 'status', 'error', 'node'] as const;

const traits: Readonly<Record<string, RunTest>> = {
	marked: ({id}, {view}) => view.marked.has(id),
	unseen: ({id}, {view}) => view.unseen.has(id),
	'needs-me': ({id}, state) => needsMeIds(state).has(id),
	stale: run => run.polling.problem !== null && !isNoLongerPolled(run),
	stalled: run => stalledSince(run) !== null,
	late: run => lateSince(run) !== null,
	final: isNoLongerPolled,
};

const comparisons: Readonly<Record<ComparisonSign, (a: number, b: number) => boolean>> = {
	'<': (a, b) => a < b,
	'<=': (a, b) => a <= b,
	'=': (a, b) => a === b,
	'>=': (a, b) => a >= b,
	'>': (a, b) => a > b,
};

/** Tests for terms that compare a value, like `cost:>0.01`. Null for an invalid value. */
const valueTests: Readonly<Record<string, (value: string, now: Instant) => RunTest | null>> = {
	cost: value =>
		numberTest(
			value,
			text => parseMoney(text.replace(/^(¥|cny)/, '')),
			({execution}) => executionCost(execution),
		),
	progress: value =>
		numberTest(
			value,
			text => /^(\d+(?:\.\d+)?)%?$/.exec(text)?.[1] ?? null,
			({execution}) => execution?.progressPercent ?? null,
		),
	created: (value, now) =>
		timeTest(parsePeriod(value, now), ({execution}) => execution?.createdAt ?? null),
	ended: (value, now) =>
		timeTest(parsePeriod(value, now), ({execution}) => execution?.terminalAt ?? null),
	is: value => (Object.hasOwn(traits, value) ? (traits[value] ?? null) : null),
};

const fields = [...Object.keys(texts), ...Object.keys(valueTests)];

/**
 * Ignores clauses with an invalid term. If the filter depends on what the user has seen, keeps the selected run, which
 * the user sees, so that it does not disappear while the user looks at it.
 */
export function filterRuns(runs: readonly Run[], state: State): readonly Run[] {
	const {filter, selected} = state.view;
	const clauses = parseFilter(filter, state.now).filter(isValid);
	const kept = dependsOnSeen(filter) ? selected : null;
	return clauses.length === 0
		? runs
		: runs.filter(
				run => run.id === kept || clauses.every(tests => tests.some(test => test(run, state))),
			);
}

/** Whether the list changes when the user sees something. */
export function dependsOnSeen(filter: string): boolean {
	return /is[:：](?:unseen|needs-me)/i.test(filter);
}

/** Whether the list changes as time goes by. */
export function dependsOnTime(filter: string): boolean {
	return /(?:created|ended)[:：]/i.test(filter);
}

function isValid(clause: ReadonlyArray<RunTest | InvalidTerm>): clause is readonly RunTest[] {
	return clause.every(term => typeof term === 'function');
}

export function wrongTerm(filter: string): InvalidTerm | null {
	return (
		parseFilter(filter, 0)
			.flat()
			.find(term => typeof term !== 'function') ?? null
	);
}

function parseFilter(
	filter: string,
	now: Instant,
): ReadonlyArray<ReadonlyArray<RunTest | InvalidTerm>> {
	return parseFilterTerms(filter.toLowerCase(), fields).map(clause =>
		clause.map(term => termTest(term, now)),
	);
}

function termTest(term: FilterTerm | InvalidTerm, now: Instant): RunTest | InvalidTerm {
	if (term.kind === 'wrong' || term.kind === 'misspelt') {
		return term;
	}

	const test = term.kind === 'word' ? textTest(wordFields, term.word) : fieldTest(term, now);
	return typeof test === 'function' && term.isNegated ? (run, state) => !test(run, state) : test;
}

function fieldTest(
	{field, value}: Extract<FilterTerm, {kind: 'field'}>,
	now: Instant,
): RunTest | InvalidTerm {
	const valueTest = valueTests[field];
	return valueTest === undefined
		? textTest([field], value)
		: (valueTest(value, now) ?? {kind: 'wrong', field, text: value});
}

/** `text` must be in lower case. */
function textTest(names: readonly string[], text: string): RunTest {
	return (run, state) =>
		names.some(name => texts[name]?.(run, state).join('\n').toLowerCase().includes(text) === true);
}

/**
 * Returns a test that compares the number of a run (`numberOf`) with `value`, such as `>=0.5`. `parse` receives `0.5`.
 * Returns null if `parse` does. Amounts of money have at most eight decimals, so floating-point numbers are precise
 * enough to compare them.
 */
function numberTest(
	value: string,
	parse: (text: string) => string | null,
	numberOf: (run: Run) => number | string | null,
): RunTest | null {
	const {sign, text} = splitComparison(value);
	const wanted = parse(text);
	return wanted === null
		? null
		: run => {
				const number = numberOf(run);
				return number !== null && comparisons[sign](Number(number), Number(wanted));
			};
}

/** Returns a test whether a time of the run (`timeOf`) is in the period. */
function timeTest(period: Period | null, timeOf: (run: Run) => Instant | null): RunTest | null {
	if (period === null) {
		return null;
	}

	const {from, until} = period;
	return run => {
		const at = timeOf(run);
		return at !== null && at >= (from ?? -Infinity) && at < (until ?? Infinity);
	};
}

/** Returns the words for the state in every language, since users search for what they see. */
function stateWords(run: Run): readonly string[] {
	const state = runState(run);
	return state === 'other' ? [] : [screenEn.phases[state], screenZh.phases[state]];
}

function failureNodes({log}: Run): readonly (string | undefined)[] {
	const errors = errorsOf(log)
		.slice(0, maxErrors)
		.map(index => entryAt(log, index)?.nodeId?.safe);
	return [lastNode(log)?.node.safe, ...errors];
}
