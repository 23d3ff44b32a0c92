import {knownPhases} from '../../core/execution.ts';
import {lastNode} from '../../core/log/last-node.ts';
import {entryAt, errorsOf} from '../../core/log/run-log.ts';
import {parseMoney} from '../../core/money/money.ts';
import {phaseTexts} from '../../core/order-status.ts';
import {lateSince, runState, stalledSince} from '../../core/run-state.ts';
import {isNoLongerPolled, type Run} from '../../core/run.ts';
import {
	parseFilterTerms,
	splitComparison,
	type FilterTerm,
	type InvalidTerm,
} from '../../core/text/filter-terms.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parsePeriod} from '../../core/time/period.ts';
import type {State} from '../../store/state.ts';
import {runColumns, type RunColumn} from './columns.ts';
import {shortText} from './inputs.ts';
import {statesEn, statesZh} from './messages.ts';
import {needsMeIds} from './needs-me.ts';

type RunTest = (run: Run, state: State) => boolean;
type Texts = (run: Run, state: State) => readonly (string | undefined)[];

/** A filter by node reads the newest log entries of a run, and this many of its first errors. */
const maxErrors = 50;

/** The texts of a run that a term like `status:failed` searches, by field. A word searches all but the last. */
const texts: Readonly<Record<string, Texts>> = {
	id: ({safeId}) => [safeId],
	title: ({title}) => [title?.safe],
	label: ({id}, {saved}) => [saved.labels.get(id)?.safe],
	input: ({inputs}) => (inputs ?? []).map(shortText),
	status: statusWords,
	error({execution}) {
		const error = execution?.error;
		return [error?.reason?.safe, error?.detail?.safe, error?.engineCode?.safe];
	},
	node({log}) {
		const errors = errorsOf(log)
			.slice(0, maxErrors)
			.map(index => entryAt(log, index)?.nodeId?.safe);
		return [lastNode(log)?.node.safe, ...errors];
	},
	workflow: ({execution}) => [execution?.workflowId?.safe],
};

const wordFields = Object.keys(texts).filter(name => name !== 'workflow');

const traits: ReadonlyMap<string, RunTest> = new Map<string, RunTest>([
	...knownPhases.map((phase): [string, RunTest] => [
		phase,
		({execution}) => execution?.phase === phase,
	]),
	['marked', ({id}, {view}) => view.marked.has(id)],
	['unseen', ({id}, {view}) => view.unseen.has(id)],
	['needs-me', ({id}, state) => needsMeIds(state).has(id)],
	['stale', run => run.polling.problem !== null && !isNoLongerPolled(run)],
	['stalled', run => stalledSince(run) !== null],
	['late', run => lateSince(run) !== null],
	['final', isNoLongerPolled],
]);

const compared = new Map([...runColumns].filter(([, {term}]) => term !== undefined));
const fields = [...Object.keys(texts), ...compared.keys(), 'is'];

/**
 * Ignores invalid terms. If the filter depends on what the user has seen, keeps the selected run, which the user sees, so
 * that it does not disappear while the user looks at it.
 */
export function filterRuns(runs: readonly Run[], state: State): readonly Run[] {
	const {filter, selected} = state.view;
	const tests = parseFilter(filter, state.now).filter(term => typeof term === 'function');
	const kept = dependsOnSeen(filter) ? selected : null;
	return tests.length === 0
		? runs
		: runs.filter(run => run.id === kept || tests.every(test => test(run, state)));
}

/** Whether the list changes when the user sees something. */
export function dependsOnSeen(filter: string): boolean {
	return /is[:：](?:unseen|needs-me)/i.test(filter);
}

/** Whether the list changes as time goes by. */
export function dependsOnTime(filter: string): boolean {
	return /(?:created|ended)[:：]/i.test(filter);
}

export function wrongTerm(filter: string): InvalidTerm | null {
	return parseFilter(filter, 0).find(term => typeof term !== 'function') ?? null;
}

function parseFilter(filter: string, now: Instant): ReadonlyArray<RunTest | InvalidTerm> {
	return parseFilterTerms(filter.toLowerCase(), fields).map(term => {
		const test = term.kind === 'word' ? textTest(wordFields, term.word) : fieldTest(term, now);
		return typeof test === 'function' && term.isNegated
			? (run: Run, state: State) => !test(run, state)
			: test;
	});
}

function fieldTest(
	{field, value}: Extract<FilterTerm, {kind: 'field'}>,
	now: Instant,
): RunTest | InvalidTerm {
	if (texts[field] !== undefined) {
		return textTest([field], value);
	}

	const column = compared.get(field);
	const test = column === undefined ? traits.get(value) : valueTest(column, value, now);
	return test ?? {field, value};
}

/** `text` must be in lower case. */
function textTest(names: readonly string[], text: string): RunTest {
	return (run, state) =>
		names.some(name => texts[name]?.(run, state).join('\n').toLowerCase().includes(text) === true);
}

/** Returns a test that compares the value of a column with `typed`, such as `>=0.5` or `<24h`; null if it is invalid. */
function valueTest({term, value}: RunColumn, typed: string, now: Instant): RunTest | null {
	const valueOf = (run: Run) => Number(value?.(run, now) ?? Number.NaN);

	if (term === 'time') {
		const period = parsePeriod(typed, now);
		return (
			period &&
			(run =>
				valueOf(run) >= (period.from ?? -Infinity) && valueOf(run) < (period.until ?? Infinity))
		);
	}

	const {sign, text} = splitComparison(typed);
	const wanted =
		term === 'money'
			? parseMoney(text.replace(/^(¥|cny)/, ''))
			: (/^(\d+(?:\.\d+)?)%?$/.exec(text)?.[1] ?? null);
	const holds = (a: number, b: number) =>
		(a < b && sign.includes('<')) ||
		(a > b && sign.includes('>')) ||
		(a === b && sign.includes('='));
	return wanted === null ? null : run => holds(valueOf(run), Number(wanted));
}

/** Returns the words for the state in every language, since users search for what they see. */
function statusWords(run: Run): readonly (string | undefined)[] {
	const state = runState(run);
	return [
		run.execution?.status.safe,
		...phaseTexts(run.execution?.phase ?? 'other'),
		run.polling.gaveUp ?? undefined,
		...(state === 'other' ? [] : [statesEn[state], statesZh[state]]),
	];
}
