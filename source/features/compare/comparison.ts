import {elapsedMs, executionCost} from '../../core/execution.ts';
import {errorLine, failureCard} from '../../core/failure-card.ts';
import {isSameStep, type LogEntry} from '../../core/log/log-entry.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {nodesOf, type NodeBar} from '../../core/log/node-timeline.ts';
import {entryAt, logLength, type RunLog} from '../../core/log/run-log.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {subtractMoney, type Money} from '../../core/money/money.ts';
import {isFile, outputName} from '../../core/output/output.ts';
import type {FieldType, FieldValues} from '../../core/run-fields.ts';
import {inputName, inputValue} from '../../core/run-order.ts';
import type {Run} from '../../core/run.ts';
import {cleanProse, foreignName, foreignProse, type ForeignText} from '../../core/text/sanitize.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import type {Duration} from '../../core/time/clock.ts';
import {levelLetter, messageText} from '../log/index.ts';

/** A value of each of two runs. */
export type Pair<Value> = readonly [Value, Value];

export function mapPair<From, To>([a, b]: Pair<From>, map: (one: From) => To): Pair<To> {
	return [map(a), map(b)];
}

export type ComparedValue = FieldValues[FieldType] | null;

export type ComparedRow = {
	/** A field of a run, the key of an input or an output, the id of a node, or the number of a log entry. */
	readonly name: ForeignText;
	/** The type of the values. A `number` is in seconds. */
	readonly type: FieldType;
	readonly values: Pair<ComparedValue>;
	/** The second value minus the first; null unless both are known amounts or numbers. */
	readonly difference: Money | number | null;
	/** The times of a node; null for anything else. */
	readonly bars: Pair<NodeBar | null> | null;
};

export type ComparedSection = {
	readonly id: 'run' | 'inputs' | 'log' | 'nodes' | 'outputs';
	readonly rows: readonly ComparedRow[];
};

export type Comparison = {
	readonly runs: Pair<Run>;
	readonly sections: readonly ComparedSection[];
	/** The number of inputs that are equal; null if the inputs of a run are not known. */
	readonly sameInputs: number | null;
	/** The length of the longer run, which is the scale of the times of the nodes. */
	readonly scale: Duration;
	readonly log: LogComparison;
};

/** The fields of a run by their names in JSON: their types and values. */
const comparedFields = {
	title: ['prose', ({title}) => title],
	status: ['name', ({execution}) => execution?.status ?? null],
	error: ['prose', errorText],
	elapsed_sec: ['number', run => toSeconds(elapsedMs(run.execution, nodesOf(run).axis?.to ?? 0))],
	total_cost: ['money', ({execution}) => executionCost(execution)],
	created_at: ['time', ({execution}) => execution?.createdAt ?? null],
	run_order_id: ['name', ({id, safeId}) => ({safe: safeId, exact: id})],
	workflow_id: ['name', ({execution}) => execution?.workflowId ?? null],
} as const satisfies Readonly<Record<string, readonly [FieldType, (run: Run) => ComparedValue]>>;

export type ComparedField = keyof typeof comparedFields;

/** Returns the error of a failed run, after the node in which it failed. */
function errorText(run: Run): ForeignText | null {
	const {error = null, node = null} = failureCard(run) ?? {};
	const line = error && errorLine(error);
	const place = node === null ? '' : `${nodeName(node.node.safe)} · `;
	return line && {...line, safe: cleanProse(place + line.safe)};
}

export function compareRuns(runs: Pair<Run>): Comparison {
	const log = compareLogs(runs[0].log, runs[1].log, ...mapPair(runs, ({inputs}) => inputs));
	const fields = Object.entries(comparedFields).map(([name, [type, valueOf]]) =>
		rowOf(foreignName(name), type, mapPair<Run, ComparedValue>(runs, valueOf)),
	);
	const hasInputs = runs.every(({inputs}) => inputs !== null);
	const inputs = hasInputs ? pairedRows('prose', mapPair(runs, inputItems)) : [];
	const differing = inputs.filter(({values: [a, b]}) => exactText(a) !== exactText(b));
	const entries = rowOf(
		foreignName(String(log.same + 1)),
		'prose',
		mapPair(runs, run => entryText(run, log.same)),
	);
	const [one, other] = mapPair(runs, ({execution}) => exactText(execution?.workflowId ?? null));
	const nodes = mapPair(runs, run => nodeItems(run, one === other));
	return {
		runs,
		sections: [
			{id: 'run', rows: fields},
			{id: 'inputs', rows: differing},
			{id: 'log', rows: log.state === 'differ' ? [entries] : []},
			{id: 'nodes', rows: pairedRows('number', nodes)},
			{id: 'outputs', rows: pairedRows('prose', mapPair(runs, outputItems))},
		],
		sameInputs: hasInputs ? inputs.length - differing.length : null,
		scale: Math.max(
			...runs.map(nodesOf).map(({axis}) => (axis === null ? 0 : axis.to - axis.from)),
		),
		log,
	};
}

/** An input, a node or an output of one run. Those with the same exact name belong together. */
type Item = Pick<ComparedRow, 'name'> & {readonly value: ComparedValue; readonly bar?: NodeBar};

function inputItems({inputs}: Run): readonly Item[] {
	return (inputs ?? []).map(input => ({
		name: {...input.key, safe: cleanProse(inputName(input).safe)},
		value: {...input.value, safe: inputValue(input).safe},
	}));
}

/** In different workflows, nodes with the same id are the same only if their captions are equal. */
function nodeItems(run: Run, isOneWorkflow: boolean): readonly Item[] {
	return nodesOf(run).bars.map(bar => {
		const safe = cleanProse(`${nodeName(bar.id)} ${bar.caption ?? ''}`.trim());
		return {name: {safe, exact: isOneWorkflow ? bar.id : safe}, value: toSeconds(bar.time), bar};
	});
}

/** Returns the outputs, files by their names only, since the query of an address can be a signature. */
function outputItems({execution}: Run): readonly Item[] {
	return (execution?.outputs ?? []).map(output => {
		const text = foreignProse(withoutQueries(output.value.exact));
		return {name: output.key, value: isFile(output) ? {...text, safe: outputName(output)} : text};
	});
}

/** Puts items with the same name into one row, in the order of the first run. */
function pairedRows(type: FieldType, items: Pair<readonly Item[]>): readonly ComparedRow[] {
	const byName = mapPair(items, list => new Map(list.map(item => [item.name.exact, item])));
	const [a, b] = byName;
	return [...new Map([...a, ...b, ...a])].map(([exact, {name, bar}]) => {
		const found = mapPair(byName, each => each.get(exact) ?? null);
		const values = mapPair(found, item => item?.value ?? null);
		const bars = mapPair(found, item => item?.bar ?? null);
		return {...rowOf(name, type, values), bars: bar === undefined ? null : bars};
	});
}

function entryText({log}: Run, index: number): ForeignText | null {
	const entry = entryAt(log, index);

	if (entry === undefined) {
		return null;
	}

	const parts = [levelLetter(entry), nodeName(entry.nodeId?.safe ?? ''), messageText(entry)];
	return {safe: cleanProse(parts.filter(Boolean).join(' ')), exact: messageText(entry, 'exact')};
}

export function exactText(value: ComparedValue): string | undefined {
	return (value as ForeignText | null)?.exact;
}

function toSeconds(duration: Duration | null): number | null {
	return duration === null ? null : duration / 1000;
}

function rowOf(name: ForeignText, type: FieldType, values: Pair<ComparedValue>): ComparedRow {
	const [a, b] = values;
	const difference =
		a === null || b === null
			? null
			: type === 'money'
				? subtractMoney(b as Money, a as Money)
				: type === 'number'
					? Number(b) - Number(a)
					: null;
	return {name, type, values, difference, bars: null};
}

/** How two logs compare. The first `same` entries say the same. */
export type LogComparison = {
	readonly same: number;
	/** `missing`: a log has no entries after those that are the same, because they were never read. */
	readonly state: 'differ' | 'same' | 'missing';
};

/** Ids, times, durations and speeds, which differ in every run. */
const incidental = new RegExp(
	[
		String.raw`\b(?:wfrun|task|prompt)_\w+`,
		String.raw`\b(?=[a-f]*\d)[\da-f]{8,}(?:-[\da-f]{4,})*\b`,
		String.raw`\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::[\d.]+)?(?:Z|[+-]\d\d:?\d\d)?`,
		String.raw`\b\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\b`,
		String.raw`\b\d+(?:\.\d+)?\s*(?:(?:ms|s|secs?|seconds?|it/s|s/it)\b|毫秒|秒)`,
	].join('|'),
	'gi',
);

/** Memoized, because the overlay draws the same comparison for each key. The values of inputs are not compared. */
const compareLogs = memoizeByObject((a: RunLog, b: RunLog, ...inputs: Pair<Run['inputs']>) => {
	const masks = mapPair(inputs, maskOf);
	// After a gap, it is not known which entries belong together.
	const length = Math.min(...[a, b].map(log => log.gaps[0] ?? logLength(log)));
	let same = Math.min(length, Math.max(a.leftOut, b.leftOut));

	while (same < length && saysSame(entryAt(a, same), entryAt(b, same), masks)) {
		same++;
	}

	const [one, other] = [logLength(a), logLength(b)];
	const isCut = same === length && (same === 0 || same < Math.min(one, other));
	const isSame = same === one && same === other;
	return {same, state: isCut ? 'missing' : isSame ? 'same' : 'differ'} satisfies LogComparison;
});

/** Replaces in a message what differs in every run, and the values of the inputs. */
type Mask = (message: string) => string;

function maskOf(inputs: Run['inputs']): Mask {
	const values = (inputs ?? []).map(({value}) => value.exact).filter(({length}) => length > 1);
	values.sort((a, b) => b.length - a.length);
	return message =>
		values
			.reduce((text, value) => text.replaceAll(value, '#'), message)
			.replaceAll(incidental, '#');
}

/** Progress in percent depends on times too, so it is not compared. */
function saysSame(a: LogEntry | undefined, b: LogEntry | undefined, masks: Pair<Mask>): boolean {
	const [one = '', other = ''] = [a?.message.exact, b?.message.exact];
	return (
		a?.level?.exact === b?.level?.exact &&
		a?.eventType?.exact === b?.eventType?.exact &&
		a?.nodeId?.exact === b?.nodeId?.exact &&
		isSameStep(a?.step ?? null, b?.step ?? null) &&
		(one === other || masks[0](one) === masks[1](other))
	);
}
