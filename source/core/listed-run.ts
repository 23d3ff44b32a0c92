import {isFinalPhase, type Execution, type Phase} from './execution.ts';
import type {FieldType, FieldValues} from './field.ts';
import type {Money} from './money/money.ts';
import type {RunError} from './run-error.ts';
import type {OrderInfo, RunOrder} from './run-order.ts';

/** A run as `chenyu-top ls` shows it. */
export type ListedRun = {
	readonly order: RunOrder;
	/** Null without `--full`, if no column needs it, or if the service no longer has it. The same holds for `info`. */
	readonly execution: Execution | null;
	readonly info: OrderInfo | null;
};

export type ListColumn = {
	/** The name in JSON and CSV, that of the `run` event if it has the field. */
	readonly json: string;
	readonly type: FieldType;
	/** The request whose response has the value: the run list, or with `--full` a request for each run. */
	readonly from: 'list' | keyof Omit<ListedRun, 'order'>;
	readonly value: (run: ListedRun) => FieldValues[FieldType] | null;
};

/** The columns of `chenyu-top ls` by the names that users type. */
export const listColumns = {
	id: column('run_order_id', 'list', 'name', ({order}) => order.id),
	title: column('title', 'list', 'prose', ({order}) => order.title),
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
	progress: column('progress_percent', 'execution', 'percent', ({execution}) =>
		execution === null ? null : execution.progressPercent,
	),
	elapsed: column('actual_execution_duration_sec', 'execution', 'number', ({execution}) =>
		execution === null ? null : execution.actualDurationSec,
	),
	started: column('started_at', 'execution', 'time', ({execution}) => execution?.startedAt ?? null),
	ended: column('terminal_at', 'execution', 'time', ({execution}) => execution?.terminalAt ?? null),
	error: column('reason', 'execution', 'prose', run => finalError(run)?.reason ?? null),
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
				...column(
					name,
					'info',
					'prose',
					({info}) => info?.inputs.find(input => input.key.exact === key)?.value ?? null,
				),
			};
}

export function phaseOfListed({order, execution}: ListedRun): Phase {
	return execution?.phase ?? order.phase;
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
	return {json, from, type, value};
}
