import {elapsedMs, executionCost} from '../../core/execution.ts';
import type {FieldType, FieldValues} from '../../core/field.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {entryAt} from '../../core/log/run-log.ts';
import {subtractMoney, type Money} from '../../core/money/money.ts';
import type {Run} from '../../core/run.ts';
import {cleanProse, foreignName, foreignProse} from '../../core/text/sanitize.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import type {Duration} from '../../core/time/clock.ts';
import {messageText} from '../log/index.ts';
import type {NodeBar, NodeTimeline} from '../nodes/index.ts';
import {compareLogs, mapPair, type LogComparison, type Pair} from './compare-logs.ts';

export type ComparedRun = Pick<Run, 'id' | 'label' | 'title' | 'execution' | 'log' | 'inputs'> & {
	readonly nodes: NodeTimeline;
};

export type ComparedValue = FieldValues[FieldType] | null;

export type ComparedRow = {
	/** A field of a run, the key of an input or an output, the id of a node, or the number of a log entry. */
	readonly name: ForeignText;
	/** All numbers are seconds. */
	readonly type: FieldType;
	readonly values: Pair<ComparedValue>;
	/** The second value minus the first; null unless both are known amounts or numbers. */
	readonly difference: Money | number | null;
	/** The times of a node. */
	readonly bars?: Pair<NodeBar | null>;
};

export type ComparedSection = {
	readonly id: 'run' | 'inputs' | 'nodes' | 'outputs' | 'log';
	/** Whether the values are under one another, because they are long. */
	readonly isStacked: boolean;
	readonly rows: readonly ComparedRow[];
};

export type Comparison = {
	readonly runs: Pair<ComparedRun>;
	readonly sections: readonly ComparedSection[];
	/** The number of inputs that are equal; null if the inputs of a run are not known. */
	readonly sameInputs: number | null;
	/** The length of the longer run, which is the scale of the times of the nodes. */
	readonly scale: Duration;
	readonly log: LogComparison;
};

/** The fields of a run by their names in JSON. */
const comparedFields = {
	run_order_id: field('name', ({label, id}) => ({safe: label, exact: id})),
	title: field('prose', ({title}) => title),
	status: field('name', ({execution}) => execution?.status),
	workflow_id: field('name', ({execution}) => execution?.workflowId),
	created_at: field('time', ({execution}) => execution?.createdAt),
	elapsed_sec: field('number', ({execution, nodes}) =>
		toSeconds(elapsedMs(execution, nodes.axis?.to ?? 0)),
	),
	compute_cost: field('money', ({execution}) => execution?.computeCost),
	external_model_cost: field('money', ({execution}) => execution?.externalModelCost),
	total_cost: field('money', ({execution}) => executionCost(execution)),
};

export type ComparedField = keyof typeof comparedFields;

export function compareRuns(runs: Pair<ComparedRun>): Comparison {
	const log = compareLogs(runs[0].log, runs[1].log);
	const hasInputs = runs.every(({inputs}) => inputs !== null);
	const inputs = hasInputs ? pairedRows('prose', mapPair(runs, inputItems)) : [];
	const differing = inputs.filter(({values}) => {
		const [a, b] = values as Pair<ForeignText | null>;
		return a?.exact !== b?.exact;
	});
	const fields = Object.entries(comparedFields).map(([name, {type, value}]) =>
		rowOf(foreignName(name), type, mapPair<ComparedRun, ComparedValue | undefined>(runs, value)),
	);
	const entries = rowOf(
		foreignName(String(log.same + 1)),
		'prose',
		mapPair(runs, run => entryText(entryAt(run.log, log.same))),
	);
	return {
		runs,
		sections: [
			{id: 'run', isStacked: false, rows: fields},
			{id: 'inputs', isStacked: true, rows: differing},
			{id: 'nodes', isStacked: true, rows: pairedRows('number', mapPair(runs, nodeItems))},
			{id: 'outputs', isStacked: false, rows: pairedRows('prose', mapPair(runs, outputItems))},
			{id: 'log', isStacked: true, rows: log.state === 'differ' ? [entries] : []},
		],
		sameInputs: hasInputs ? inputs.length - differing.length : null,
		scale: Math.max(...runs.map(({nodes: {axis}}) => (axis === null ? 0 : axis.to - axis.from))),
		log,
	};
}

/** An input, a node or an output of one run. Those with the same exact name belong together. */
type Item = Pick<ComparedRow, 'name'> & {readonly value: ComparedValue; readonly bar?: NodeBar};

function inputItems({inputs}: ComparedRun): readonly Item[] {
	return (inputs ?? []).map(({key, value}) => ({name: key, value: shareableText(value)}));
}

function nodeItems({nodes}: ComparedRun): readonly Item[] {
	return nodes.bars.map(bar => {
		const safe = cleanProse(`${nodeName(bar.id)} ${bar.caption ?? ''}`.trim());
		return {name: {safe, exact: bar.id}, value: toSeconds(bar.time), bar};
	});
}

/** The name of a file is enough for a user. */
function outputItems({execution}: ComparedRun): readonly Item[] {
	return (execution?.outputs ?? []).map(({key, name, value}) => {
		const text = shareableText(value);
		return {name: key, value: {...text, safe: name?.safe ?? text.safe}};
	});
}

/** Leaves out the query of an address, which can be a signature: a new signature is not a difference. */
function shareableText(text: ForeignText): ForeignText {
	const exact = withoutQueries(text.exact);
	return exact === text.exact ? text : foreignProse(exact);
}

/** Puts items with the same name into one row, in the order of the first run. */
function pairedRows(type: FieldType, items: Pair<readonly Item[]>): readonly ComparedRow[] {
	const byName = mapPair(items, list => new Map(list.map(item => [item.name.exact, item])));
	const [a, b] = byName;
	return [...new Map([...a, ...b, ...a])].map(([exact, {name, bar}]) => ({
		...rowOf(
			name,
			type,
			mapPair(byName, each => each.get(exact)?.value),
		),
		...(bar && {bars: mapPair(byName, each => each.get(exact)?.bar ?? null)}),
	}));
}

function entryText(entry: LogEntry | undefined): ForeignText | null {
	if (entry === undefined) {
		return null;
	}

	const {level, nodeId} = entry;
	const parts = [level?.safe.toUpperCase(), nodeName(nodeId?.safe ?? ''), messageText(entry)];
	return {safe: cleanProse(parts.filter(Boolean).join(' ')), exact: messageText(entry, 'exact')};
}

function toSeconds(duration: Duration | null): number | null {
	return duration === null ? null : duration / 1000;
}

function rowOf(
	name: ForeignText,
	type: FieldType,
	found: Pair<ComparedValue | undefined>,
): ComparedRow {
	const values = mapPair(found, value => value ?? null);
	const [a, b] = values;
	const isNumber = type === 'money' || type === 'number';
	const difference =
		a === null || b === null || !isNumber
			? null
			: type === 'money'
				? subtractMoney(b as Money, a as Money)
				: Number(b) - Number(a);
	return {name, type, values, difference};
}

function field<Type extends FieldType>(
	type: Type,
	value: (run: ComparedRun) => FieldValues[Type] | null | undefined,
) {
	return {type, value};
}
