import {isFinalPhase} from './execution.ts';
import type {FieldType, FieldValues, RowColumn} from './field.ts';
import type {HistoryRun} from './history.ts';
import {findInput, type RunOrder} from './run-order.ts';

/** A run as `chenyu-top ls` shows it. */
export type ListedRun = {
	readonly order: RunOrder;
	/** What the history knows about a run that has ended; null if that is nothing. */
	readonly kept: HistoryRun | null;
};

/** The names in JSON are those of the `run` event if it has the field. */
export type ListColumn = RowColumn<ListedRun> & {
	/** Whether only the history has the value. */
	readonly isKept: boolean;
};

/** The columns of `chenyu-top ls` by the names that users type. */
export const listColumns = {
	id: column('run_order_id', 'name', ({order}) => order.id),
	title: column('title', 'prose', ({order}) => order.title),
	label: keptColumn('label', 'prose', kept => kept.label),
	status: column('status', 'name', ({order}) => order.status),
	created: column('created_at', 'time', ({order}) => order.createdAt),
	// Before the end of a run the service may report 0.
	cost: column('final_amount', 'money', ({order}) =>
		isFinalPhase(order.phase) ? order.finalAmount : null,
	),
	quote: column('quote_amount', 'money', ({order}) => order.quoteAmount),
	workflow: column('workflow_id', 'name', ({order}) => order.workflowId),
	revision: column('revision_id', 'name', ({order}) => order.revisionId),
	total: keptColumn('total_cost', 'money', kept => kept.totalCost),
	elapsed: keptColumn('actual_execution_duration_sec', 'number', kept => kept.seconds),
	started: keptColumn('started_at', 'time', kept => kept.startedAt),
	ended: keptColumn('terminal_at', 'time', kept => kept.endedAt),
	error: keptColumn('reason', 'prose', kept => kept.reason),
} as const satisfies Readonly<Record<string, ListColumn>>;

export type ListColumnId = keyof typeof listColumns;

export const listColumnIds = Object.keys(listColumns) as readonly ListColumnId[];

export const inputPrefix = 'input.';

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
				...keptColumn(name, 'prose', ({inputs}) => findInput(inputs ?? [], key)?.value ?? null),
			};
}

function column<Type extends FieldType>(
	json: string,
	type: Type,
	value: (run: ListedRun) => FieldValues[Type] | null,
): ListColumn {
	return {json, type, value, isKept: false};
}

function keptColumn<Type extends FieldType>(
	json: string,
	type: Type,
	value: (kept: HistoryRun) => FieldValues[Type] | null,
): ListColumn {
	return {json, type, value: ({kept}) => (kept === null ? null : value(kept)), isKept: true};
}
