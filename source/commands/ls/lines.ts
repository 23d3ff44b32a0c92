import {
	finalError,
	inputsOf,
	listColumns,
	type ListColumn,
	type ListedRun,
} from '../../core/listed-run.ts';
import {escapeInvisible} from '../../core/text/escape-invisible.ts';
import {toEventFields, toJsonValue} from '../../report/event-fields.ts';
import type {NamedColumn} from './columns.ts';

export function jsonLine(run: ListedRun, columns: readonly NamedColumn[] | null): string {
	const fields = columns === null ? allFields(run) : listedRunFields(run, columns);
	return escapeInvisible(JSON.stringify(fields));
}

/** All fields of the `run` event, those of the run list, the error and the inputs of the run. */
function allFields(run: ListedRun) {
	const {order, execution} = run;
	const inputs = inputsOf(run);
	const error = finalError(run);
	return {
		run_order_id: order.id.exact,
		...toEventFields({
			...execution,
			status: execution?.status ?? order.status,
			totalCost: listColumns.total.value(run),
			actualDurationSec: listColumns.elapsed.value(run),
			startedAt: listColumns.started.value(run),
			terminalAt: listColumns.ended.value(run),
			createdAt: order.createdAt,
			workflowId: order.workflowId,
			title: order.title,
		}),
		...listedRunFields(run, [
			listColumns.label,
			listColumns.revision,
			listColumns.quote,
			listColumns.cost,
			listColumns.error,
		]),
		detail: error?.detail?.exact ?? null,
		engine_code: error?.engineCode?.exact ?? null,
		status_code: error?.statusCode ?? null,
		inputs:
			inputs === null
				? null
				: Object.fromEntries(inputs.map(({key, value}) => [key.exact, value.exact])),
	};
}

export function listedRunFields(run: ListedRun, columns: readonly ListColumn[]) {
	return Object.fromEntries(
		columns.map(({json, type, value}) => [json, toJsonValue(value(run), type)]),
	);
}
