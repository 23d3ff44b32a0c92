import {elapsedMs, executionCost, isFinalPhase, type Execution, type Phase} from './execution.ts';
import type {FieldType, FieldValues, RowColumn} from './field.ts';
import type {HistoryRun} from './history.ts';
import type {Money} from './money/money.ts';
import type {RunError} from './run-error.ts';
import {findInput, type OrderInfo, type OrderInput, type RunOrder} from './run-order.ts';
import type {Duration, Instant} from './time/clock.ts';

/** A run as `chenyu-top ls` shows it. */
export type ListedRun = {
	readonly order: RunOrder;
	/** Null without `--full`, if no column needs it, or if the service no longer has it. The same holds for `info`. */
	readonly execution: Execution | null;
	readonly info: OrderInfo | null;
	/** What the history knows about a run that has ended; null if that is nothing. */
	readonly kept: HistoryRun | null;
};

/** The names in JSON are those of the `run` event if it has the field. */
export type ListColumn = RowColumn<ListedRun> & {
	/** The request whose response has the value: the run list, or with `--full` a request for each run. */
	readonly from: 'list' | 'execution' | 'info';
	/** Whether the history can have the value, so that no request is needed. */
	readonly isKept: boolean;
};

/** The columns of `chenyu-top ls` by the names that users type. */
export const listColumns = {
	id: column('run_order_id', 'list', 'name', ({order}) => order.id),
	title: column('title', 'list', 'prose', ({order}) => order.title),
	label: keptColumn('label', 'prose', ({kept}) => kept?.label ?? null),
	status: column(
		'status',
		'list',
		'name',
		({order, execution}) => execution?.status ?? order.status,
	),
	created: column('created_at', 'list', 'time', ({order}) => order.createdAt),
	cost: column('final_amount', 'list', 'money', finalAmount),
	quote: column('quote_amount', 'list', 'money', ({order}) => order.quoteAmount),
	workflow: column('workflow_id', 'list', 'name', ({order}) => order.workflowId),
	revision: column('revision_id', 'list', 'name', ({order}) => order.revisionId),
	total: keptColumn(
		'total_cost',
		'money',
		({execution, kept}) => executionCost(execution) ?? kept?.totalCost ?? null,
	),
	progress: column(
		'progress_percent',
		'execution',
		'percent',
		({execution}) => execution?.progressPercent ?? null,
	),
	elapsed: keptColumn(
		'actual_execution_duration_sec',
		'number',
		({execution, kept}) => execution?.actualDurationSec ?? kept?.seconds ?? null,
	),
	started: keptColumn(
		'started_at',
		'time',
		({execution, kept}) => execution?.startedAt ?? kept?.startedAt ?? null,
	),
	ended: keptColumn(
		'terminal_at',
		'time',
		({execution, kept}) => execution?.terminalAt ?? kept?.endedAt ?? null,
	),
	error: keptColumn('reason', 'prose', run => finalError(run)?.reason ?? run.kept?.reason ?? null),
} as const satisfies Readonly<Record<string, ListColumn>>;

export type ListColumnId = keyof typeof listColumns;

export const listColumnIds = Object.keys(listColumns) as readonly ListColumnId[];

const inputPrefix = 'input.';

/** Finds a column by the name that users type, or by its name in JSON. `input.KEY` is an input of the run. */
export function findListColumn(name: string): (ListColumn & {readonly id: string}) | null {
	const id = listColumnIds.find(each => each === name || listColumns[each].json === name);

	if (id !== undefined) {
		return {id, ...listColumns[id]};
	}

	const key = name.startsWith(inputPrefix) ? name.slice(inputPrefix.length) : '';
	return key === ''
		? null
		: {
				id: name,
				...column(name, 'info', 'prose', run => findInput(inputsOf(run) ?? [], key)?.value ?? null),
				isKept: true,
			};
}

export function phaseOfListed({order, execution}: ListedRun): Phase {
	return execution?.phase ?? order.phase;
}

/** Null if they are unknown. */
export function inputsOf({info, kept}: ListedRun): readonly OrderInput[] | null {
	return info?.inputs ?? kept?.inputs ?? null;
}

/** Returns the milliseconds from the start to `now` or the end; null if unknown. */
export function elapsedOfListed({execution, kept}: ListedRun, now: Instant): Duration | null {
	const elapsed = elapsedMs(execution, now);
	return elapsed ?? (kept === null || kept.seconds === null ? null : kept.seconds * 1000);
}

/** The error of a run that has ended; an unfinished run can still succeed. */
export function finalError({execution}: ListedRun): RunError | null {
	return execution !== null && isFinalPhase(execution.phase) ? execution.error : null;
}

/** The amount that was charged. Null before the end of the run, when the service may report 0. */
function finalAmount(run: ListedRun): Money | null {
	return isFinalPhase(phaseOfListed(run)) ? run.order.finalAmount : null;
}

function column<Type extends FieldType>(
	json: string,
	from: ListColumn['from'],
	type: Type,
	value: (run: ListedRun) => FieldValues[Type] | null,
): ListColumn {
	return {json, from, type, value, isKept: false};
}

/** A column of a response of the engine that the history keeps too. */
function keptColumn<Type extends FieldType>(
	json: string,
	type: Type,
	value: (run: ListedRun) => FieldValues[Type] | null,
): ListColumn {
	return {...column(json, 'execution', type, value), isKept: true};
}
