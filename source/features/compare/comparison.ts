import {elapsedMs, executionCost} from '../../core/execution.ts';
import type {FieldType, FieldValues} from '../../core/field.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {entryAt} from '../../core/log/log-store.ts';
import {subtractMoney, type Money} from '../../core/money/money.ts';
import type {Output} from '../../core/output/output.ts';
import type {Run} from '../../core/run.ts';
import {cleanName, cleanProse, foreignName, foreignProse} from '../../core/text/sanitize.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import type {Duration} from '../../core/time/clock.ts';
import {localTime} from '../../core/time/rfc3339.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {messageText} from '../log/index.ts';
import type {NodeBar, NodeTimeline} from '../nodes/index.ts';
import {comparableLength, mapPair, type LogReading, type Pair} from './log-reading.ts';

export type ComparedRun = Pick<Run, 'id' | 'label' | 'title' | 'execution' | 'log' | 'inputs'> & {
	readonly nodes: NodeTimeline;
};

type Value = FieldValues[FieldType] | null;

export type ComparedRow = {
	/** A field of a run, the key of an input or an output, the id of a node, or the number of a log entry. */
	readonly name: ForeignText;
	/** All numbers are seconds. */
	readonly type: FieldType;
	readonly values: Pair<Value>;
	/** The second value minus the first; null unless both are known amounts or numbers. */
	readonly difference: Money | number | null;
	/** The times of a node. */
	readonly bars?: Pair<NodeBar | null>;
};

export type ComparedSection = {
	readonly id: 'run' | 'inputs' | 'nodes' | 'outputs' | 'log';
	readonly rows: readonly ComparedRow[];
};

export type Comparison = {
	readonly runs: Pair<ComparedRun>;
	readonly sections: readonly ComparedSection[];
	/** The number of inputs that are equal; null if the inputs of a run are not known. */
	readonly sameInputs: number | null;
	/** The length of the longer run, which is the scale of the times of the nodes. */
	readonly scale: Duration;
	/** `missing`: entries of a log are missing after those that are the same. */
	readonly log: Pick<LogReading, 'same'> & {
		readonly state: 'reading' | 'differ' | 'same' | 'missing' | 'empty';
	};
};

/** The fields of a run by their names in JSON. */
const comparedFields = {
	run_order_id: field('name', ({label, id}) => ({safe: label, exact: id})),
	title: field('prose', ({title}) => title),
	status: field('name', ({execution}) => execution?.status ?? null),
	workflow_id: field('name', ({execution}) => execution?.workflowId ?? null),
	created_at: field('time', ({execution}) => execution?.createdAt ?? null),
	elapsed_sec: field('number', ({execution, nodes}) => {
		const elapsed = execution === null ? null : elapsedMs(execution, nodes.axis?.to ?? 0);
		return elapsed === null ? null : elapsed / 1000;
	}),
	compute_cost: field('money', ({execution}) => execution?.computeCost ?? null),
	external_model_cost: field('money', ({execution}) => execution?.externalModelCost ?? null),
	total_cost: field('money', ({execution}) =>
		execution === null ? null : executionCost(execution),
	),
};

export type ComparedField = keyof typeof comparedFields;

/** Whether the values of a section are under one another, because they are long. */
export function isStacked({id}: ComparedSection): boolean {
	return id !== 'run' && id !== 'outputs';
}

/** Returns the number of rows on the screen: each section has a title, and an empty row is between two sections. */
export function comparisonLength({sections}: Comparison): number {
	return sections.reduce(
		(sum, section) => sum + 2 + section.rows.length * (isStacked(section) ? 2 : 1),
		-1,
	);
}

/** `reading`: the comparison of the logs of both runs. */
export function compareRuns(runs: Pair<ComparedRun>, reading: LogReading): Comparison {
	const [a, b] = runs;
	const inputs =
		a.inputs === null || b.inputs === null
			? null
			: keyedRows([a.inputs, b.inputs], ({value}) => shareableText(value));
	const differing = inputs?.filter(({values}) => !isSameText(values));
	const log = logDifference(reading);
	const entries: Pair<LogEntry | undefined> = [entryAt(a.log, log.same), entryAt(b.log, log.same)];
	return {
		runs,
		sections: [
			{
				id: 'run',
				rows: Object.entries(comparedFields).map(([name, {type, value}]) =>
					row(foreignName(name), type, [value(a), value(b)]),
				),
			},
			{id: 'inputs', rows: differing ?? []},
			{id: 'nodes', rows: nodeRows([a.nodes.bars, b.nodes.bars])},
			{id: 'outputs', rows: keyedRows([outputsOf(a), outputsOf(b)], outputText)},
			{
				id: 'log',
				rows:
					log.state === 'differ'
						? [row(foreignName(String(log.same + 1)), 'prose', mapPair(entries, entryText))]
						: [],
			},
		],
		sameInputs: inputs === null ? null : inputs.length - (differing?.length ?? 0),
		scale: Math.max(...runs.map(({nodes: {axis}}) => (axis === null ? 0 : axis.to - axis.from))),
		log,
	};
}

function logDifference({logs, same, isDone}: LogReading): Comparison['log'] {
	const [a, b] = logs;

	if (!isDone) {
		return {same, state: 'reading'};
	}

	if (a.length === 0 || b.length === 0) {
		return {same, state: 'empty'};
	}

	if (same === a.length && same === b.length) {
		return {same, state: 'same'};
	}

	const isCut = same === comparableLength(logs) && same < Math.min(a.length, b.length);
	return {same, state: isCut ? 'missing' : 'differ'};
}

/** A node with the same id is the same node, as in two runs of one workflow. */
function nodeRows(bars: Pair<readonly NodeBar[]>): readonly ComparedRow[] {
	return byKey(bars, ({id}) => id).map(([id, found]) => {
		const caption = found.find(bar => bar?.caption)?.caption ?? null;
		const name = `${nodeName(cleanName(id))}${caption === null ? '' : ` ${caption}`}`;
		const times = mapPair(found, bar => {
			const time = bar?.time ?? null;
			return time === null ? null : time / 1000;
		});
		return {...row({safe: cleanProse(name), exact: id}, 'number', times), bars: found};
	});
}

function outputsOf({execution}: ComparedRun): readonly Output[] {
	return execution?.outputs ?? [];
}

/** The name of a file is enough for a reader. */
function outputText({name, value}: Output): ForeignText {
	const text = shareableText(value);
	return name === null ? text : {...text, safe: name.safe};
}

/** The query of an address can be a signature, and a new one is no difference. */
function shareableText(text: ForeignText): ForeignText {
	const exact = withoutQueries(text.exact);
	return exact === text.exact ? text : foreignProse(exact);
}

function keyedRows<Item extends {readonly key: ForeignText}>(
	items: Pair<readonly Item[]>,
	valueOf: (item: Item) => ForeignText,
): readonly ComparedRow[] {
	return byKey(items, ({key}) => key.exact).map(([key, found]) => {
		const name = found.find(item => item !== null)?.key ?? foreignName(key);
		return row(
			name,
			'prose',
			mapPair(found, item => (item === null ? null : valueOf(item))),
		);
	});
}

/** Puts items with the same key next to each other, in the order of the first run. */
function byKey<Item>(
	[a, b]: Pair<readonly Item[]>,
	keyOf: (item: Item) => string,
): ReadonlyArray<readonly [string, Pair<Item | null>]> {
	const [first, second] = [a, b].map(items => new Map(items.map(item => [keyOf(item), item])));
	const keys = new Set([...(first?.keys() ?? []), ...(second?.keys() ?? [])]);
	return [...keys].map(key => [key, [first?.get(key) ?? null, second?.get(key) ?? null]]);
}

function isSameText([a, b]: ComparedRow['values']): boolean {
	return (a as ForeignText | null)?.exact === (b as ForeignText | null)?.exact;
}

function entryText(entry: LogEntry | undefined): ForeignText | null {
	if (entry === undefined) {
		return null;
	}

	const {at, level, nodeId} = entry;
	const parts = [
		at === null ? '' : localTime(at).slice(11, 19),
		level?.safe.toUpperCase() ?? '',
		nodeName(nodeId?.safe ?? ''),
		messageText(entry),
	];
	const safe = cleanProse(parts.filter(part => part !== '').join(' '));
	return {safe, exact: messageText(entry, 'exact')};
}

function row(name: ForeignText, type: FieldType, values: Pair<Value>): ComparedRow {
	const [a, b] = values;
	const difference =
		a === null || b === null
			? null
			: type === 'money'
				? subtractMoney(b as Money, a as Money)
				: type === 'number'
					? Number(b) - Number(a)
					: null;
	return {name, type, values, difference};
}

function field<Type extends FieldType>(
	type: Type,
	value: (run: ComparedRun) => FieldValues[Type] | null,
) {
	return {type, value};
}
