import {isFinalPhase, knownPhases} from '../../core/execution.ts';
import type {StoredBound} from '../../core/history.ts';
import type {ListedRun} from '../../core/listed-run.ts';
import {lastNode} from '../../core/log/node-event.ts';
import {entryAt, errorIndices} from '../../core/log/run-log.ts';
import {parseMoney} from '../../core/money/money.ts';
import {findInput, phaseTexts} from '../../core/run-order.ts';
import {lateSince, runState, stalledSince} from '../../core/run-state.ts';
import {isNoLongerPolled} from '../../core/run.ts';
import {parseFilterTerms, splitComparison, type InvalidTerm} from '../../core/text/filter-terms.ts';
import {parsePeriod} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {
	assetSources,
	columnOf,
	inputKey,
	isTextColumn,
	missingSources,
	runColumns,
	type DetailSource,
	type RunColumn,
} from './columns.ts';
import {shortInputText} from './inputs.ts';
import {statesEn, statesZh} from './messages.ts';
import {isUnseen, needsUser, newsToLookAt} from './needs-me.ts';

type RunTest = (run: ListedRun) => boolean;
/** `test`: without regard to the negation. `fields`: what it compares. */
type Term = {
	readonly test: RunTest;
	readonly isNegated: boolean;
	readonly fields: readonly string[];
};
type Bound = Omit<StoredBound, 'of'>;

/** A filter by node reads the newest log entries of a run, and this many of its first errors. */
const maxErrors = 50;

/** The columns with a term, by its name and by their id: `state:failed` is `status:failed`. */
export const termColumns: ReadonlyMap<string, RunColumn> = new Map(
	[...runColumns]
		.filter(([, {term}]) => term !== undefined)
		.flatMap(([id, column]) => [column.name ?? id, id].map(name => [name, column] as const)),
);

/** The texts that a term searches, if they are not just the value of the column. */
const texts: Readonly<Record<string, (run: ListedRun) => readonly (string | undefined)[]>> = {
	input: ({inputs}) => (inputs ?? []).map(input => shortInputText(input)),
	state: statusWords,
	status: statusWords,
	error({run, reason}) {
		const error = run?.execution?.error;
		return [reason?.safe, error?.detail?.safe, error?.engineCode?.safe];
	},
	node({run}) {
		const errors = run === null ? [] : errorIndices(run.log).slice(0, maxErrors);
		return run === null
			? []
			: [
					lastNode(run.log)?.node.safe,
					...errors.map(index => entryAt(run.log, index)?.nodeId?.safe),
				];
	},
};

/** The names of all terms. */
export const filterFields: readonly string[] = [...termColumns.keys(), 'input', 'is'];

/** The fields that a word without a term searches. */
const wordFields = [
	...[...runColumns].flatMap(([id, {term}]) => (term === 'words' ? [id] : [])),
	'input',
];

type Trait = (run: ListedRun, state: State | null) => boolean;

/** What a term like `is:failed` can ask for. `state`: null outside of the run list, where nothing is marked or polled. */
const traits: ReadonlyMap<string, Trait> = new Map<string, Trait>([
	...knownPhases.map((name): [string, Trait] => [name, ({phase}) => phase === name]),
	['marked', ({id}, state) => state?.view.marked.has(id.exact) === true],
	['unseen', (run, state) => (state === null ? run.isUnseen : isUnseen(state, run.id.exact))],
	[
		'needs-me',
		(run, state) =>
			state === null ? run.isUnseen : needsUser(newsToLookAt(state).get(run.id.exact)),
	],
	['stale', ({run}) => run !== null && run.polling.problem !== null && !isNoLongerPolled(run)],
	['stalled', ({run}) => run !== null && stalledSince(run) !== null],
	['late', ({run}) => run !== null && lateSince(run) !== null],
	[
		'final',
		({run, phase}) =>
			run === null ? phase !== 'waiting' && isFinalPhase(phase) : isNoLongerPolled(run),
	],
]);

/** The traits that only a watched run can have. */
const watchTraits = new Set(['marked', 'stale', 'stalled', 'late']);

/**
 * Returns the runs that a filter finds. Ignores invalid terms. `state`: for the run list. It keeps the selected run if the
 * filter depends on what was seen: else a look would remove it.
 */
export function filterRuns(
	runs: readonly ListedRun[],
	filter: string,
	now: Instant,
	state: State | null = null,
): readonly ListedRun[] {
	const {matches} = runFilter(filter, now, state);
	const kept = state !== null && dependsOnSeen(filter) ? state.view.selected : null;
	return runs.filter(run => run.id.exact === kept || matches(run));
}

/**
 * Returns the tests of a filter, without its invalid terms. `sources`: the requests that may change whether it finds a run;
 * none if what is known of the run decides.
 */
export function runFilter(filter: string, now: Instant, state: State | null = null) {
	const terms = parseFilter(filter, now, state).filter(term => 'test' in term);
	return {
		matches: (run: ListedRun) => terms.every(({test, isNegated}) => test(run) !== isNegated),
		sources(run: ListedRun): readonly DetailSource[] {
			const open = terms.map(({test, isNegated, fields}) => {
				// More about a run only adds texts and values, so what is found stays found.
				const isFound = test(run);
				const sources = isFound ? [] : fields.flatMap(field => sourcesForField(field, run));
				return {sources, excludes: isFound === isNegated && sources.length === 0};
			});
			return open.some(({excludes}) => excludes) ? [] : open.flatMap(({sources}) => sources);
		},
	};
}

function sourcesForField(field: string, run: ListedRun): readonly DetailSource[] {
	if (field === 'input') {
		return run.inputs === null ? ['order'] : assetSources(run.inputs);
	}

	// `workflow` compares the title too, and the run list always has the id.
	const name = field === 'workflow' ? 'title' : field;
	return missingSources(termColumns.get(name) ?? columnOf(name), run);
}

/** Returns the first term that is invalid; null if all are valid. */
export function invalidFilterTerm(filter: string): InvalidTerm | null {
	return (
		parseFilter(filter, 0, null).find((term): term is InvalidTerm => !('test' in term)) ?? null
	);
}

/** Returns the first term that is invalid without a watch, where it would find nothing. */
export function invalidListedTerm(filter: string): InvalidTerm | null {
	const asked = parseFilterTerms(filter.toLowerCase(), filterFields).find(
		term => term.kind === 'field' && term.field === 'is' && watchTraits.has(term.value),
	);
	return asked?.kind === 'field' ? asked : invalidFilterTerm(filter);
}

/** Whether the list changes when the user sees something. */
export function dependsOnSeen(filter: string): boolean {
	return /is[:：](?:unseen|needs-me)/i.test(filter);
}

/** Whether the list changes as time goes by. */
export function dependsOnTime(filter: string): boolean {
	return /(?:created|ended)[:：]/i.test(filter);
}

function parseFilter(
	filter: string,
	now: Instant,
	state: State | null,
): ReadonlyArray<Term | InvalidTerm> {
	return parseFilterTerms(filter.toLowerCase(), filterFields).map(term => {
		const fields = term.kind === 'word' ? wordFields : term.field === 'is' ? [] : [term.field];
		const test =
			term.kind === 'word'
				? textTest(wordFields, term.word)
				: term.field === 'is'
					? traitTest(term.value, state)
					: fieldTest(term.field, term.value, now);
		return typeof test === 'function' ? {test, fields, isNegated: term.isNegated} : test;
	});
}

function traitTest(value: string, state: State | null): RunTest | InvalidTerm {
	const trait = traits.get(value);
	return trait === undefined ? {field: 'is', value} : run => trait(run, state);
}

function fieldTest(field: string, value: string, now: Instant): RunTest | InvalidTerm {
	const column = termColumns.get(field);

	if (field === 'workflow') {
		return ({title, workflowId}) =>
			title?.safe.toLowerCase().includes(value) === true ||
			workflowId?.exact.toLowerCase() === value;
	}

	if (column === undefined || isTextColumn(column)) {
		return textTest([field], value);
	}

	const bounds = parseBounds(column, value, now);
	return bounds === null
		? {field, value}
		: run => {
				const known = Number(column.value(run, now) ?? Number.NaN);
				return bounds.every(bound => isWithin(known, bound));
			};
}

/** `text` must be in lower case. */
function textTest(names: readonly string[], text: string): RunTest {
	return run => names.some(name => textsOf(name, run).join('\n').toLowerCase().includes(text));
}

function textsOf(name: string, run: ListedRun): readonly (string | undefined)[] {
	if (name.startsWith('input.')) {
		const input = findInput(run.inputs ?? [], inputKey(name));
		return input === null ? [] : [shortInputText(input)];
	}

	const value = texts[name] === undefined ? termColumns.get(name)?.value(run, 0) : null;
	return texts[name]?.(run) ?? [typeof value === 'object' ? value?.safe : undefined];
}

function isWithin(known: number, {sign, value}: Bound): boolean {
	const bound = Number(value);
	return (
		(known < bound && sign.includes('<')) ||
		(known > bound && sign.includes('>')) ||
		(known === bound && sign.includes('='))
	);
}

/** Returns the bounds that a term like `>=0.5` or `<24h` sets for the value of a column; null if it is invalid. */
export function parseBounds(
	{type}: RunColumn,
	typed: string,
	now: Instant,
): readonly Bound[] | null {
	if (type === 'time') {
		const period = parsePeriod(typed, now);
		return (
			period && [
				...(period.from === null ? [] : [{sign: '>=', value: period.from} as const]),
				...(period.until === null ? [] : [{sign: '<', value: period.until} as const]),
			]
		);
	}

	const {sign, text} = splitComparison(typed);
	const number = /^(\d+(?:\.\d+)?)%?$/.exec(text)?.[1];
	const value =
		type === 'money'
			? parseMoney(text.replace(/^(¥|cny)/i, ''))
			: number === undefined
				? null
				: Number(number);
	return value === null ? null : [{sign, value}];
}

/** Returns the words for the state in every language, since users search for what they see. */
function statusWords({run, phase, status}: ListedRun): readonly (string | undefined)[] {
	const state = run === null ? phase : runState(run);
	return [
		status?.safe,
		...(phase === 'waiting' ? [] : phaseTexts(phase)),
		run?.polling.gaveUp ?? undefined,
		...(state === 'other' ? [] : [statesEn[state], statesZh[state]]),
	];
}
