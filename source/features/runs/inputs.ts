import type {ListedRun} from '../../core/listed-run.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {findInput, inputName, type OrderInput} from '../../core/run-order.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {cleanProse, type ForeignText, type SafeText} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';
import type {RunRow} from './state.ts';

/** The maximum number of characters of an input that lists show and filters search. */
const maxLength = 300;

/** The text of an input for a column; null if the run has no such input (`findInput`), or it is not known. */
export function inputText({inputs}: Pick<Run, 'inputs'>, name: string): SafeText | null {
	const input = findInput(inputs ?? [], name);
	return input === null ? null : shortInputText(input);
}

export const shortInputText = memoizeByObject(({value, fileName}: OrderInput): SafeText =>
	fileName === undefined ? cleanProse(value.exact.slice(0, maxLength).trim()) : fileName.safe,
);

type NamedRun = Run | ListedRun;

/** The runs of a list: the watched ones, or those of the history or the account. */
type NamedRuns = State['runs'] | readonly ListedRun[];

/** The maximum number of inputs shown for runs with equal inputs, such as the only run of a workflow. */
const maxOfEqual = 2;

/**
 * Returns for each workflow the keys of the inputs that tell its runs apart: prompts first, then others, and seeds only
 * if the others are equal; the prompt follows them.
 */
const keysByWorkflow = memoizeByObject((runs: NamedRuns) => {
	const known = [...runs.values()].filter(({inputs}) => inputs !== null);
	return new Map(
		[...Map.groupBy<string, NamedRun>(known, workflowOf)].map(([id, group]) => [id, keysOf(group)]),
	);
});

/** Visits each input once: a history may have 20,000 runs of one workflow. */
function keysOf(group: readonly NamedRun[]): readonly string[] {
	const byKey = Map.groupBy(
		group.flatMap(({inputs}) => inputs ?? []),
		({key}) => key.exact,
	);
	const all = [...byKey]
		.map(([key, inputs]) => ({
			key,
			rank: rankOf(inputs[0]),
			differs:
				inputs.length < group.length ||
				inputs.some(({value}) => value.exact !== inputs[0]?.value.exact),
		}))
		.toSorted((a, b) => a.rank - b.rank);
	const differing = all.filter(({differs}) => differs);
	const shown = differing.length > 0 ? differing : all;
	const others = shown.filter(({rank}) => rank !== seedRank);
	const areEnough =
		others.length > 0 &&
		areAllDifferent(
			group,
			others.map(({key}) => key),
		);
	const keys = (areEnough ? others : shown).map(({key}) => key);
	// Seeds alone do not say what is in a picture.
	const prompt = others.length === 0 ? all.find(({rank}) => rank === 0) : undefined;
	return differing.length > 0
		? [...keys, ...(prompt === undefined ? [] : [prompt.key])]
		: keys.slice(0, maxOfEqual);
}

/** Whether the values of these inputs alone tell all runs apart. */
function areAllDifferent(group: readonly NamedRun[], keys: readonly string[]): boolean {
	const texts = group.map(({inputs}) => {
		const chosen = (inputs ?? []).filter(({key}) => keys.includes(key.exact));
		return chosen.map(input => `${input.key.exact} ${shortInputText(input)}`).join('\n');
	});
	return new Set(texts).size === group.length;
}

const byTitle = memoizeByObject((runs: NamedRuns) =>
	Map.groupBy<string | undefined, NamedRun>(runs.values(), ({title}) => title?.exact),
);

/** Whether other runs of the list have the same title, so that only inputs tell the run apart. */
export function hasSameTitle({title}: NamedRun, runs: NamedRuns): boolean {
	return (byTitle(runs).get(title?.exact)?.length ?? 0) > 1;
}

/**
 * Returns the inputs that tell the run apart, most important first. With `areNamed`, a number such as a seed comes after the
 * name of its input.
 */
export function distinctInputs(
	run: NamedRun,
	runs: NamedRuns,
	areNamed = false,
): readonly SafeText[] {
	const keys = keysByWorkflow(runs).get(workflowOf(run)) ?? [];
	return keys
		.flatMap(key => findInput(run.inputs ?? [], key) ?? [])
		.map(input => (areNamed && isNumber(input) ? namedText(input) : shortInputText(input)))
		.filter(text => text !== '');
}

function isNumber({value: {exact}}: OrderInput): boolean {
	return /^-?\d+(?:\.\d+)?$/.test(exact);
}

/** Without the node in a key like `n3_seed`, which users do not know. */
function namedText(input: OrderInput): SafeText {
	const name = inputName(input).exact.replace(/^n?\d+[._]/, '');
	return cleanProse(`${name} ${input.value.exact}`);
}

/** The maximum number of characters of inputs that come before a title that no other run has. */
const maxFirstInput = 24;

/**
 * Returns what people know the run by: the label, the inputs that tell it apart from others of its workflow, and the
 * title. A title of its own comes before long inputs.
 */
export function titleTexts(
	{run, inputs, hasSameTitle: isShared}: Pick<RunRow, 'run' | 'inputs' | 'hasSameTitle'>,
	label: ForeignText | null,
): readonly string[] {
	const title = run.title?.safe ?? '';
	const input = inputs.join(' ');
	const isFirst = title !== '' && !isShared && input.length > maxFirstInput;
	const texts = [label?.safe ?? '', ...(isFirst ? [title, input] : [input, title])];
	return texts.filter(text => text !== '');
}

/** The texts of `titleTexts` for a watched run. */
export function watchedTitleTexts(run: Run, {runs, saved}: Pick<State, 'runs' | 'saved'>) {
	const row = {run, inputs: distinctInputs(run, runs), hasSameTitle: hasSameTitle(run, runs)};
	return titleTexts(row, saved.labels.get(run.id) ?? null);
}

/**
 * Returns how many characters at the start of its inputs a row has in common with another row, up to the end of a word
 * or a phrase.
 */
export function sharedStarts(
	rows: ReadonlyArray<Pick<RunRow, 'id' | 'inputs'>>,
): ReadonlyMap<RunOrderId, number> {
	const texts = rows
		.map(({id, inputs}) => ({id, text: inputs.join(' ')}))
		.toSorted((a, b) => (a.text < b.text ? -1 : 1));
	return new Map(
		texts.map(({id, text}, index) => {
			const others = [texts[index - 1]?.text ?? '', texts[index + 1]?.text ?? ''];
			return [id, Math.max(...others.map(other => sharedLength(text, other)))];
		}),
	);
}

function sharedLength(text: string, other: string): number {
	const end = text.split('').findIndex((character, at) => character !== other[at]);
	return /^.*[\s,.;，。；、]/s.exec(text.slice(0, Math.max(0, end)))?.[0].length ?? 0;
}

function workflowOf(run: NamedRun): string {
	const id = 'execution' in run ? run.execution?.workflowId : run.workflowId;
	return id?.exact ?? '';
}

const promptName = /^(?!.*(?:negative|反向|负面)).*(?:prompt|text|caption|提示|文本)/is;
const seedName = /seed|种子/i;
const seedRank = 2;

function rankOf(input: OrderInput | undefined): number {
	const names = `${input?.key.exact} ${input?.name?.exact}`;
	return promptName.test(names) ? 0 : seedName.test(names) ? seedRank : 1;
}
