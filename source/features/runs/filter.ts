import {lateSince, stalledSince} from '../../core/forecast/anomalies.ts';
import {executionCost} from '../../core/execution.ts';
import {parseMoney} from '../../core/money/money.ts';
import type {SavedState} from '../../core/saved-state.ts';
import {isNoLongerPolled, type Run} from '../../core/run.ts';
import {closestName} from '../../core/text/closest-name.ts';

type Marks = Pick<SavedState, 'marked' | 'pinned'>;
type RunTest = (run: Run, marks: Marks) => boolean;

/** `wrong`: a known field with an invalid value, like `cost:abc`. `misspelt`: an unknown field similar to `meant`. */
type InvalidTerm =
	| {readonly kind: 'wrong'; readonly field: keyof typeof valueTests; readonly text: string}
	| {readonly kind: 'misspelt'; readonly field: string; readonly meant: string};

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

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
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

/** White space separates terms, except inside quotes. A missing closing quote is assumed at the end of the text. */
const termPattern = /(?:[^\s"]|"[^"]*(?:"|$))+/g;

const fieldPattern = /^([a-z]+):(.*)$/s;

/** Invalid terms are ignored. */
export function filterRuns(runs: readonly Run[], filter: string, marks: Marks): readonly Run[] {
	const tests = parseFilter(filter).filter(term => typeof term === 'function');
	return tests.length === 0 ? runs : runs.filter(run => tests.every(test => test(run, marks)));
}

export function wrongTerm(filter: string): InvalidTerm | null {
	return parseFilter(filter).find(term => typeof term !== 'function') ?? null;
}

/** Ignores a term without a value, because the user may still be typing it. */
function parseFilter(filter: string): ReadonlyArray<RunTest | InvalidTerm> {
	const terms = filter.toLowerCase().match(termPattern) ?? [];
	return terms.map(term => parseTerm(term)).filter(term => term !== null);
}

function parseTerm(text: string): RunTest | InvalidTerm | null {
	const [, field = '', quoted = ''] = fieldPattern.exec(text) ?? [];
	const value = quoted.replaceAll('"', '');

	if (Object.hasOwn(texts, field)) {
		return value === '' ? null : textTest([field], value);
	}

	if (field === 'cost' || field === 'progress' || field === 'is') {
		return value === '' ? null : (valueTests[field](value) ?? {kind: 'wrong', field, text: value});
	}

	const meant = field === '' ? null : closestName(field, fields);

	if (meant !== null) {
		return {kind: 'misspelt', field, meant};
	}

	const word = text.replaceAll('"', '');
	return word === '' ? null : textTest(wordFields, word);
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
	const [, sign = '=', text = ''] = /^(<=|>=|<|>|=)?(.+)$/s.exec(value) ?? [];
	const wanted = parse(text);
	return wanted === null
		? null
		: run => {
				const number = numberOf(run);
				return number !== null && comparisons[sign]?.(Number(number), Number(wanted)) === true;
			};
}

function nodesOf({log: {store, length}}: Run): readonly (string | undefined)[] {
	const newest = store.entries
		.slice(Math.max(0, length - maxEntries), length)
		.findLast(entry => entry.nodeId !== null);
	const errors = store.errors.slice(0, maxEntries).map(index => store.entries[index]);
	return [newest, ...errors].map(entry => entry?.nodeId?.safe);
}
