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
	readonly titles: {readonly en: string; readonly zh: string};
	/** In a table that is too narrow, the columns with the lowest priority are left out first. */
	readonly priority: number;
};

type Shown = readonly [en: string, zh: string, priority?: number];

/** The columns of `chenyu-top ls` by the names that users type. */
export const listColumns = {
	id: column('run_order_id', 'name', ['ID', '单号', 7], ({order}) => order.id),
	title: column('title', 'prose', ['TITLE', '标题', 8], ({order}) => order.title),
	label: keptColumn('label', 'prose', ['LABEL', '标签'], kept => kept.label),
	status: column('status', 'name', ['STATE', '状态', Infinity], ({order}) => order.status),
	created: column('created_at', 'time', ['CREATED', '创建', 4], ({order}) => order.createdAt),
	// Before the end of a run the service may report 0.
	cost: column('final_amount', 'money', ['COST', '费用', 6], ({order}) =>
		isFinalPhase(order.phase) ? order.finalAmount : null,
	),
	quote: column('quote_amount', 'money', ['QUOTE', '报价'], ({order}) => order.quoteAmount),
	workflow: column('workflow_id', 'name', ['WORKFLOW', '工作流'], ({order}) => order.workflowId),
	revision: column('revision_id', 'name', ['REVISION', '版本'], ({order}) => order.revisionId),
	total: keptColumn('total_cost', 'money', ['TOTAL', '总费用'], kept => kept.totalCost),
	elapsed: keptColumn(
		'actual_execution_duration_sec',
		'number',
		['ELAPSED', '用时', 5],
		kept => kept.seconds,
	),
	started: keptColumn('started_at', 'time', ['STARTED', '开始'], kept => kept.startedAt),
	ended: keptColumn('terminal_at', 'time', ['ENDED', '结束'], kept => kept.endedAt),
	error: keptColumn('reason', 'prose', ['ERROR', '错误', 2], kept => kept.reason),
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
				...keptColumn(
					name,
					'prose',
					[name, name],
					({inputs}) => findInput(inputs ?? [], key)?.value ?? null,
				),
			};
}

function column<Type extends FieldType>(
	json: string,
	type: Type,
	[en, zh, priority = 1]: Shown,
	value: (run: ListedRun) => FieldValues[Type] | null,
): ListColumn {
	return {json, type, titles: {en, zh}, priority, value};
}

function keptColumn<Type extends FieldType>(
	json: string,
	type: Type,
	shown: Shown,
	value: (kept: HistoryRun) => FieldValues[Type] | null,
): ListColumn {
	return column(json, type, shown, ({kept}) => (kept === null ? null : value(kept)));
}
