import {lateSince, stalledSince} from '../../core/forecast/anomalies.ts';
import {executionCost} from '../../core/execution.ts';
import {parseMoney} from '../../core/money/money.ts';
import type {SavedState} from '../../core/saved-state.ts';
import {isNoLongerPolled, type Run} from '../../core/run.ts';
import {
	parseFilterTerms,
	splitComparison,
	type ComparisonSign,
	type FilterTerm,
	type InvalidTerm,
} from '../../core/text/filter-terms.ts';

type Marks = Pick<SavedState, 'marked' | 'pinned'>;
type RunTest = (run: Run, marks: Marks) => boolean;

/** A filter by node reads only this many of the latest log entries of a run, and this many of its first errors. */
const maxEntries = 50;

/** The texts of a run that a term like `status:failed` searches, by field. */
const texts: Readonly<Record<string, (run: Run) => readonly (string | undefined)[]>> = {
	id: ({label}) => [label],
	title: ({title}) => [title?.safe],
	status: ({execution, polling}) => [
		execution?.status.safe,
		execution?.phase,
		polling.gaveUp ?? undefined,
	],
	error({execution}) {
		const error = execution?.error;
		return [error?.reason?.safe, error?.detail?.safe, error?.engineCode?.safe];
	},
	node: nodesOf,
	workflow: ({execution}) => [execution?.workflowId?.safe],
};

/** The fields that are searched for a word without a field, like `failed`. */
const wordFields = ['id', 'title', 'status', 'error', 'node'] as const;

const traits: Readonly<Record<string, RunTest>> = {
	marked: ({id}, {marked}) => marked.has(id),
	pinned: ({id}, {pinned}) => pinned.has(id),
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
const valueTests = {
	cost: (value: string) =>
		numberTest(
			value,
			text => parseMoney(text.replace(/^(¥|cny)/, '')),
			({execution}) => execution && executionCost(execution),
		),
	progress: (value: string) =>
		numberTest(
			value,
			text => /^(\d+(?:\.\d+)?)%?$/.exec(text)?.[1] ?? null,
			({execution}) => execution?.progressPercent ?? null,
		),
	is: (value: string) => (Object.hasOwn(traits, value) ? (traits[value] ?? null) : null),
};

const fields = [...Object.keys(texts), ...Object.keys(valueTests)];

/** Invalid terms are ignored. */
export function filterRuns(runs: readonly Run[], filter: string, marks: Marks): readonly Run[] {
	const tests = parseFilter(filter).filter(term => typeof term === 'function');
	return tests.length === 0 ? runs : runs.filter(run => tests.every(test => test(run, marks)));
}

export function wrongTerm(filter: string): InvalidTerm | null {
	return parseFilter(filter).find(term => typeof term !== 'function') ?? null;
}

function parseFilter(filter: string): ReadonlyArray<RunTest | InvalidTerm> {
	return parseFilterTerms(filter.toLowerCase(), fields).map(term =>
		term.kind === 'word'
			? textTest(wordFields, term.word)
			: term.kind === 'field'
				? fieldTest(term)
				: term,
	);
}

function fieldTest({field, value}: Extract<FilterTerm, {kind: 'field'}>): RunTest | InvalidTerm {
	return field === 'cost' || field === 'progress' || field === 'is'
		? (valueTests[field](value) ?? {kind: 'wrong', field, text: value})
		: textTest([field], value);
}

/** `text` must be in lower case. */
function textTest(names: readonly string[], text: string): RunTest {
	return run =>
		names.some(name => texts[name]?.(run).join('\n').toLowerCase().includes(text) === true);
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

function nodesOf({log: {store, length}}: Run): readonly (string | undefined)[] {
	const newest = store.entries
		.slice(Math.max(0, length - maxEntries), length)
		.findLast(entry => entry.nodeId !== null);
	const errors = store.errors.slice(0, maxEntries).map(index => store.entries[index]);
	return [newest, ...errors].map(entry => entry?.nodeId?.safe);
}
